"""Which stories of a source the entries of a document are: each entry is one story, each story is claimed by one entry.

What is exactly as it was is claimed first, so that what is left over is compared only with what is left over.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from wirepress.features.wire.dedupe.same_source import TITLE_NAMES, Evidence, ToldStory, is_one_story
from wirepress.features.wire.dedupe.standing_text import NOTHING, Standing, remove_standing
from wirepress.features.wire.entry.identity import entry_text, make_keys, own_name, separate_key
from wirepress.features.wire.entry.plain_text import html_to_text
from wirepress.features.wire.entry.records import Entry, EntryKeys
from wirepress.features.wire.models import Item, ItemKey, Source

CHUNK: Final = 300  # keys in one query
CROWD: Final = 2000  # rows of one query: a headline may stand on a thousand stories
CANDIDATES_MAX: Final = 12  # stories that one entry is compared with
_ORDER: Final[dict[Evidence, int]] = {"name": 0, "address": 1, "page": 2, "shared": 3, "none": 4}
_WORDS: Final[dict[Evidence, str]] = {
    "name": "Known by its identifier.",
    "address": "Known by its address.",
    "page": "Known by its address; the source has given it another identifier.",
    "shared": "Known by headline and text; its identifier or address is that of other stories too.",
    "none": "Known by headline and text; the source has given it another identifier and address.",
}


@dataclass(slots=True)
class SeenEntry:
    """One entry of a document. `text`: what entry_text says."""

    entry: Entry
    keys: EntryKeys
    text: str = ""
    told: ToldStory | None = None  # as it is compared, once that was asked for

    @classmethod
    def of(cls, entry: Entry, text: str | None = None) -> SeenEntry:
        """Return the entry with its keys."""
        text = entry_text(entry) if text is None else text
        return cls(entry, make_keys(entry, text), text)


@dataclass(frozen=True, slots=True)
class Recognition:
    """What an entry is: the item that it is, or new. `keys`: as they are to be stored. `words`: how it was recognised.

    `again`: it stands in the document twice; the other one counts. `learn`: keys that its item did not have yet. `shared_address`: its
    address is that of several stories. `known_headline`: another story of the source bears its headline."""

    keys: EntryKeys
    item: Item | None = None
    words: str = ""
    again: bool = False
    learn: tuple[str, ...] = ()
    shared_address: bool = False
    known_headline: bool = False


@dataclass
class KnownItems:
    """The items of one source as the entries of one document meet them."""

    source: Source
    standing: Standing = NOTHING
    learn_standing: Callable[[], Standing] | None = None  # asked once there is something to compare
    _by: dict[str, dict[int, Item]] = field(default_factory=lambda: defaultdict(dict))  # guid or url key -> its items
    _like: dict[str, dict[int, Item]] = field(default_factory=lambda: defaultdict(dict))  # content or headline
    _names: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))  # item -> further keys
    _claimed: dict[int, SeenEntry] = field(default_factory=dict)  # item -> the entry that it is
    _new: dict[str, list[SeenEntry]] = field(default_factory=lambda: defaultdict(list))  # any key -> new entries
    _used: set[str] = field(default_factory=set)  # guid keys that new entries take
    _told: dict[int, ToldStory] = field(default_factory=dict)

    def recognise_all(
        self, seen: Sequence[SeenEntry], say: Callable[[int], None] = lambda done: None
    ) -> list[Recognition]:
        """Return what each entry of a document is, in their order."""
        uses = _count_uses(seen)
        answers: list[Recognition | None] = [None] * len(seen)
        for start in range(0, len(seen), CHUNK):
            part = range(start, min(start + CHUNK, len(seen)))
            self._load_names([seen[at] for at in part])
            for at in part:
                answers[at] = self._claim_exact(seen[at], uses)
            say(part.stop)
        rest = [at for at, answer in enumerate(answers) if answer is None]
        for start in range(0, len(rest), CHUNK):
            some = rest[start : start + CHUNK]
            self._load_likenesses([seen[at] for at in some])
            for at in some:
                answers[at] = self._claim_exact(seen[at], uses)
        rest = [at for at in rest if answers[at] is None]
        if rest and self.learn_standing is not None:
            self.standing = self.learn_standing()
        self._load_texts([seen[at] for at in rest])
        for _, at, item, evidence in sorted(self._possible_claims(seen, rest, uses), key=lambda one: one[0]):
            if answers[at] is None and item.pk not in self._claimed:
                answers[at] = self._claim(seen[at], item, evidence, uses)
        return [answer or self._of_document(seen[at], uses) for at, answer in enumerate(answers)]

    # What is stored

    def _load(self, name: str, values: Iterable[str], into: dict[str, dict[int, Item]]) -> None:
        wanted = sorted({value for value in values if value})
        for start in range(0, len(wanted), CHUNK):
            rows = Item.objects.filter(source=self.source, **{f"{name}__in": wanted[start : start + CHUNK]})
            for item in rows.defer("entry", "verdict", "flag_words", "filed_parts").order_by("-id")[:CROWD]:
                into[getattr(item, name)][item.pk] = item

    def _load_names(self, seen: Sequence[SeenEntry]) -> None:
        """Read the items that bear the entries' identifiers, and for those that are not as they were the further names."""
        self._load("guid_key", (one.keys.guid for one in seen), self._by)

    def _load_likenesses(self, seen: Sequence[SeenEntry]) -> None:
        """Read the items that are like the entries in address, text or headline, at any age."""
        self._load("url_key", (one.keys.url for one in seen), self._by)
        self._load("content_key", (one.keys.content for one in seen), self._like)
        self._load("title_key", (one.keys.title for one in seen), self._like)
        wanted = sorted({key for one in seen for key in (one.keys.guid, one.keys.url) if key})
        rows: list[tuple[int, str]] = []
        for start in range(0, len(wanted), CHUNK):
            some = ItemKey.objects.filter(source=self.source, key__in=wanted[start : start + CHUNK])
            rows += some.order_by("-id").values_list("item_id", "key")[:CROWD]
        items = (
            Item.objects.defer("entry", "verdict", "flag_words", "filed_parts").in_bulk({pk for pk, _ in rows})
            if rows
            else {}
        )
        for pk, key in rows:
            if pk in items:
                self._by[key][pk] = items[pk]
                self._names[pk].add(key)

    def _load_texts(self, seen: Sequence[SeenEntry]) -> None:
        """Read the texts of the items that the entries are compared with."""
        items = {item.pk: item for one in seen for item in self._candidates(one)}
        wanted = sorted(pk for pk in items if pk not in self._told)
        for start in range(0, len(wanted), CHUNK):
            for pk, entry in Item.objects.filter(pk__in=wanted[start : start + CHUNK]).values_list("pk", "entry"):
                items[pk].entry = entry
                self._told[pk] = _told_of_item(items[pk], self.standing)

    def _candidates(self, one: SeenEntry) -> list[Item]:
        found: dict[int, Item] = {}
        for table, key in (
            (self._by, one.keys.guid),
            (self._like, one.keys.content),
            (self._by, one.keys.url),
            (self._like, one.keys.title),
        ):
            if key and key in table:
                near = sorted(table[key].values(), key=lambda item: (item.title_key != one.keys.title, -item.pk))
                found |= {item.pk: item for item in near[:CANDIDATES_MAX]}
        return list(found.values())

    # Claims

    def _claim_exact(self, one: SeenEntry, uses: Counter[str]) -> Recognition | None:
        """Return the item that says the same word for word under the same identifier or address."""
        for key in (one.keys.guid, one.keys.url):
            if not key or key not in self._by:
                continue
            for item in sorted(self._by[key].values(), key=lambda item: item.pk):
                if item.content_key != one.keys.content:
                    continue
                if item.pk not in self._claimed:
                    evidence: Evidence = "name" if key == one.keys.guid else "page"
                    return self._claim(one, item, evidence, uses)
                if self._claimed[item.pk].keys.content == one.keys.content:
                    return Recognition(one.keys, item, again=True)
        return None

    def _possible_claims(
        self, seen: Sequence[SeenEntry], rest: Sequence[int], uses: Counter[str]
    ) -> Iterable[tuple[tuple[int, ...], int, Item, Evidence]]:
        for at in rest:
            one = seen[at]
            mine = self._told_of(one)
            for item in self._candidates(one):
                if item.pk in self._claimed:
                    continue
                evidence = self._evidence(one, item, uses)
                if is_one_story(mine, self._told[item.pk], evidence):
                    rank = (_ORDER[evidence], item.content_key != one.keys.content, item.title_key != one.keys.title)
                    yield (*rank, at, item.pk), at, item, evidence

    def _evidence(self, one: SeenEntry, item: Item, uses: Counter[str]) -> Evidence:
        if one.keys.guid and item.pk in self._by.get(one.keys.guid, {}):
            if self._is_shared(one.keys.guid, uses):
                return "shared"
            return "name" if own_name(one.entry) else "address"
        if one.keys.url and item.pk in self._by.get(one.keys.url, {}):
            if self._is_shared(one.keys.url, uses):
                return "shared"
            theirs = item.entry if isinstance(item.entry, dict) else {}
            named = own_name(Entry(guid=str(theirs.get("guid", "")), url=str(theirs.get("url", ""))))
            return "page" if own_name(one.entry) and named else "address"
        return "none"

    def _is_shared(self, key: str, uses: Counter[str]) -> bool:
        """Return whether several stories bear it, in the document or among what is stored."""
        return uses[key] > 1 or len(self._by.get(key, ())) > 1

    def _claim(self, one: SeenEntry, item: Item, evidence: Evidence, uses: Counter[str]) -> Recognition:
        self._claimed[item.pk] = one
        have = {item.guid_key, item.url_key, *self._names.get(item.pk, ())}
        learn = tuple(
            key
            for key in dict.fromkeys((one.keys.guid, one.keys.url))
            if key and key not in have and not self._is_shared(key, uses) and key != one.keys.content
        )
        return Recognition(one.keys, item, _WORDS[evidence], learn=learn)

    def _of_document(self, one: SeenEntry, uses: Counter[str]) -> Recognition:
        """Return what an entry is that is no story we know: the same as another entry of its document, or new."""
        for item in self._candidates(one):
            other = self._claimed.get(item.pk)
            if other is not None and other is not one and self._is_repeated(one, other):
                return Recognition(one.keys, item, again=True)
        keys = dict.fromkeys((one.keys.guid, one.keys.url, one.keys.content, one.keys.title))
        for key in keys:
            for other in self._new.get(key, ())[-CANDIDATES_MAX:] if key else ():
                if self._is_repeated(one, other):
                    return Recognition(one.keys, again=True)
        taken = next(iter(self._by.get(one.keys.guid, {}).values()), None)
        stored, learn, words = self._own_keys(one, taken)
        for key in keys:
            if key:
                self._new[key].append(one)
        shared = bool(one.keys.url) and self._is_shared(one.keys.url, uses)
        headline = len(one.entry.title.split()) >= TITLE_NAMES and bool(self._like.get(one.keys.title))
        return Recognition(stored, words=words, learn=learn, shared_address=shared, known_headline=headline)

    def _own_keys(self, one: SeenEntry, taken: Item | None) -> tuple[EntryKeys, tuple[str, ...], str]:
        """Return the keys under which a new entry is kept, further ones, and what is to be said about it."""
        keys = one.keys
        if taken is None and keys.guid not in self._used:
            self._used.add(keys.guid)
            return keys, (), ""
        number = 0
        while (apart := separate_key(keys, number)) in self._used or self._is_stored(apart):
            number += 1
        self._used.add(apart)
        words = "Other stories of the document bear its identifier or address too; each is a story of its own."
        if taken is not None:
            words = f"The source uses the identifier of another story again (“{taken.title[:100]}”); this one is kept as a story of its own."
        stored = EntryKeys(apart, keys.url, keys.content, keys.title, keys.details)
        return stored, (keys.guid,) if keys.guid != keys.content else (), words

    def _is_stored(self, guid: str) -> bool:
        return Item.objects.filter(source=self.source, guid_key=guid).exists()

    def _is_repeated(self, one: SeenEntry, other: SeenEntry) -> bool:
        """Return whether two entries of one document are one story: nearly the same words, whatever their names."""
        named = one.keys.guid == other.keys.guid or (one.keys.url and one.keys.url == other.keys.url)
        mine, theirs = self._told_of(one), self._told_of(other)
        if not named and not mine.tokens:  # nothing but what the source says in all of them
            return (
                mine.published is not None
                and one.keys.content == other.keys.content
                and mine.published == theirs.published
            )
        if one.keys.content == other.keys.content and named:
            return mine.published == theirs.published or bool(mine.tokens)
        return is_one_story(mine, theirs, "none")

    def _told_of(self, one: SeenEntry) -> ToldStory:
        if one.told is None:
            own = remove_standing(one.text, self.standing)
            one.told = ToldStory(one.entry.title, own, len(one.text), _to_naive_gmt(one.entry.published))
        return one.told


