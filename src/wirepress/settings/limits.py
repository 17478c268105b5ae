"""Every limit of the product, named, in one place. Sizes in bytes, times in seconds unless the name says otherwise."""

from __future__ import annotations

from typing import Final

# REST
PER_PAGE_MAX: Final = 100
PER_PAGE_DEFAULT: Final = 10
BATCH_MAX_REQUESTS: Final = 25
ROUTE_LENGTH_MAX: Final = 2048  # characters; some of WordPress's patterns take quadratic time
BODY_MAX: Final = 16 * 1024 * 1024
UPLOAD_MAX: Final = 64 * 1024 * 1024
JSON_DEPTH_MAX: Final = 512
QUERY_VARS_MAX: Final = 1000

# Sign-in
LOGIN_TRIES: Final = 10  # of one login from one address
LOGIN_TRIES_ADDRESS: Final = 40  # of whatever login from one address
LOGIN_TRIES_LOGIN: Final = 200  # of one login from wherever
LOGIN_WINDOW: Final = 15 * 60
SESSION_AGE: Final = 14 * 24 * 3600
NONCE_LIFE: Final = 24 * 3600
RESET_LIFE: Final = 3600  # of the link in a mail that lets somebody choose a new password
RESET_TRIES_ADDRESS: Final = 15  # such mails asked for from one address within LOGIN_WINDOW
RESET_TRIES_LOGIN: Final = 3  # mails sent to one person within LOGIN_WINDOW
UNSAVED_AGE: Final = 3 * 24 * 3600  # a form that was sent without a session may be sent on after signing in
UNSAVED_MAX: Final = 8 * 1024 * 1024  # bytes of such a form as the sign-in page carries it

# Writing
EDIT_LOCK_WINDOW: Final = 150  # without a sign of life, after which nobody is taken to be writing (WordPress)
EDIT_LOCK_RELOAD: Final = 5  # that a lock lasts when its page is left, so that a reload keeps it (WordPress)

# Readers
SEARCH_TERMS_MAX: Final = 10
SEARCH_LENGTH_MAX: Final = 1600
COMMENT_FLOOD: Final = 15
COMMENT_SECONDS: Final = 3  # a form that was open for less makes its comment wait
COMMENT_SOWN_LENGTH: Final = (
    40  # characters of a comment that is spam when it stands below so many other stories since a day
)
COMMENT_SOWN_STORIES: Final = 2
PINGS_WINDOW: Final = 3600  # notices of links from other sites, each of which has a page of a third one fetched:
PINGS_FROM: Final = 30  # of one sender
PINGS_ABOUT: Final = 60  # about pages of one host

# Rendering one story: what goes beyond stays empty for readers, and the newsroom is told
RENDER_LISTS: Final = 60  # different lists of stories, terms, comments, periods
RENDER_ROWS: Final = 5000  # in these lists; a list that is asked for when they are used up stays empty
RENDER_AHEAD: Final = 5000  # pictures, terms and classes of stories, which are read for many at once
RENDER_SINGLE: Final = 500  # people, stories, patterns and the like, looked up one by one
RENDER_COMPUTED: Final = 5000  # blocks and shortcodes whose output is computed
RENDER_REPEATS: Final = 2000  # times that lists repeat the blocks inside them
RENDER_LISTS_NESTED: Final = 3  # lists within each other
RENDER_TEXTS: Final = 4 * 1024 * 1024  # characters of other stories' and patterns' texts
RENDER_OUTPUT: Final = 16 * 1024 * 1024  # characters that computed blocks and shortcodes give
RENDER_HASHED: Final = 4 * 1024 * 1024  # characters that the classes of coloured blocks are made of
RENDER_SECONDS: Final = 20  # of computing; the last resort

# Import
IMPORT_DOCUMENT_MAX: Final = 32 * 1024 * 1024
IMPORT_LAYERS: Final = 3  # packed one in the other
IMPORT_RATIO: Final = 200  # times as long unpacked as packed; dumps of real sites stay below 60
IMPORT_RATIO_FROM: Final = 64 * 1024 * 1024  # bytes unpacked before the ratio is looked at
IMPORT_WINDOW: Final = 256 * 1024 * 1024  # bytes of memory that unpacking may take
IMPORT_MEDIA_SECONDS: Final = 60.0  # for one file of a picture, redirects and all
IMPORT_MEDIA_TRIES: Final = 3  # of a file whose server says that it is busy
IMPORT_MEDIA_WAIT: Final = 30.0  # between those, whatever the server asks for
IMPORT_MEMBERS_MAX: Final = 200_000  # files of an archive that are looked at
IMPORT_ARCHIVE_FILES: Final = 2_000_000  # files of an archive of a whole site

# The wire: what is fetched and decoded
WIRE_BODY_MAX: Final = 64 * 1024 * 1024  # of a source's document, unpacked
WIRE_PAGE_MAX: Final = 4 * 1024 * 1024  # of a story's page
WIRE_SECONDS: Final = 60.0  # for one answer, redirects and all
WIRE_GAP: Final = 1.0  # between two questions to one server of the open internet
WIRE_ENTRIES_MAX: Final = 100_000  # of one document
WIRE_DEPTH_MAX: Final = 100  # elements or objects within each other
WIRE_TEXT_MAX: Final = 2 * 1024 * 1024  # characters of one text of an entry

# Titles and slugs as WordPress's columns hold them
SLUG_MAX_BYTES: Final = 200

