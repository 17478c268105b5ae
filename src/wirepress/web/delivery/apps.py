from django.apps import AppConfig
from django.core.signals import request_finished
from django.db.models.signals import post_migrate, pre_migrate

from wirepress.config.settings import get_settings


class DeliveryConfig(AppConfig):
    name = "wirepress.web.delivery"
    label = "delivery"

    def ready(self) -> None:
        from wirepress.web.delivery.changes.install import after_migrate, before_migrate

        pre_migrate.connect(before_migrate, sender=self, dispatch_uid="wirepress.delivery.no_triggers")
        if get_settings().redis_url:
            from wirepress.web.delivery.watch import bells  # brings the driver of PostgreSQL

            request_finished.connect(bells.job_ended, dispatch_uid="wirepress.delivery.bell")
        post_migrate.connect(after_migrate, sender=self, dispatch_uid="wirepress.delivery.triggers")
