"""Tables of the index of words."""

from __future__ import annotations

from django.db import models

WORD_MAX = 64  # characters


class SearchState(models.Model):
    """The next free slot: one row."""

    next_slot = models.BigIntegerField(default=0)

    class Meta:
        app_label = "posts"

    def __str__(self) -> str:
        return str(self.next_slot)


class SearchSlot(models.Model):
    """A post's place in the bitmaps. A changed post gets a new one, the old one is never used again."""

    slot = models.BigIntegerField(primary_key=True)
    post_id = models.BigIntegerField(unique=True)
    date = models.DateTimeField(null=True)

    class Meta:
        app_label = "posts"
        indexes = [models.Index(fields=["date", "post_id", "slot"], name="searchslot_order")]

    def __str__(self) -> str:
        return f"{self.slot}: {self.post_id}"


class SearchShelf(models.Model):
    """The slots in use of one sort of posts: `post:publish:` and a `p` for those with a password."""

    shelf = models.CharField(max_length=64)
    chunk = models.IntegerField()
    bits = models.BinaryField()

    class Meta:
        app_label = "posts"
        constraints = [models.UniqueConstraint(fields=["shelf", "chunk"], name="searchshelf_once")]

    def __str__(self) -> str:
        return f"{self.shelf}/{self.chunk}"


class SearchWord(models.Model):
    """A word that some post has or had, in the letters that the database compares."""

    word = models.CharField(max_length=WORD_MAX, unique=True)

    class Meta:
        app_label = "posts"

    def __str__(self) -> str:
        return self.word


class SearchEnding(models.Model):
    """An ending of a word, the word itself among them."""

    pk = models.CompositePrimaryKey("ending", "word_id")
    ending = models.CharField(max_length=WORD_MAX)
    word_id = models.BigIntegerField()

    class Meta:
        app_label = "posts"

    def __str__(self) -> str:
        return f"{self.ending}: {self.word_id}"


class SearchPosting(models.Model):
    """The slots of posts that have a word, 65,536 in a row. `field` 0: anywhere, 1: in the title."""

    pk = models.CompositePrimaryKey("word_id", "field", "chunk")
    word_id = models.BigIntegerField()
    field = models.SmallIntegerField()
    chunk = models.IntegerField()
    bits = models.BinaryField()

    class Meta:
        app_label = "posts"

    def __str__(self) -> str:
        return f"{self.word_id}/{self.field}/{self.chunk}"


class SearchStale(models.Model):
    """A post that the index does not know as it is now; written by triggers. `whole`: it has too many words and stays here."""

    post_id = models.BigIntegerField(primary_key=True)
    whole = models.BooleanField(default=False)

    class Meta:
        app_label = "posts"

    def __str__(self) -> str:
        return str(self.post_id)
