"""What the back office calls the rows of content (no tables of their own), and the tries to sign in."""

from __future__ import annotations

from django.db import models

from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term


class Story(Post):
    """A post of type `post`."""

    POST_TYPE = "post"

    class Meta:
        proxy = True
        verbose_name = "post"
        verbose_name_plural = "posts"


class Page(Post):
    """A post of type `page`."""

    POST_TYPE = "page"

    class Meta:
        proxy = True
        verbose_name = "page"
        verbose_name_plural = "pages"


class MediaItem(Post):
    """A post of type `attachment`."""

    POST_TYPE = "attachment"

    class Meta:
        proxy = True
        verbose_name = "file"
        verbose_name_plural = "media"


class Category(Term):
    """A term of taxonomy `category`."""

    TAXONOMY = "category"

    class Meta:
        proxy = True
        verbose_name = "category"
        verbose_name_plural = "categories"


class Tag(Term):
    """A term of taxonomy `post_tag`."""

    TAXONOMY = "post_tag"

    class Meta:
        proxy = True
        verbose_name = "tag"
        verbose_name_plural = "tags"


class SignInTry(models.Model):
    """One failed try to sign in, under a key that tells nobody the login or address."""

    key = models.CharField(max_length=64)
    moment = models.BigIntegerField()  # unix time, seconds

    class Meta:
        indexes = [
            models.Index(fields=["key", "moment"], name="signintry_key"),
            models.Index(fields=["moment"], name="signintry_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.moment}"
