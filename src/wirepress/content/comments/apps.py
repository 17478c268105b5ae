from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "wirepress.content.comments"
    label = "comments"
