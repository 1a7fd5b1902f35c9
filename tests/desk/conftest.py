"""A small invented case in memory, and a way to ask the desk without a network. The city of Qasrin does not exist."""

import io
from collections.abc import Callable, Iterator, Sequence
from types import MappingProxyType
from typing import Any
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import msgspec
import pytest

from tawthiq.case.survey import Survey
from tawthiq.desk import application
from tawthiq.match.incidents import incidents
from tawthiq.record.assessment import Assessment, Reason
from tawthiq.record.claim import Claim, Link, Modality, PlaceRef, TimeRef
from tawthiq.record.errors import ObjectMissing, UnknownId
from tawthiq.record.estimate import Count, Estimate, Refusal
from tawthiq.record.exhibit import Block, Exhibit, ExtractedText, How, Loss, ObjectRef, Obtained
from tawthiq.record.incident import Incident
from tawthiq.record.person import Person, PersonRow, RowRef
from tawthiq.record.quantity import Form, Hedge, Quantity
from tawthiq.weigh import assess

TEXT = """Letters from Qasrin (an invented city)
The Health Board of East Qasrin said on 5 April that over 250,000 civilians are trapped in East Qasrin.
Rima Haddad, a baker, wrote: 300,000 civilians are still here. <script>alert("x")</script>
Thirteen shells fell on the Mill Quarter on 5 April. Nadia filmed it:

كتبت ريما حداد: ما زال هنا 300 ألف مدني في شرق قصرين.
سقطت 13 قذيفة على حي الطاحونة يوم 5 نيسان.
You will all leave or be buried here, said a leaflet."""

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63b8cfc8000002b60109f0a5e6fc0000000049454e44ae426082"
)
HOSTILE = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
PLACES = {
    "East Qasrin": (10.0, 20.03, 4000),
    "شرق قصرين": (10.0, 20.03, 4000),
    "Mill Quarter": (10.0, 20.031, 500),
    "حي الطاحونة": (10.0, 20.031, 500),
}


class Pair(msgspec.Struct, frozen=True):
    a: RowRef
    b: RowRef
    probability: float
    why: tuple[tuple[str, float], ...]
    judged: str | None = None


class People(msgspec.Struct, frozen=True):
    persons: tuple[Person, ...]
    pairs: tuple[Pair, ...]


class Match(msgspec.Struct, frozen=True):
    a: str
    b: str
    kind: str
    score: float


class Problem(msgspec.Struct, frozen=True):
    code: str
    where: str
    what: str


class Report(msgspec.Struct, frozen=True):
    path: str
    kind: str
    verdict: str
    problems: tuple[Problem, ...] = ()


class Line(msgspec.Struct, frozen=True):
    id: bytes
    author: bytes
    seq: int
    kind: str
    time: int


def exhibit(letter: str, name: str, how: How, media_type: str, digest: str, **rest: Any) -> Exhibit:
    return Exhibit(
        id=letter * 64,
        author="d" * 64,
        seq=ord(letter),
        obtained=Obtained(
            objects=(ObjectRef(digest=digest * 64, size=1234, media_type=media_type),),
            how=how,
            at=1_933_000_000,
            name=name,
            origin=f"letters/{name}",
            tool="tawthiq 0.1.0",
            **rest,
        ),
    )


def told(
    words: str,
    act: str,
    *,
    who: str | None,
    place: str | None,
    figure: str | None = None,
    day: str | None = "2031-04-05",
    **rest: Any,
) -> Claim:
    start = TEXT.index(words)
    spot = None
    if place is not None:
        lat, lon, precision = PLACES[place]
        spot = PlaceRef(
            verbatim=place,
            start=TEXT.index(place),
            end=TEXT.index(place) + len(place),
            name=place,
            lat=lat,
            lon=lon,
            precision_m=precision,
        )
    quantity = None
    if figure is not None:
        hedge, n, unit, spelled = figure.split("|")
        at = TEXT.index(spelled, start)
        over = hedge == "over"
        quantity = Quantity(
            verbatim=spelled,
            start=at,
            end=at + len(spelled),
            hedge=Hedge(hedge),
            form=Form.NUMBER,
            lo=int(n),
            hi=None if over else int(n),
            unit=unit,
        )
    chain = (
        (Link("Letters from Qasrin"),) if who is None else (Link(who, "said"), Link("Letters from Qasrin"))
    )
    return Claim(
        id=f"c{abs(hash((words, act))) % 10**15:015x}" if "id" not in rest else rest.pop("id"),
        exhibit="a" * 64,
        start=start,
        end=start + len(words),
        verbatim=words,
        lang="ar" if words[0] > "\u0600" else "en",
        chain=chain,
        act=act,
        quantity=quantity,
        place=spot,
        time=TimeRef(verbatim="5 April", start=0, end=7, edtf=day) if day else None,
        modality=Modality(rest.pop("modality", "asserted")),
        **rest,
    )


