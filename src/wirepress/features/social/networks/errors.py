"""What a network may answer in place of success, as types. The message is a sentence for a person; `answer` is what the network said.

The three outcomes of a creating call are kept apart: taken (a Sent is returned), refused (any error here but one), and unknown
(OutcomeUnknown): then nobody sends again before Network.look_up has said that it is not there.
"""

from __future__ import annotations

from datetime import timedelta


class NetworkError(Exception):
    """The network did not do it. Nothing was posted, unless it is an OutcomeUnknown.

    `answer`: the network's own words, without secrets; `code`: its own name or number of the error.
    """

    kind = "refused"  # the word for it in tables and JSON
    passing = False  # whether the same call may succeed later without anybody doing anything

    def __init__(self, message: str, *, answer: str = "", code: str = "") -> None:
        super().__init__(message)
        self.message, self.answer, self.code = message, answer, code


class Refused(NetworkError):
    """Refused for a reason that has no type of its own: a person has to read it."""


class TextRefused(Refused):
    """The text: too long, empty, against the network's rules."""

    kind = "text"


class PictureRefused(Refused):
    """A picture: its kind, its size, its shape, or the network could not fetch it. The same post without pictures may go."""

    kind = "picture"


class Duplicate(Refused):
    """The network holds the same text already. `sent_id`: the post that has it, where the network says which; else ""."""

    kind = "duplicate"

    def __init__(self, message: str, *, sent_id: str = "", answer: str = "", code: str = "") -> None:
        super().__init__(message, answer=answer, code=code)
        self.sent_id = sent_id


class Gone(Refused):
    """The post (for edit, delete, counts) or the place to post to (a webhook, a board) is no longer there."""

    kind = "gone"


class NotSupported(Refused):
    """The network, or its API, cannot do that at all."""

    kind = "unsupported"


class RateLimited(NetworkError):
    """Too much at the moment. `retry_after`: when the network may be asked again, counted from now."""

    kind = "rate"
    passing = True

    def __init__(self, message: str, *, retry_after: timedelta, answer: str = "", code: str = "") -> None:
        super().__init__(message, answer=answer, code=code)
        self.retry_after = retry_after


class Unavailable(NetworkError):
    """The network could not be reached or said that it is out of order, and certainly took nothing."""

    kind = "unavailable"
    passing = True


class NotReady(NetworkError):
    """What was uploaded is still being worked on there. `prepare` may be asked again in a while."""

    kind = "not_ready"
    passing = True


class OutcomeUnknown(NetworkError):
    """The request went out and no usable answer came: the post may be there or not. Or nobody can tell (raised by look_up)."""

    kind = "unknown"


class AccountTrouble(NetworkError):
    """Nothing more can be sent to this account until a person has done something."""

    kind = "account"


class TokenExpired(AccountTrouble):
    """The access has run out. `use_account` has tried to renew it before anybody sees this: an administrator connects again."""

    kind = "expired"


class TokenRevoked(AccountTrouble):
    """The access was withdrawn there (app removed, password changed), or never was one."""

    kind = "revoked"


class PermissionMissing(AccountTrouble):
    """The access is good, and does not allow this: a scope is missing, or a role on the page or in the channel."""

    kind = "permission"


class AccountBlocked(AccountTrouble):
    """The network has suspended, limited or locked the account."""

    kind = "blocked"


class OutOfCredit(AccountTrouble):
    """The network wants money (X)."""

    kind = "credit"
