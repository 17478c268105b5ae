"""Known stories that their source has changed, or taken back."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from wirepress.content.options import site
from wirepress.features.wire.corrections.correct_item import StoryDetails, correct_item
from wirepress.features.wire.corrections.record_change import is_too_soon
from wirepress.features.wire.corrections.withdraw import GONE, ask_for_page, find_missing, withdraw_item
from wirepress.features.wire.entry.records import Entry, EntryKeys
from wirepress.features.wire.ingest.judging import Judging, describe_error
from wirepress.features.wire.ingest.persist import IntakeCase
from wirepress.features.wire.ingest.prepare import prepare_story
from wirepress.features.wire.ingest.publish import Publisher
from wirepress.features.wire.ingest.runs import lease
from wirepress.features.wire.ingest.runs.environment_errors import ENVIRONMENT_ERRORS
from wirepress.features.wire.models import Item


class Correcting(Judging):
    """Corrects the known stories of one run."""

    def _correct_in_time(self, item: Item, entry: Entry, keys: EntryKeys) -> None:
        """Correct a known story, unless it was revised just now: then it is left for a later look."""
        told = keys.content != item.content_key and entry.status == "usable"
        if told and is_too_soon(item, self.policy.revise_minutes, site.now_gmt()):
            self.deferred = True
            self.add_note(
                f"“{item.title[:100]}” has changed again; one revision is made in {self.policy.revise_minutes} minutes."
            )
            return
        self.correct_known(item, entry, keys)

    def correct_known(self, item: Item, entry: Entry, keys: EntryKeys) -> None:
        """See to a known story that has changed, in a transaction of its own."""
        try:
            story = prepare_story(entry, self.source, self.policy, usual=self._usual_words())
            case = IntakeCase(entry, keys, item, text=story.body.text)
            verdict = self._judge(case)
            if not story.facts.words and not story.facts.shown and entry.status == "usable":
                self.add_note(f"“{item.title[:100]}” came without text; ours was left as it is.")
                return
            actor = Publisher(self.lookups.author_id(verdict.author))
            with transaction.atomic():
                lease.renew_lease(self.source.pk, self.holder)
                details = StoryDetails(actor.id, self.lookups.term_ids("category", verdict.categories), story.picture)
                done = correct_item(
                    item,
                    entry,
                    self.policy,
                    keys=keys,
                    body=story.body,
                    texts=story.texts,
                    actor=actor,
                    details=details,
                )
            self.run.updated += done.outcome != "none"
        except ENVIRONMENT_ERRORS:
            raise
        except Exception as error:
            self.run.failed += 1
            self.lookups.forget_terms()
            self.add_note(f"A change of “{entry.title[:100]}” could not be taken over: {describe_error(error)}")

    def _look_for_withdrawn(self, entries: Sequence[Entry], seen: set[int]) -> None:
        """Ask for the pages of stories that are gone from the source's list while older ones stay."""
        for item in find_missing(self.source, entries, seen):
            status = ask_for_page(item, self.source)
            if status and status < 500 and status != 429:  # else it is asked again
                with transaction.atomic():
                    lease.renew_lease(self.source.pk, self.holder)
                    Item.objects.filter(pk=item.pk).update(asked_for=site.now_gmt())
            if status in GONE:
                words = f"The story is gone from the source's list, and its page answers {status}."
                done = withdraw_item(
                    item, self.policy, words, actor=Publisher(self.lookups.author_id(self.policy.author))
                )
                self.run.updated += done.outcome != "none"
                self.add_note(f"“{item.title[:100]}” was withdrawn: its page answers {status}.")
