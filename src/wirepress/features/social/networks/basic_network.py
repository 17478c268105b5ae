"""A network that can do nothing: what a network's module does not say of itself. Plugins may begin with it too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from wirepress.features.social.networks.errors import NotSupported, OutcomeUnknown
from wirepress.features.social.networks.protocol import (
    Begun,
    Composed,
    ConnectedAccount,
    Counts,
    Facts,
    Grant,
    Limits,
    Message,
    Prepared,
    Profile,
    Reply,
    Sent,
)
from wirepress.features.social.networks.shared import counting


class BasicNetwork:
    """Defaults. A child sets `facts`, says how text is counted and what is added to it, and does the rest by its API."""

    facts: ClassVar[Facts]
    uploads: ClassVar[bool] = (
        True  # pictures go there as bytes, made smaller where need be; False: the network fetches them
    )

    def count(self, text: str) -> int:
        """Return the length of a text as the network counts it: Unicode code points."""
        return len(text)

    def wants_link_in_text(self, message: Message) -> bool:
        """Return whether the address of a message has to stand in its text: there is no card that carries it."""
        return "card" not in self.facts.abilities or message.reply is not None

    def full_text(self, message: Message) -> str:
        """Return the text as it is sent: with the address, on a line of its own, where it has to stand in the text."""
        text = message.text.strip()
        if message.link is None or not self.wants_link_in_text(message) or message.link.url in text:
            return text
        return f"{text}\n\n{message.link.url}" if text else message.link.url

    def length_limit(self, message: Message, limits: Limits) -> int:
        """Return how long the text may be."""
        if message.reply is None:
            return limits.length
        return limits.thread_length if message.reply.kind == "thread" else limits.comment_length

    def compose(self, message: Message, limits: Limits) -> Composed:
        """Return the message as it would be sent, with its length and what is wrong with it."""
        text = self.full_text(message)
        length, most = self.count(text), self.length_limit(message, limits)
        problems = [*self._find_text_problems(message, text, length, most), *self.find_problems(message, limits)]
        cost = limits.link_cost if "://" in text and limits.link_cost else limits.cost
        return Composed(text, length, most, problems, self._find_losses(message), cost)

    def _find_text_problems(self, message: Message, text: str, length: int, most: int) -> list[str]:
        name = self.facts.title
        if message.reply is not None and message.reply.kind not in self.facts.abilities:
            return [f"{name} has no {'threads' if message.reply.kind == 'thread' else 'comments below posts'}."]
        if length > most:
            return [f"The text is {length - most} characters too long for {name} ({length} of {most})."]
        if not text and not message.pictures:
            return ["There is no text."]
        return []

    def find_problems(self, message: Message, limits: Limits) -> list[str]:
        """Return what else is wrong with a message: pictures."""
        name, pictures = self.facts.title, message.pictures
        if limits.pictures_required and not pictures and message.reply is None:
            return [f"{name} takes no post without a picture."]
        problems = []
        if pictures and not limits.pictures:
            return [f"{name} takes no pictures here."]
        if len(pictures) > limits.pictures:
            problems.append(f"{name} takes {limits.pictures} pictures, and there are {len(pictures)}.")
        for place, picture in enumerate(pictures, 1):
            if not self.uploads and picture.kind not in limits.picture_kinds:  # else it is made one
                problems.append(f"Picture {place} is {picture.kind or 'of no known kind'}, which {name} does not take.")
        return problems

    def _find_losses(self, message: Message) -> list[str]:
        if "alt" in self.facts.abilities or not any(picture.alt for picture in message.pictures):
            return []
        return [f"{self.facts.title} keeps no texts for pictures; the alternative text is not shown there."]

    def shorten(self, message: Message, limits: Limits) -> Message:
        """Return the message with its text cut at a word, so that it fits with its link."""
        most = self.length_limit(message, limits)
        if self.count(self.full_text(message)) <= most:
            return message

        def fits(text: str) -> bool:
            return self.count(self.full_text(replace(message, text=text))) <= most

        return replace(
            message, text=counting.shorten_text(message.text, fits, keep=message.link.url if message.link else "")
        )

    # What a network cannot do until it says that it can

    def begin_connect(self, fields: Mapping[str, str], redirect: str, state: str, challenge: str) -> Begun:
        """Raise NotSupported."""
        raise NotSupported(f"{self.facts.title} is not connected by a consent page: give its token.")

    def finish_connect(self, kept: Mapping[str, str], answer: Mapping[str, str], verifier: str, redirect: str) -> Grant:
        """Raise NotSupported."""
        raise NotSupported(f"{self.facts.title} is not connected by a consent page: give its token.")

    def connect_token(self, fields: Mapping[str, str]) -> Grant:
        """Raise NotSupported."""
        raise NotSupported(
            f"{self.facts.title} is connected on its consent page, from the newsroom's page of accounts."
        )

    def list_accounts(self, grant: Grant, *, allow_private: bool = False) -> Sequence[Profile]:
        """Raise NotImplementedError: every network has to say it."""
        raise NotImplementedError

    def renew(self, account: ConnectedAccount) -> Grant:
        """Raise NotSupported."""
        raise NotSupported(f"Access to {self.facts.title} is not renewed: it has no end, or a person connects again.")

    def check(self, account: ConnectedAccount) -> Profile:
        """Raise NotImplementedError: every network has to say it."""
        raise NotImplementedError

    def disconnect(self, account: ConnectedAccount) -> None:
        """Do nothing: what was stored is forgotten, and the network has no way to be told."""

    def read_limits(self, account: ConnectedAccount) -> Limits:
        """Return the limits that all accounts have."""
        return self.facts.limits

    def prepare(self, account: ConnectedAccount, message: Message, key: str) -> Prepared:
        """Do nothing before sending."""
        return Prepared(key, account.now())

    def send(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent:
        """Raise NotImplementedError: every network has to say it."""
        raise NotImplementedError

    def look_up(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent | None:
        """Raise OutcomeUnknown: there is no way to ask."""
        where = self.facts.can_be_found_by_person or self.facts.title
        raise OutcomeUnknown(f"{self.facts.title} cannot be asked whether it took the post. Look there: {where}.")

    def edit(self, account: ConnectedAccount, sent: Sent, message: Message) -> Sent:
        """Raise NotSupported."""
        raise NotSupported(f"What was posted to {self.facts.title} cannot be changed by a program.")

    def delete(self, account: ConnectedAccount, sent: Sent) -> None:
        """Raise NotSupported."""
        raise NotSupported(f"What was posted to {self.facts.title} cannot be deleted by a program.")

    def read_counts(self, account: ConnectedAccount, sent: Sequence[Sent]) -> Mapping[str, Counts]:
        """Raise NotSupported."""
        raise NotSupported(f"{self.facts.title} does not say what readers did with a post.")

    def read_replies(self, account: ConnectedAccount, sent: Sent) -> Sequence[Reply]:
        """Raise NotSupported."""
        raise NotSupported(f"Replies on {self.facts.title} are not read.")
