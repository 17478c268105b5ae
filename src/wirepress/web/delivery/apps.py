from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class DeliveryConfig(AppConfig):
    name = "wirepress.web.delivery"
    label = "delivery"

    def ready(self) -> None:
        from wirepress.web.delivery.changes.install import after_migrate, before_migrate

        pre_migrate.connect(before_migrate, sender=self, dispatch_uid="wirepress.delivery.no_triggers")
        post_migrate.connect(after_migrate, sender=self, dispatch_uid="wirepress.delivery.triggers")
