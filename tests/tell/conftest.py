"""A small case on a `Shelf`: one page that may be cited, one file that is sealed, claims by hand; all of it invented."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import msgspec
import pytest

from tawthiq.record.assessment import Assessment, Evidence, Visibility
from tawthiq.record.claim import Claim, Link, PlaceRef, TimeRef, claim_id
from tawthiq.record.exhibit import Block, Exhibit, ExtractedText, How, Loss, ObjectRef, Obtained
from tawthiq.record.quantity import Form, Hedge, Quantity
from tawthiq.tell import Shelf

PAGE = (
    "The mill of Nawrasa stopped on Sunday.\n\n"
    "At least 340 men were taken at the crossing, the Tide Observatory said.\n\n"
    "Heron lives at the end of Lantern Lane and can be called at any hour."
)
SECRET = "The witness walks to the well at dawn with 7 others."


def exhibit(name: str, text: str, **changes: Any) -> Exhibit:
    """An exhibit over a text, named by its name."""
    data = text.encode()
    part = ObjectRef(digest=sha256(data).hexdigest(), size=len(data), media_type="text/plain")
    values = {
        "objects": (part,),
        "how": How.PAGE,
        "at": 1477310400,
        "name": name,
        "origin": f"in/{name}",
        "tool": "test",
    }
    obtained = Obtained(**{**values, **changes})
    return Exhibit(id=sha256(name.encode()).hexdigest(), obtained=obtained, author="a", seq=1)


def blocks(text: str) -> ExtractedText:
    """The text with a block for each paragraph."""
    found, at = [], 0
    for part in text.split("\n\n"):
        found.append(Block(at, at + len(part)))
        at += len(part) + 2
    return ExtractedText(text=text, blocks=tuple(found))


def men_taken(page: Exhibit) -> Claim:
    """At least 340 men taken, by the Tide Observatory."""
    start, end = PAGE.index("At least"), PAGE.index(" at the crossing")
    quantity = Quantity(
        verbatim="At least 340",
        start=start,
        end=start + 12,
        hedge=Hedge.AT_LEAST,
        form=Form.NUMBER,
        lo=340,
        hi=None,
        unit="men",
    )
    return Claim(
        id=claim_id(page.id, start, end, "enforced_disappearance", (start, start + 12)),
        exhibit=page.id,
        start=start,
        end=end,
        verbatim=PAGE[start:end],
        lang="en",
        chain=(Link("Tide Observatory", "said", 0, 4), Link("page.html")),
        act="enforced_disappearance",
        quantity=quantity,
        place=PlaceRef(
            verbatim="the crossing",
            start=0,
            end=0,
            name="Jisr al-Qasab",
            lat=-35.00213,
            lon=-19.99871,
            precision_m=150,
        ),
        time=TimeRef(verbatim="", start=0, end=0, edtf="2016-10-09/2016-10-20", carried=True),
    )


@pytest.fixture
def case() -> Shelf:
    """The small case; `msgspec.structs.replace` makes others of it."""
    page, secret = exhibit("page.html", PAGE, source="Heron"), exhibit("secret.txt", SECRET, how=How.MESSAGE)
    claim = men_taken(page)
    return Shelf(
        exhibits=(page, secret),
        texts={page.id: blocks(PAGE), secret.id: blocks(SECRET)},
        claims=(claim,),
        assessments={claim.id: Assessment(claim=claim.id, status=Evidence.SINGLE_SOURCE)},
        shown={secret.id: Visibility.SEALED},
        lost=(
            Loss(
                exhibit=page.id,
                start=0,
                end=8,
                verbatim="The mill",
                kind="video",
                url="https://video.invalid/1",
            ),
            Loss(exhibit=secret.id, start=0, end=11, verbatim="The witness", kind="audio"),
        ),
        named=289,
    )


@pytest.fixture
def with_status(case: Shelf) -> Callable[[Evidence], Shelf]:
    """The small case with its claim weighed otherwise."""
    claim = case.claims[0]
    return lambda status: msgspec.structs.replace(
        case, assessments={claim.id: Assessment(claim=claim.id, status=status)}
    )


@pytest.fixture
def told() -> Callable[..., str]:
    """A dispatch of one segment."""

    def write(
        en: str = "At least 340 men were taken.[^men]",
        ar: str = "اقتيد 340 رجلاً على الأقل.[^men]",
        notes: str = '[^men]: "At least 340 men were taken" in page.html',
    ) -> str:
        head = "---\ntitle: The crossing\ntitle_ar: المعبر\ndate: 2016-10-24\n---\n"
        return f"{head}\n::: en\n{en}\n:::\n\n::: ar\n{ar}\n:::\n\n{notes}\n"

    return write
