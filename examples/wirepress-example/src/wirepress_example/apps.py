from django.apps import AppConfig


class ExampleConfig(AppConfig):
    name = "wirepress_example"
    label = "example"
    default_auto_field = "django.db.models.BigAutoField"
