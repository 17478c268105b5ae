"""Media: an attachment is a post of type `attachment`; here lies what its file is."""

from __future__ import annotations

from django.db import models

from wirepress.content.posts.models import Post
from wirepress.core.fields import OrderedJSONField


class MediaFile(models.Model):
    """The file of one attachment: path below the uploads folder, alternative text, size, sub-sizes, camera data."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, primary_key=True, related_name="media_file")
    path = models.CharField(max_length=512, default="")
    alt = models.TextField(default="", blank=True)
    metadata = OrderedJSONField(
        default=dict, blank=True
    )  # WordPress's _wp_attachment_metadata: width, height, file, sizes, image_meta

    class Meta:
        app_label = "media"

    def __str__(self) -> str:
        return self.path
