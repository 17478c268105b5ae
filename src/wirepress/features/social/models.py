"""Accounts of social networks, and which posts have just been looked at for sharing."""

from __future__ import annotations

from django.db import models

from wirepress.content.posts.models import Post


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


class ShareTurn(models.Model):
    """When a published post was last looked at for sharing, in unix seconds: it is not looked at again within a minute."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, primary_key=True, related_name="+")
    looked = models.BigIntegerField(default=0)

    class Meta:
        app_label = "social"

    def __str__(self) -> str:
        return str(self.post_id)
