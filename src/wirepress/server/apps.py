from django.apps import AppConfig
from django.core.signals import request_finished
from django.db.models.signals import post_migrate, pre_migrate

from wirepress.core.cache.bulk_inserts import hear_bulk_inserts
from wirepress.settings.settings import get_settings


class DeliveryConfig(AppConfig):
    name = "wirepress.server"
    label = "delivery"

    def ready(self) -> None:
        from wirepress.server.changes.bulk_inserts import record_together
        from wirepress.server.changes.install import after_migrate, before_migrate

        hear_bulk_inserts(record_together)
        pre_migrate.connect(before_migrate, sender=self, dispatch_uid="wirepress.delivery.no_triggers")
        if get_settings().redis_url:
            from wirepress.server.watch import notifier  # brings the driver of PostgreSQL

            request_finished.connect(notifier.notify_job_ended, dispatch_uid="wirepress.delivery.bell")
        post_migrate.connect(after_migrate, sender=self, dispatch_uid="wirepress.delivery.triggers")
