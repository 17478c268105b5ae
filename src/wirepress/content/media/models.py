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


class PictureFormats(models.Model):
    """Which files of a picture lie beside it in smaller formats, and the colour that stands in its place until it is there.

    The public site alone reads it, when it makes a page: no page is made anew because a smaller file has come.
    """

    file = models.OneToOneField(MediaFile, on_delete=models.CASCADE, primary_key=True, related_name="formats")
    made_of = models.CharField(max_length=40)  # what the picture's files were: other ones are looked at again
    avif = models.JSONField(
        default=list
    )  # names of files, without the folder, beside which one with ".avif" at its end lies
    webp = models.JSONField(default=list)
    color = models.CharField(max_length=7, default="")  # "#aabbcc"

    class Meta:
        app_label = "media"

    def __str__(self) -> str:
        return f"{self.file_id}: {len(self.avif)} AVIF, {len(self.webp)} WebP"
