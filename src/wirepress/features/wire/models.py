"""Sources and what came from them. Moments are naive and GMT, as everywhere in the database."""

from __future__ import annotations

from django.db import models

from wirepress.core.fields import OrderedJSONField

KINDS = ("auto", "feed", "wordpress", "ninjs", "nitf", "newsml", "newssitemap", "folder", "push")


class Source(models.Model):
    """A place that stories are gathered from."""

    name = models.CharField(max_length=200)
    slug = models.CharField(max_length=100, unique=True)
    url = models.CharField(max_length=2000, default="", blank=True)  # feed, API or folder; "" for push
    home = models.CharField(max_length=2000, default="", blank=True)  # the site's page for people
    kind = models.CharField(max_length=20, default="auto")
    enabled = models.BooleanField(default=True)
    allow_private = models.BooleanField(default=False)  # may stand at a private or loopback address
    interval = models.IntegerField(default=900)  # seconds between two looks
    policy = OrderedJSONField(default=dict)  # see policy.py
    auth = OrderedJSONField(
        default=dict
    )  # {"how": "basic", "user", "password"} | {"how": "bearer", "token"} | {"how": "header", "name", "value"}
    secret = models.CharField(max_length=100, default="", blank=True)  # signs what is pushed to us
    created = models.DateTimeField()
    # What the last look left behind
    validators = OrderedJSONField(default=dict)
    due = models.DateTimeField(null=True)  # next look; None: never by itself
    looked = models.DateTimeField(null=True)
    good = models.DateTimeField(null=True)  # last look without an error
    failures = models.IntegerField(default=0)  # since the last good one
    error = models.TextField(default="", blank=True)  # in words, "" when all is well
    told = models.DateTimeField(null=True)  # when mail about its trouble was sent
    last_new = models.DateTimeField(null=True)  # the last look that brought something
    silence = models.IntegerField(default=0)  # seconds without news that are usual at most; 0: not known yet
    silent_after = models.DateTimeField(null=True)  # last_new and silence: from then on it is conspicuously still
    told_silence = models.DateTimeField(null=True)  # when mail about its silence was sent
    suggested = models.CharField(max_length=2000, default="", blank=True)  # another feed, which its home page names
    suggested_kind = models.CharField(max_length=20, default="", blank=True)
    suggestions_refused = OrderedJSONField(default=list)  # addresses that are not suggested again
    searched = models.DateTimeField(null=True)  # when its home page was searched for one
    told_suggestion = models.DateTimeField(null=True)
    title = models.CharField(max_length=500, default="", blank=True)  # as the source names itself
    language = models.CharField(max_length=35, default="", blank=True)
    standing = OrderedJSONField(default=list)  # hashes of what it repeats in its entries, see dedupe/standing_text.py
    offers = OrderedJSONField(default=list)  # what could be stripped from its entries, see text/repeated_parts.py
    flooded = models.DateTimeField(null=True)  # when the newsroom was told of a flood that waits for its decision
    # One worker at a time
    lease_holder = models.CharField(max_length=64, default="", blank=True)
    lease_until = models.DateTimeField(null=True)

    class Meta:
        app_label = "wire"
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["enabled", "due"], name="wire_source_due")]

    def __str__(self) -> str:
        return self.name


class Cluster(models.Model):
    """One story told by several sources. `lead` is the item that was filed."""

    lead_id = models.BigIntegerField(default=0)
    made = models.DateTimeField()

    class Meta:
        app_label = "wire"

    def __str__(self) -> str:
        return f"cluster {self.pk}"


class Item(models.Model):
    """One story of one source. Its keys stay when its post is deleted, so that it never comes again.

    `state`: filed (has a post), queued (waits for a person; its post is pending), skipped (kept out by a rule), attached (a later
    version of another source's story), blocked (rights), rejected (by a person), held (`hold` says why it waits).
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="items")
    guid_key = models.CharField(max_length=32)
    url_key = models.CharField(max_length=32, default="", blank=True)
    content_key = models.CharField(max_length=32, default="", blank=True)
    title_key = models.CharField(max_length=32, default="", blank=True)
    details_key = models.CharField(max_length=32, default="", blank=True)  # "": not known yet
    state = models.CharField(max_length=12, default="filed")
    hold = models.CharField(max_length=12, default="", blank=True)  # of a held one: see decide/holds.py
    post_id = models.BigIntegerField(default=0)  # no constraint: the post may be deleted, the item is remembered
    cluster = models.ForeignKey(Cluster, on_delete=models.SET_NULL, null=True, related_name="items")
    title = models.TextField(default="", blank=True)
    url = models.CharField(max_length=2000, default="", blank=True)
    byline = models.CharField(max_length=500, default="", blank=True)
    language = models.CharField(max_length=35, default="", blank=True)  # found out
    published = models.DateTimeField(null=True)  # as the source says
    seen = models.DateTimeField()  # first
    changed = models.DateTimeField(null=True)  # the source's last change that we saw
    entry = OrderedJSONField(default=dict)  # records.Entry as decoded last
    verdict = OrderedJSONField(default=dict)  # records.Verdict: what was decided and why
    filed_hash = models.CharField(
        max_length=32, default="", blank=True
    )  # of the post's texts as we wrote them: differs after a local edit
    filed_parts = OrderedJSONField(default=dict)  # the post's parts as we wrote them, see corrections/post_parts.py
    words = models.IntegerField(default=0)  # of the story's text
    teaser = models.BooleanField(default=False)  # it is the beginning of a story that stands elsewhere
    asked_for = models.DateTimeField(null=True)  # when its page was asked whether it is gone
    flag = models.CharField(max_length=20, default="", blank=True)  # withdrawn, changed, expired, longer
    flag_words = models.TextField(default="", blank=True)
    expires = models.DateTimeField(null=True)  # rights end

    class Meta:
        app_label = "wire"
        constraints = [models.UniqueConstraint(fields=["source", "guid_key"], name="wire_item_once")]
        indexes = [
            models.Index(fields=["url_key"], name="wire_item_url"),
            models.Index(fields=["content_key"], name="wire_item_content"),
            models.Index(fields=["title_key", "source"], name="wire_item_title"),
            models.Index(fields=["state", "-seen", "-id"], name="wire_item_queue"),
            models.Index(fields=["source", "-seen", "-id"], name="wire_item_source"),
            models.Index(fields=["post_id"], name="wire_item_post"),
            models.Index(fields=["flag", "-seen"], name="wire_item_flag"),
            models.Index(fields=["expires"], name="wire_item_expires"),
        ]

    def __str__(self) -> str:
        return self.title or self.guid_key


class ItemKey(models.Model):
    """A further identifier or address of an item: what its source called it before, or calls it now."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="further_keys")
    key = models.CharField(max_length=32)

    class Meta:
        app_label = "wire"
        constraints = [models.UniqueConstraint(fields=["source", "key", "item"], name="wire_itemkey_once")]
        indexes = [models.Index(fields=["key"], name="wire_itemkey_key")]

    def __str__(self) -> str:
        return f"{self.key} {self.item_id}"


