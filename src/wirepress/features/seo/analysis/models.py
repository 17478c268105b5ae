"""What the last analysis of each story found."""

from __future__ import annotations

from django.db import models

from wirepress.content.posts.models import Post


class StoryAnalysis(models.Model):
    """The scores of one story, as it was when it was last analysed. `language`: "" where it is not known."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="+", primary_key=True)
    score = models.SmallIntegerField()
    headline_score = models.SmallIntegerField()
    readability_score = models.SmallIntegerField()
    words = models.IntegerField()
    ease = models.FloatField(null=True)
    language = models.CharField(max_length=8, default="")
    version = models.SmallIntegerField()  # of the checks: an older one is made anew
    public = models.BooleanField(default=False)
    analysed = models.DateTimeField()

    class Meta:
        app_label = "seo"
        indexes = [models.Index(fields=["public", "score"], name="storyanalysis_score")]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.score}"


class StoryFinding(models.Model):
    """One thing that a story could do better. `poor`: it should; else it might."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=40)  # of the check
    poor = models.BooleanField()
    public = models.BooleanField(default=False)

    class Meta:
        app_label = "seo"
        constraints = [models.UniqueConstraint(fields=["post", "name"], name="storyfinding_once")]
        indexes = [models.Index(fields=["public", "name", "poor", "post"], name="storyfinding_name")]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.name}"


class AnalysisProgress(models.Model):
    """Down to which number stories have been analysed by these checks: one row. `below` 0: all."""

    version = models.SmallIntegerField()
    below = models.BigIntegerField()

    class Meta:
        app_label = "seo"

    def __str__(self) -> str:
        return f"{self.version}: below {self.below}"
