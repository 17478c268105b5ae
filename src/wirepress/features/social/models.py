"""Accounts of social networks, and which posts have just been looked at for sharing."""

from __future__ import annotations

from django.db import models

from wirepress.content.posts.models import Post
from wirepress.core.fields import OrderedJSONField


class SocialAccount(models.Model):
    """One account. `active`: stories are offered to it. `connected`: we hold what is needed to post to it."""

    key = models.CharField(max_length=191, unique=True)  # SERVICE_..., as Revive Old Posts names it
    service = models.CharField(max_length=20)
    name = models.CharField(max_length=200, default="", blank=True)
    active = models.BooleanField(default=True)
    connected = models.BooleanField(default=False)

    class Meta:
        app_label = "social"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.name or self.key} ({self.service})"


class AccountConnection(models.Model):
    """What is needed to post to an account, and how that is going. There while the account is connected. Moments are naive and GMT.

    `state`: well, expiring (a person has to connect again soon), expired, revoked, permission (something is not allowed), blocked
    (by the network), credit, unreachable, unreadable (the key that encrypts is missing), elsewhere (this is a copy of the site that
    connected it). In the first two and when it is unreachable, posts are sent.
    """

    account = models.OneToOneField(SocialAccount, on_delete=models.CASCADE, primary_key=True, related_name="connection")
    external_id = models.CharField(max_length=191)  # as programs name the account there
    handle = models.CharField(max_length=200, default="", blank=True)  # as people do
    url = models.CharField(max_length=500, default="", blank=True)
    options = OrderedJSONField(default=dict)  # instance, board, version ...: text by name, nothing secret
    secrets = models.TextField()  # encrypted, see core/secrets
    way = models.CharField(max_length=10, default="token")  # oauth or token
    expires = models.DateTimeField(null=True)  # of the access, which is renewed where that can be done
    sign_in_by = models.DateTimeField(null=True)  # when a person has to connect again
    renewed = models.DateTimeField(null=True)
    renewing_until = models.DateTimeField(null=True)  # somebody renews it, and is taken for dead after this
    limits = OrderedJSONField(default=dict)  # networks/protocol.py: Limits
    allow_private = models.BooleanField(default=False)  # may stand at a private or loopback address
    home = models.CharField(max_length=300)  # address of the site that connected it: a copy elsewhere sends nothing
    connected = models.DateTimeField()
    state = models.CharField(max_length=12, default="well")
    error = models.TextField(default="", blank=True)  # in words, "" when all is well
    checked = models.DateTimeField(null=True)  # last look, whatever it brought
    failures = models.IntegerField(default=0)  # looks without an answer since the last good one
    told = models.DateTimeField(null=True)  # when mail about its trouble was sent

    class Meta:
        app_label = "social"

    def __str__(self) -> str:
        return f"{self.handle or self.external_id} ({self.state})"

    @property
    def may_send(self) -> bool:
        """Return whether posts are sent to it as it is now."""
        return self.state in ("well", "expiring", "unreachable")


class ConnectAttempt(models.Model):
    """A person on the way to a network's consent page and back. Used once, within a quarter of an hour."""

    state = models.CharField(max_length=64, primary_key=True)  # SHA-256 of what goes with the person
    network = models.CharField(max_length=20)
    name = models.CharField(max_length=200, default="", blank=True)
    account = models.ForeignKey(SocialAccount, on_delete=models.CASCADE, null=True, related_name="+")  # connected again
    user_id = models.BigIntegerField()  # who began: nobody else may end it
    kept = models.TextField()  # encrypted: the app's keys, the verifier, and afterwards the grant
    granted = models.BooleanField(default=False)  # they came back; only the choice of accounts is open
    begun = models.DateTimeField()

    class Meta:
        app_label = "social"

    def __str__(self) -> str:
        return f"{self.network} for {self.name or 'a new account'}"


class ReplyComment(models.Model):
    """An answer on a network that was looked at: the comment that was made of it, 0 where none was. It never becomes another one."""

    account = models.CharField(max_length=191)  # its key
    share_id = models.BigIntegerField()
    remote_id = models.CharField(max_length=400)
    comment_id = models.BigIntegerField(default=0)

    class Meta:
        app_label = "social"
        indexes = [models.Index(fields=["share_id"], name="social_reply_share")]
        constraints = [models.UniqueConstraint(fields=["account", "remote_id"], name="social_reply_once")]

    def __str__(self) -> str:
        return f"{self.remote_id} on {self.account}"


class ShareTurn(models.Model):
    """When a published post was last looked at for sharing, in unix seconds: it is not looked at again within a minute."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, primary_key=True, related_name="+")
    looked = models.BigIntegerField(default=0)

    class Meta:
        app_label = "social"

    def __str__(self) -> str:
        return str(self.post_id)


# Django knows the models of an app by this module.
from wirepress.features.social.queue import models as queue_models  # noqa: E402, F401
