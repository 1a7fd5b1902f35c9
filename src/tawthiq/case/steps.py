"""What the rooms make of their inputs, one function a step; a room is imported when its step is first made."""

from typing import TYPE_CHECKING, Any

from tawthiq.case.retold import found_across
from tawthiq.case.words import in_force
from tawthiq.record.assessment import Assessment
from tawthiq.record.claim import Claim
from tawthiq.record.exhibit import Exhibit, ExtractedText, Loss
from tawthiq.record.person import PersonRow

if TYPE_CHECKING:
    from tawthiq.case.case import Case
    from tawthiq.match import FilmPrint
    from tawthiq.match.across import Across


def extract_text(data: bytes, exhibit: Exhibit, kept: dict[str, str]) -> ExtractedText:
    """The text of an exhibit; `kept` are its embeds by address."""
    from tawthiq.collect import extract  # noqa: PLC0415  (parsers are slow to import)

    return extract(data, exhibit.original.media_type, exhibit.obtained.name, kept=kept.get)


def person_rows_of(data: bytes, exhibit: Exhibit, name: str) -> tuple[PersonRow, ...]:
    """The rows of a list of persons."""
    from tawthiq.collect import person_rows  # noqa: PLC0415  (as above)

    return person_rows(data, name, exhibit.original.media_type)


def read_claims(text: ExtractedText, exhibit: str, published: str | None, case: "Case") -> tuple[Claim, ...]:
    """The claims of a text, with the case's own words and places."""
    from tawthiq.read import claims  # noqa: PLC0415  (vocabulary is loaded on import)

    with in_force(case):
        return claims(text, exhibit=exhibit, published=published, places=case.index.places())


def tell_across(texts: dict[str, ExtractedText], case: "Case") -> "tuple[Across, ...]":
    """The texts that tell one thing in two languages."""
    with in_force(case):
        return found_across(texts, case.index.places())


def weighed(
    claims: "list[Claim]", case: "Case", objects: "dict[str, str]", **known: Any
) -> tuple[Assessment, ...]:
    """Every claim weighed, with the organisations that the case's own words name; `known` as `weigh.assess` has it."""
    from tawthiq.weigh import assess  # noqa: PLC0415  (as above)

    with in_force(case):
        return assess(claims, objects=objects, **known)


def film_of(data: bytes) -> "FilmPrint":
    """The fingerprint of a recording."""
    from tawthiq.engines.ffmpeg_film import recording  # noqa: PLC0415  (as above)
    from tawthiq.match import film_print  # noqa: PLC0415  (as above)

    with recording(data) as opened:
        return film_print(data, opened)


def find_lost(text: ExtractedText, exhibit: str, case: "Case") -> tuple[Loss, ...]:
    """What a text announces and lacks."""
    from tawthiq.read import lost  # noqa: PLC0415  (as above)

    with in_force(case):
        return lost(text, exhibit=exhibit)
