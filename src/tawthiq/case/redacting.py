"""A redacted copy goes into the record as an exhibit of its own, derived from the original, closed until somebody opens it.

The original stays as it is. The statement tells where was covered, never what: words that were searched for are not
written down, and the copy's name says nothing of the original's.
"""

import io
import time
from typing import TYPE_CHECKING, TypeVar

import msgspec

from tawthiq.case.intake import exhibit_refs, stored_name
from tawthiq.language.fold import fold, fold_map
from tawthiq.protect.redact import Area, cover_text
from tawthiq.record.errors import InputError, UsageError
from tawthiq.record.exhibit import Exhibit, How, Obtained
from tawthiq.record.redaction import Cover, Redaction

if TYPE_CHECKING:
    from tawthiq.case.derive import Derivation


T = TypeVar("T")


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What a person wants covered. `words` are matched in every spelling that folds alike."""

    areas: tuple[Area, ...] = ()
    times: tuple[tuple[int, int], ...] = ()
    chars: tuple[tuple[int, int], ...] = ()
    words: tuple[str, ...] = ()
    fill: str | None = None
    why: str = ""


class Redacted(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it: the derived exhibit and what was covered. `new` is False for a copy that was already there."""

    exhibit: str
    original: str
    covers: tuple[Cover, ...]
    media_type: str
    size: int
    new: bool


def redact(made: "Derivation", ident: str, wanted: Wanted, tool: str) -> Redacted:
    """Make and record a redacted copy of an exhibit. Raises UnknownId, UsageError, InputError."""
    case = made.case
    exhibit = made.exhibit(ident)
    data, covers, media_type, suffix, fill = _cover(made, exhibit, wanted)
    ref, commitment = case.seal.put(
        io.BytesIO(data),
        len(data),
        How.DERIVED,
        case.vault,
        lambda known: stored_name(case.index, known),
    )
    digest, size = ref.digest, ref.size
    origin = f"redaction of {exhibit.id[:12]}"
    held = case.index.held(digest, origin, exhibit.id)
    if held is not None:
        case.seal.drop(ref, case.vault)
        return Redacted(
            exhibit=held, original=exhibit.id, covers=covers, media_type=media_type, size=size, new=False
        )
    now = int(time.time())
    ref = msgspec.structs.replace(ref, media_type=media_type, role="redacted")
    obtained = Obtained(
        objects=(ref,),
        how=How.DERIVED,
        at=now,
        name=f"redacted-{digest[:8]}{suffix}",
        origin=origin,
        tool=tool,
        parent=exhibit.id,
        source=exhibit.obtained.source,
        published=exhibit.obtained.published,
    )
    refs = exhibit_refs([(ref, commitment)], exhibit.id, sealed=case.seal.seals.body("exhibit"))
    said = case.log.say("exhibit", obtained, time=now, refs=refs)
    body = Redaction(
        exhibit=said.id.hex(), original=exhibit.id, covers=covers, fill=fill, tool=tool, why=wanted.why
    )
    case.log.say("redaction", body, time=now, refs=(said.id.hex(), exhibit.id))
    case.log.commit()
    case.refresh()
    return Redacted(
        exhibit=said.id.hex(), original=exhibit.id, covers=covers, media_type=media_type, size=size, new=True
    )


def _cover(
    made: "Derivation", exhibit: Exhibit, wanted: Wanted
) -> tuple[bytes, tuple[Cover, ...], str, str, str]:
    """The new bytes, what was covered, their type, the suffix of their name, and the fill."""
    kind = exhibit.original.media_type
    if wanted.chars or wanted.words:
        if wanted.areas or wanted.times:
            raise UsageError("words and regions at once", expected="one kind of thing to cover")
        return _text(made, exhibit, wanted)
    raw = made.object_bytes(exhibit.original.digest)
    if kind.startswith("image/") and kind != "image/svg+xml":
        from tawthiq.protect.redact_image import FILLS, redact_image  # noqa: PLC0415  (Pillow is slow to import)

        fill = _fill(wanted, tuple(FILLS))
        data, covers = redact_image(raw, _only(wanted.areas, wanted.times, "regions"), fill)
        return data, covers, "image/png", ".png", fill
    if kind == "application/pdf":
        from tawthiq.protect.redact_image import FILLS  # noqa: PLC0415  (as above)
        from tawthiq.protect.redact_pdf import redact_pdf  # noqa: PLC0415  (as above)

        fill = _fill(wanted, tuple(FILLS))
        data, covers = redact_pdf(raw, _only(wanted.areas, wanted.times, "regions"), fill)
        return data, covers, "application/pdf", ".pdf", fill
    if kind.startswith("audio/"):
        from tawthiq.engines.ffmpeg import to_wave  # noqa: PLC0415  (only for sound)
        from tawthiq.protect.redact_sound import FILLS as SOUNDS  # noqa: PLC0415  (as above)
        from tawthiq.protect.redact_sound import is_plain_wave, redact_wave  # noqa: PLC0415  (as above)

        fill = _fill(wanted, SOUNDS)
        times = _only(wanted.times, wanted.areas, "time ranges")
        data, covers = redact_wave(raw if is_plain_wave(raw) else to_wave(raw), times, fill)
        return data, covers, "audio/x-wav", ".wav", fill
    raise InputError(
        f"an exhibit of type {kind} cannot be redacted here",
        where=exhibit.id[:12],
        expected="a picture, a PDF, a recording of sound, or anything that text was read from",
        hint="of a video, collect single frames, or the sound alone, and redact those",
    )


def _text(
    made: "Derivation", exhibit: Exhibit, wanted: Wanted
) -> tuple[bytes, tuple[Cover, ...], str, str, str]:
    found = made.text(exhibit.id)
    if found is None:
        raise InputError("no text was read from it", where=exhibit.id[:12], expected="an exhibit with text")
    ranges = [*wanted.chars, *(span for word in wanted.words for span in find(found.text, word))]
    text, covers = cover_text(found.text, ranges)
    return text.encode("utf-8", "replace"), covers, "text/plain", ".txt", "block"


def find(text: str, word: str) -> list[tuple[int, int]]:
    """Every place where a word stands in any spelling that folds alike, inside other words too. Raises InputError if none."""
    key = fold(word)
    if not key:
        raise UsageError("an empty word to look for")
    folded = fold_map(text)
    found, at = [], folded.key.find(key)
    while at >= 0:
        found.append(folded.original(at, at + len(key)))
        at = folded.key.find(key, at + 1)
    if not found:
        # The word itself is not repeated: what is shown on a screen ends up in logs.
        raise InputError(
            "a word to cover is nowhere in the text", hint="look at it with `tawthiq show --json`"
        )
    return found


def _only(wanted: tuple[T, ...], other: tuple[object, ...], what: str) -> tuple[T, ...]:
    if other:
        raise UsageError("something that this exhibit does not have", expected=what)
    return wanted


def _fill(wanted: Wanted, fills: tuple[str, ...]) -> str:
    if wanted.fill is None:
        return fills[0]
    if wanted.fill not in fills:
        raise UsageError(f"fill {wanted.fill!r}", expected=f"one of {', '.join(fills)}")
    return wanted.fill
