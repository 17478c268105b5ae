from django.apps import AppConfig


class AnalyticsConfig(AppConfig):
    name = "wirepress.features.analytics"
    label = "analytics"