# Finished pages
PAGE_MAX: Final = 256 * 1024
BODIES_AT_HAND: Final = 16 * 1024 * 1024  # of documents in one process's memory, on PostgreSQL
PAGES_MAX: Final = 1000  # in the database

# Server
THREADS: Final = 8  # requests that one process works on at a time
LANES: Final = 3  # of those, requests that write at a time on a database server; SQLite has one writer
LANE_BODY: Final = 1024 * 1024  # bytes of a request that writes; what is larger is taken in piece by piece
LANE_PATIENCE: Final = 0.5  # after which nobody waits any more for what holds a lane
PAUSE: Final = 0.001  # the loop stands still so long while a lane works, so that it computes undisturbed
BETWEEN_PAUSES: Final = 0.003  # readers are answered meanwhile
KEEP_ALIVE: Final = 15
BACKLOG: Final = 2048  # connections that wait to be accepted
SHUTDOWN: Final = 15  # for answers under way when the service ends
START: Final = 60  # for a worker to begin answering before the one that it is to replace is left in place
HANG: Final = 10  # after which a worker that does not say that it lives is replaced
SWEEP: Final = 5  # how often a connection is looked at
HEAD_MAX: Final = 64 * 1024  # bytes of a request's head
HEAD_SECONDS: Final = 20  # for a head, from its first byte to its last
BODY_SECONDS: Final = 20  # without a byte in the middle of a body
BODY_GRACE: Final = 20  # for a body, however slow; after that
BODY_RATE: Final = 1024  # bytes that have to come in a second, all in all
BODY_WHOLE_SECONDS: Final = 1800  # for a body from its first byte to its last, however large
BODY_IN_MEMORY: Final = 128 * 1024  # of a body that is coming in; what is larger is put into a file
BODIES_OF_ADDRESS: Final = 32  # bodies that come from one address at a time, in one process
BODIES_MAX: Final = 512  # bodies that come at a time, in one process; with more under way than these two allow
BODY_MOMENT: Final = 2  # seconds are left to another one to be there whole
BODY_READ: Final = 256 * 1024  # of an answer that comes in pieces (a file): what is read of it at a time
LINGER: Final = 2  # for a connection to end after its last answer
SEND_STALL: Final = 60  # without a byte taken by the client
WRITE_BUFFER: Final = 512 * 1024  # bytes that a client has not taken yet, beyond which no more answers are made for it
SWITCH: Final = (
    0.001  # how long one thread computes before another may: threads that write wait this long after every query
)

# The wire: running it
WIRE_LEASE: Final = 300  # a source whose worker has not said for so long that it is alive is another worker's
WIRE_THREADS: Final = 8  # sources that are looked at at a time
WIRE_RUN_SECONDS: Final = 600  # a look at one source; what is new then waits for the next one
WIRE_OTHER_RUN_WAIT: Final = 300  # seconds that `wirepress wire run` waits for another worker's look at the source
WIRE_NEW_PER_RUN: Final = 5000  # new entries taken from one look; the others wait for the next one
WIRE_BATCH: Final = 25  # stories filed in one transaction, at most
WIRE_BATCH_SECONDS: Final = 0.5  # such a transaction shall take; other writers wait for it
WIRE_BATCH_LEAST: Final = 10  # stories, however long they take
WIRE_WAIT_MAX: Final = (
    24 * 3600
)  # whatever a source asks for, and however often it failed; unless its own interval is longer
WIRE_RETRY_AFTER_MAX: Final = 7 * 24 * 3600
WIRE_SIMILAR_DAYS: Final = 3  # a story of another source is compared with those of so many days
WIRE_HELD_DAYS: Final = 7  # a story over a limit waits so long for its turn
WIRE_TROUBLE: Final = 3  # failures in a row after which the newsroom gets mail
WIRE_NOTES_MAX: Final = 200  # words on single entries kept of one run
WIRE_RUNS_DAYS: Final = 90  # looks are remembered
WIRE_SKIPPED_DAYS: Final = 30  # what was left out can be read; its keys are kept for good

# Jobs
JOB_LEASE: Final = 30  # after that long without a sign of life a job under way is another worker's
JOB_RENEW: Final = 10  # between two such signs, and two looks at which periods have begun
JOB_THREADS: Final = 2  # jobs that one worker runs at a time
JOB_WAITING: Final = 8  # jobs beside those that mostly wait for other servers
JOB_TAKEN_MAX: Final = 5  # times that a job may be begun and not ended (its worker died) until it is given up
JOB_RETRY_FIRST: Final = 10  # before the first repetition; each further one waits four times as long
JOB_RETRY_MAX: Final = 3600
JOB_ARGUMENTS_MAX: Final = 64 * 1024  # bytes
JOB_IDLE: Final = 1.0  # longest time between two looks into the queue
JOB_HISTORY: Final = 1000  # ended jobs that are remembered, of each state

# Streams of open pages (server/live)
LIVE_PAUSE: Final = 1.0  # seconds between two tellings
LIVE_BEAT: Final = 25.0  # seconds of silence that proxies bear
LIVE_SLICE: Final = 500  # pages that are written to before others have their turn
LIVE_BUFFER: Final = 16 * 1024  # bytes that a page may not have taken and is told more
LIVE_PER_ADDRESS: Final = 200  # pages of one reader's address
LIVE_SPARE_FILES: Final = 512  # files that a process keeps for everything else
