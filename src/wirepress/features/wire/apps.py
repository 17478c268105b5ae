from django.apps import AppConfig


class WireConfig(AppConfig):
    name = "wirepress.features.wire"
    label = "wire"
