from django.apps import AppConfig


class SocialConfig(AppConfig):
    name = "wirepress.features.social"
    label = "social"
