from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "wirepress.transfer.importing"
    label = "importing"

    def ready(self) -> None:
        from wirepress.core.jobs import known
        from wirepress.transfer.importing.jobs import import_jobs

        known.add(import_jobs)