class InMemoryCase:
    """A case held in memory; answers to `tawthiq.desk.DeskCase`."""

    def refresh(self) -> None:
        """What is in memory is all there is."""

    def __init__(self) -> None:
        self.asked: list[bool] = []
        self.pending: list[str] = []
        self._exhibits = [
            exhibit(
                "a", "letters.html", How.PAGE, "text/html", "1", published="2031-04-06", source="Swift 7"
            ),
            exhibit("b", "mill.png", How.FILE, "image/png", "2", parent="a" * 64),
            exhibit("c", "mill-again.png", How.FILE, "image/png", "2"),
            exhibit("e", "board.csv", How.LIST, "text/csv", "3"),
            exhibit("f", "evil.svg", How.FILE, "image/svg+xml", "4", problems=("not-what-it-says",)),
        ]
        self._claims = [
            told("over 250,000 civilians are trapped in East Qasrin", "siege", who="Health Board of East Qasrin", place="East Qasrin", figure="over|250000|civilians|250,000", id="c0001"),
            told("300,000 civilians are still here", "status", who="Rima Haddad", place="East Qasrin", figure="exact|300000|civilians|300,000", utterance="u1", id="c0002"),
            told("Thirteen shells fell on the Mill Quarter", "attack", who=None, place="Mill Quarter", figure="exact|13|shells|Thirteen", means="artillery", utterance="u2", id="c0003"),
            told("ما زال هنا 300 ألف مدني في شرق قصرين", "status", who="ريما حداد", place="شرق قصرين", figure="exact|300000|civilians|300 ألف", utterance="u1", id="c0004"),
            told("سقطت 13 قذيفة على حي الطاحونة", "attack", who=None, place="حي الطاحونة", figure="exact|13|shells|13", means="artillery", utterance="u2", id="c0005"),
            told("You will all leave or be buried here", "threat", who=None, place=None, day=None, modality="threatened", doubts=("no-source",), id="c0006"),
        ]  # fmt: skip
        self.objects = {"1" * 64: TEXT.encode(), "2" * 64: PIXEL, "3" * 64: b"name\n", "4" * 64: HOSTILE}

    def exhibits(self) -> Sequence[Exhibit]:
        return self._exhibits

    def exhibit(self, prefix: str) -> Exhibit:
        found = [one for one in self._exhibits if one.id.startswith(prefix)]
        if len(found) != 1:
            raise UnknownId(f"{len(found)} exhibits answer to {prefix!r}")
        return found[0]

    def text(self, exhibit_id: str) -> ExtractedText | None:
        if exhibit_id != "a" * 64:
            return None
        return ExtractedText(text=TEXT, blocks=(Block(0, len(TEXT)),), title="Letters from Qasrin")

    def object_bytes(self, digest: str) -> bytes:
        if digest not in self.objects:
            raise ObjectMissing(f"object {digest[:12]} is not in the vault")
        return self.objects[digest]

    def claims(self, exhibit_id: str | None = None) -> Sequence[Claim]:
        return [c for c in self._claims if exhibit_id in (None, c.exhibit)]

    def losses(self, exhibit_id: str | None = None) -> Sequence[Loss]:
        at = TEXT.index("Nadia filmed it:")
        lost = Loss(exhibit="a" * 64, start=at, end=at + 16, verbatim="Nadia filmed it:", kind="video")
        return [lost] if exhibit_id in (None, "a" * 64) else []

    def assessments(self) -> dict[str, Assessment]:
        return {one.claim: one for one in assess(self._claims)}

    def rows(self) -> MappingProxyType[str, list[PersonRow]]:
        return MappingProxyType(
            {
                "board.csv": [PersonRow(list="board.csv", row=1, name="ريما حداد", age=34, date="2031-04-05"), PersonRow(list="board.csv", row=2, name="سليم الناعوري")],
                "aid.csv": [PersonRow(list="aid.csv", row=1, name_latin="Reema Haddad", age=35, date="2031-04-05")],
            }
        )  # fmt: skip

    def people(self) -> People | None:
        first, second, third = RowRef("board.csv", 1), RowRef("aid.csv", 1), RowRef("board.csv", 2)
        return People(
            persons=(
                Person(id="p1", rows=(first, second), names=("ريما حداد", "Reema Haddad"), probability=0.93),
                Person(id="p2", rows=(third,), names=("سليم الناعوري",), probability=1.0),
            ),
            pairs=(
                Pair(
                    first, second, 0.93, (("given.same", 7.5), ("day.same", 4.1), ("age.apart", -0.6)), "same"
                ),
            ),
        )

    def media_matches(self) -> Sequence[Match]:
        return [Match("b" * 64, "c" * 64, "exact", 1.0)]

    def incidents(self) -> Sequence[Incident]:
        return incidents(self._claims)

    def count(self) -> Count | None:
        return Count(
            documented=3,
            lists=("board.csv", "aid.csv"),
            histories={"11": 1, "10": 1, "01": 1},
            estimates=(Estimate(method="chao", median=4.0, mean=4.2, lo=3.0, hi=9.0, level=0.95),),
            refused=(Refusal(method="lcmcr", reason=Reason("Two lists are too few.", "قائمتان لا تكفيان.")),),
            caveats=(Reason("The lists may know of each other.", "قد تكون القوائم على علم بعضها ببعض."),),
        )

    def custody_page(self, exhibit_id: str, lang: str) -> str:
        return f'<!doctype html><html lang="{lang}"><title>custody</title><p>{exhibit_id}</p></html>'

    def verify(self, *, deep: bool) -> Sequence[Report]:
        self.asked.append(deep)
        return [
            Report("record.db", "log", "verified"),
            Report("2" * 64, "object", "failed", (Problem("digest", "objects/22", "the bytes are not those that were stored"),)),
            Report("3" * 64, "object", "not checked"),
        ]  # fmt: skip

    def log(self) -> Iterator[Line]:
        return (
            Line(bytes([n]) * 32, b"\xdd" * 32, n, "exhibit" if n else "device", 1_933_000_000 + n)
            for n in range(130)
        )

    def visibility(self, exhibit_id: str) -> str:
        return "sealed"

    def withdrawn(self) -> Sequence[str]:
        return ["9" * 64]

    def survey(self) -> Survey:
        return Survey(list(self.pending), [("text", "evil.svg: not a text")])


