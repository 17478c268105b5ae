from django.apps import AppConfig


class OptionsConfig(AppConfig):
    name = "wirepress.content.options"
    label = "options"

    def ready(self) -> None:
        from wirepress.content.workflows import jobs
        from wirepress.core.jobs import known

        known.add(jobs.builtin_jobs)
        known.add(jobs.feature_jobs)
