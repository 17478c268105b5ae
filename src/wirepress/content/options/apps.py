from django.apps import AppConfig


class OptionsConfig(AppConfig):
    name = "wirepress.content.options"
    label = "options"
