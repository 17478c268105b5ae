from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "wirepress.content.media"
    label = "media"
