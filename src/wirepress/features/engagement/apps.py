from django.apps import AppConfig


class EngagementConfig(AppConfig):
    name = "wirepress.features.engagement"
    label = "engagement"
