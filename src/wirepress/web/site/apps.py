from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "wirepress.web.site"
    label = "site"
