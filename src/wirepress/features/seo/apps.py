from django.apps import AppConfig


class SeoConfig(AppConfig):
    name = "wirepress.features.seo"
    label = "seo"
