"""Documents are read by the formats of other features first, then by those that are built in."""

from __future__ import annotations

from wirepress.content.options.features import extensions
from wirepress.features.wire.decode import decode_document as decode_builtin_format
from wirepress.features.wire.decode.errors import NotAFeed
from wirepress.features.wire.decode.packed import unpack_document
from wirepress.features.wire.entry.records import DecodedDocument, Entry
from wirepress.features.wire.hooks import WireDecoder, WireDocument
from wirepress.settings.limits import WIRE_BODY_MAX, WIRE_ENTRIES_MAX


def decode_document(
    body: bytes, *, url: str, kind: str = "auto", content_type: str = "", charset: str = ""
) -> DecodedDocument:
    """Return the entries of a document. Arguments as for the built-in formats. Raises NotAFeed, and nothing else whatever comes."""
    if len(body) <= WIRE_BODY_MAX:
        body = unpack_document(body)
    decoders: list[WireDecoder] = extensions().declared("wire_decoders")
    if decoders and len(body) <= WIRE_BODY_MAX:
        document = WireDocument(body, content_type, url)
        for decoder in decoders:
            found = _ask(decoder, document)
            if found is not None:
                return found
    return decode_builtin_format(body, url=url, kind=kind, content_type=content_type, charset=charset)


def _ask(decoder: WireDecoder, document: WireDocument) -> DecodedDocument | None:
    try:
        entries = decoder.decode(document)
    except Exception as error:
        raise NotAFeed(
            f"It could not be read as {decoder.name} ({type(error).__name__}: {str(error)[:200]})."
        ) from error
    if entries is None:
        return None
    wrong = [one for one in entries if not isinstance(one, Entry)]
    if wrong:
        raise NotAFeed(
            f"It could not be read as {decoder.name}: that gave {type(wrong[0]).__name__}, which is no entry."
        )
    problems: tuple[str, ...] = ()
    if len(entries) > WIRE_ENTRIES_MAX:
        problems = (f"It has more than {WIRE_ENTRIES_MAX} entries; the rest was left out.",)
    return DecodedDocument(format=decoder.name, entries=tuple(entries)[:WIRE_ENTRIES_MAX], problems=problems)
