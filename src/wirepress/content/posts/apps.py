from django.apps import AppConfig


class PostsConfig(AppConfig):
    name = "wirepress.content.posts"
    label = "posts"