class Change(models.Model):
    """What was done to a story here because its source changed it. `parts`: part of the post -> [before, after], as plain text."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="changes")
    made = models.DateTimeField()
    outcome = models.CharField(max_length=12)  # update, version, freeze, flag, unpublish, promote
    words = models.TextField(default="", blank=True)
    parts = OrderedJSONField(default=dict)

    class Meta:
        app_label = "wire"
        indexes = [
            models.Index(fields=["-made", "-id"], name="wire_change_list"),
            models.Index(fields=["item", "-made"], name="wire_change_item"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.made} {self.outcome}"


class Version(models.Model):
    """What an item said at one time. The first version is stored too."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="versions")
    seen = models.DateTimeField()
    content_key = models.CharField(max_length=32)
    title = models.TextField(default="", blank=True)
    text = models.TextField(default="", blank=True)  # plain, for the diff
    html = models.TextField(default="", blank=True)  # clean

    class Meta:
        app_label = "wire"
        constraints = [models.UniqueConstraint(fields=["item", "content_key"], name="wire_version_once")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.seen}"


class Shingle(models.Model):
    """A band of an item's fingerprint: items that share one are compared."""

    band = models.BigIntegerField()  # a hash of 32 bits
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    source_id = models.BigIntegerField(default=0)  # the item's: likeness is a matter between sources
    seen = models.DateTimeField()

    class Meta:
        app_label = "wire"
        indexes = [models.Index(fields=["band", "-seen"], name="wire_shingle_band")]

    def __str__(self) -> str:
        return f"{self.band} {self.item_id}"


class Run(models.Model):
    """One run of a source. Without an end it is under way, or was cut off."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="runs")
    began = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    status = models.IntegerField(default=0)  # HTTP; 0: nothing was answered
    size = models.BigIntegerField(default=0)  # bytes
    found = models.IntegerField(default=0)  # entries
    new = models.IntegerField(default=0)  # entries that were not known
    filed = models.IntegerField(default=0)
    queued = models.IntegerField(default=0)
    attached = models.IntegerField(default=0)
    updated = models.IntegerField(default=0)
    skipped = models.IntegerField(default=0)  # kept out by a rule or by rights
    held = models.IntegerField(default=0)  # over a limit
    failed = models.IntegerField(default=0)  # entries that could not be filed
    error = models.TextField(default="", blank=True)  # in words
    notes = OrderedJSONField(default=list)  # in words: problems of single entries, what was honoured

    class Meta:
        app_label = "wire"
        indexes = [
            models.Index(fields=["source", "-began"], name="wire_run_source"),
            models.Index(fields=["began"], name="wire_run_age"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.began}"


class Block(models.Model):
    """What nobody wants to see again: an author, a host, an address."""

    kind = models.CharField(max_length=10)  # author, host, url
    value = models.CharField(max_length=500)
    why = models.CharField(max_length=500, default="", blank=True)
    by_id = models.BigIntegerField(default=0)
    made = models.DateTimeField()

    class Meta:
        app_label = "wire"
        constraints = [models.UniqueConstraint(fields=["kind", "value"], name="wire_block_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class Host(models.Model):
    """What is known of a server: its robots.txt, what it reserves of text mining, and when it may be asked again."""

    name = models.CharField(max_length=260, unique=True)  # scheme://host:port
    robots = models.TextField(default="", blank=True)
    robots_status = models.IntegerField(default=0)
    robots_read = models.DateTimeField(null=True)
    reserved = models.TextField(default="", blank=True)  # its /.well-known/tdmrep.json
    reserved_read = models.DateTimeField(null=True)
    free_at = models.FloatField(default=0.0)  # unix seconds

    class Meta:
        app_label = "wire"

    def __str__(self) -> str:
        return self.name


class Subscription(models.Model):
    """WebSub: a hub that tells us of a source's news."""

    source = models.OneToOneField(Source, on_delete=models.CASCADE, related_name="subscription")
    hub = models.CharField(max_length=2000)
    topic = models.CharField(max_length=2000)
    secret = models.CharField(max_length=100)
    token = models.CharField(max_length=64, unique=True)  # in our callback's address
    state = models.CharField(max_length=12, default="asked")  # asked, active, refused, ended
    asked = models.DateTimeField(null=True)  # when the hub was asked last
    until = models.DateTimeField(null=True)
    heard = models.DateTimeField(null=True)

    class Meta:
        app_label = "wire"

    def __str__(self) -> str:
        return self.topic
