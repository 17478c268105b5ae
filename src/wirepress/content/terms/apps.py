from django.apps import AppConfig


class TermsConfig(AppConfig):
    name = "wirepress.content.terms"
    label = "terms"
