from django.apps import AppConfig


class UsersConfig(AppConfig):
    name = "wirepress.content.users"
    label = "users"