class Answer(msgspec.Struct, frozen=True):
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


Ask = Callable[..., Answer]


@pytest.fixture
def case() -> InMemoryCase:
    """A fresh invented case."""
    return InMemoryCase()


@pytest.fixture
def asking() -> Callable[..., Ask]:
    """Make a way to ask from a case and the desk's options; checks the WSGI protocol on the way."""

    def make(case: InMemoryCase, **options: Any) -> Ask:
        app = validator(application(case, **options))

        def ask(path: str, method: str = "GET", host: str = "127.0.0.1:8040", **headers: str) -> Answer:
            bare, _, query = path.partition("?")
            environ: dict[str, Any] = {
                "REQUEST_METHOD": method,
                "SCRIPT_NAME": "",
                "PATH_INFO": bare.encode().decode("latin-1"),
                "QUERY_STRING": query.encode().decode("latin-1"),
                "HTTP_HOST": host,
            }
            environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
            setup_testing_defaults(environ)
            environ["wsgi.input"], environ["wsgi.errors"] = io.BytesIO(), io.StringIO()
            seen: list[Any] = []
            chunks = app(environ, lambda status, head, _exc=None: seen.append((status, head)))
            body = b"".join(chunks)
            chunks.close()
            status, head = seen[-1]
            return Answer(int(status.split()[0]), {name.lower(): value for name, value in head}, body)

        return ask

    return make


@pytest.fixture
def ask(case: InMemoryCase, asking: Callable[..., Ask]) -> Ask:
    """Ask the desk of the invented case."""
    return asking(case, title="قصرين – Qasrin")
