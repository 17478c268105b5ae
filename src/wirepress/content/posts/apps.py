from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class PostsConfig(AppConfig):
    name = "wirepress.content.posts"
    label = "posts"

    def ready(self) -> None:
        from wirepress.content.posts.listing.counters.install import after_migrate, before_migrate

        pre_migrate.connect(before_migrate, sender=self, dispatch_uid="wirepress.posts.nothing_kept")
        post_migrate.connect(after_migrate, sender=self, dispatch_uid="wirepress.posts.kept")
