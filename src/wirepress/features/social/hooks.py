"""What other features may add to social sharing: hooks beside those of core/hooks.py, asked by this feature alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wirepress.core.hooks import hook_spec
from wirepress.features.social.networks.protocol import Network


@dataclass(frozen=True, slots=True)
class ShareNetwork:
    """A network that accounts may belong to. `name` begins the keys of its accounts (`name_123`): 2 to 20 small letters a to z.

    `open`: gives the network itself, asked for once; without it accounts of the network are known, and nothing can be sent to them.
    """

    name: str
    title: str
    open: Callable[[], Network] | None = None


class SocialHooks:
    """The social feature's own hooks."""

    @hook_spec
    def share_networks(self) -> Sequence[ShareNetwork]:
        """Networks beside the built-in ones."""
        raise NotImplementedError
