"""The outbox of shares, which is their history too; how each account shares; what is never shared; short links. Moments are unix seconds."""

from __future__ import annotations

from typing import Final

from django.db import models

from wirepress.core.fields import OrderedJSONField


class AccountQueue(models.Model):
    """How an account shares by itself. `rules` and `format` hold what differs from the defaults, see rules.py and message_format.py.

    `start`: when it was connected or resumed; `looked`: until when its slots have been dealt with; `quiet_until`: its network
    wants no calls before.
    """

    account = models.OneToOneField(
        "social.SocialAccount", on_delete=models.CASCADE, primary_key=True, related_name="queue"
    )
    rules = OrderedJSONField(default=dict)
    format = OrderedJSONField(default=dict)
    paused = models.BooleanField(default=False)
    start = models.BigIntegerField(default=0)
    looked = models.BigIntegerField(default=0)
    quiet_until = models.BigIntegerField(default=0)

    class Meta:
        app_label = "social"

    def __str__(self) -> str:
        return f"queue of {self.account_id}"


class Share(models.Model):
    """One message of one account about one post. It is written down before it is sent, and the row outlives post and account.

    `state`: waiting; sending (a process has it); sent; unknown (it may be there or not); failed (refused for good); dropped (rules,
    rights or time kept it back); skipped and cancelled (by a person); removed (it was sent, and taken away again).
    """

    doubt = False  # of this object alone: an earlier try may have been taken

    WAITING: Final = "waiting"
    SENDING: Final = "sending"
    SENT: Final = "sent"
    UNKNOWN: Final = "unknown"
    FAILED: Final = "failed"
    DROPPED: Final = "dropped"
    SKIPPED: Final = "skipped"
    CANCELLED: Final = "cancelled"
    REMOVED: Final = "removed"

    account = models.CharField(max_length=191)  # its key
    service = models.CharField(max_length=20)
    post_id = models.BigIntegerField()
    kind = models.CharField(max_length=8, default="slot")  # now, slot, hand, comment, imported
    parent_id = models.BigIntegerField(default=0)  # the share that a comment stands below
    state = models.CharField(max_length=10, default=WAITING)
    key = models.CharField(max_length=64, unique=True)  # of the message at its network, the same at every repeat
    slot = models.BigIntegerField(default=0)
    due = models.BigIntegerField()
    next_try = models.BigIntegerField(
        default=0
    )  # after a failure that passes; of an unknown one: when to ask, 0: a person decides
    text = models.TextField(default="", blank=True)  # a person's own words; "": by the account's format
    picture = models.BigIntegerField(default=0)  # a person's choice; -1: none
    message = OrderedJSONField(null=True)  # as it is sent, from the first try on
    prepared = OrderedJSONField(null=True)  # networks/protocol.py: Prepared, from right before the creating call on
    holder = models.CharField(max_length=64, default="", blank=True)
    tries = models.IntegerField(default=0)
    first_try = models.BigIntegerField(default=0)  # of the creating call
    began = models.BigIntegerField(default=0)  # the last try
    ended = models.BigIntegerField(default=0)  # when it was sent, or came to another end
    remote_id = models.CharField(max_length=400, default="", blank=True)
    remote_url = models.CharField(max_length=1000, default="", blank=True)
    remote_more = OrderedJSONField(default=dict)
    problem = models.CharField(max_length=16, default="", blank=True)  # the kind of error
    answer = models.TextField(default="", blank=True)  # what happened, in a sentence, with the network's words
    cost = models.BigIntegerField(default=0)  # millionths of a US dollar
    follow = models.CharField(
        max_length=8, default="", blank=True
    )  # what is still to be done with what was sent: edit, delete
    follow_try = models.BigIntegerField(default=0)
    follow_note = models.TextField(default="", blank=True)  # how that ended
    counts = OrderedJSONField(default=dict)
    counted = models.BigIntegerField(default=0)
    created = models.BigIntegerField(default=0)
    user_id = models.BigIntegerField(default=0)  # who asked for it

    class Meta:
        app_label = "social"
        indexes = [
            models.Index(fields=["state", "due", "id"], name="social_share_due"),
            models.Index(fields=["account", "-ended", "-id"], name="social_share_account"),
            models.Index(fields=["post_id", "id"], name="social_share_post"),
            models.Index(fields=["-ended", "-id"], name="social_share_ended"),
            models.Index(fields=["follow", "follow_try"], name="social_share_follow", condition=~models.Q(follow="")),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.post_id} {self.state}"


class BlockedPost(models.Model):
    """A post that an account never shares by itself; `account` "": none does."""

    account = models.CharField(max_length=191, default="", blank=True)
    post_id = models.BigIntegerField()

    class Meta:
        app_label = "social"
        constraints = [models.UniqueConstraint(fields=["account", "post_id"], name="social_blocked_once")]

    def __str__(self) -> str:
        return f"{self.post_id} on {self.account or 'every account'}"


class ShortLink(models.Model):
    """/s/CODE: an address of our own that leads to a story, with a campaign's names. The same target has one code."""

    code = models.CharField(max_length=16, unique=True)
    target = models.CharField(max_length=2000)
    target_hash = models.CharField(max_length=40, unique=True)
    post_id = models.BigIntegerField(default=0)
    clicks = models.BigIntegerField(default=0)
    created = models.BigIntegerField(default=0)

    class Meta:
        app_label = "social"
        indexes = [models.Index(fields=["post_id"], name="social_shortlink_post")]

    def __str__(self) -> str:
        return self.code