def _count_uses(seen: Sequence[SeenEntry]) -> Counter[str]:
    """Return how many different entries of a document bear each identifier and address."""
    names = {(key, one.keys.content) for one in seen for key in (one.keys.guid, one.keys.url) if key}
    return Counter(key for key, _ in names)


def _told_of_item(item: Item, standing: Standing) -> ToldStory:
    kept = item.entry if isinstance(item.entry, dict) else {}
    text = html_to_text(str(kept.get("content_html") or "")) or html_to_text(str(kept.get("summary_html") or ""))
    known = bool(text) or (bool(kept) and not item.words)
    return ToldStory(item.title, remove_standing(text, standing), len(text), item.published, known)


def _to_naive_gmt(moment: datetime | None) -> datetime | None:
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0) if moment is not None else None


def recognise(source: Source, entry: Entry, text: str | None = None) -> Recognition:
    """Return what one entry is. For a whole document make one `KnownItems`."""
    return KnownItems(source).recognise_all([SeenEntry.of(entry, text)])[0]


def find_item(source: Source, keys: EntryKeys) -> Item | None:
    """Return the item of this source that has one of these keys, the strongest first."""
    for name, key in (("guid_key", keys.guid), ("url_key", keys.url), ("content_key", keys.content)):
        found = Item.objects.filter(source=source, **{name: key}).order_by("id").first() if key else None
        if found is not None:
            return found
    return None
