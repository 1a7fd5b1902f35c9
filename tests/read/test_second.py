"""A second reader that lies in one part is refused in every case, and one that tells the truth is heard."""

import http.server
import json
import re
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tawthiq.cli.main import tawthiq
from tawthiq.engines.model_server import proposals
from tawthiq.read import checked, claims, plain, read_markup
from tawthiq.read.second import MOST
from tawthiq.record.claim import Claim
from tawthiq.record.errors import UnreadableInput, UnsafeInput, UsageError

GOLD = Path(__file__).parent / "gold"
TEXTS = [
    text
    for name in ("tuning-en", "tuning-ar", "tuning-more")
    for text in read_markup((GOLD / f"{name}.gold").read_text(encoding="utf-8").splitlines())
]


def _sound(claim: Claim) -> dict[str, Any]:
    q = claim.quantity
    speaker = claim.chain[0].speaker
    return {
        "quote": claim.verbatim,
        "act": claim.act,
        "quantity": q.verbatim if q else None,
        "hedge": q.hedge.value if q else None,
        "lo": q.lo if q else None,
        "hi": q.hi if q else None,
        "speaker": None if speaker == "document" else speaker,
        "place": claim.place.verbatim if claim.place else None,
        "time": claim.time.verbatim if claim.time else None,
        "modality": claim.modality.value,
    }


def _flip(digits: str) -> str:
    zero = ord(digits[0]) - int(digits[0])
    return chr(zero + (int(digits[0]) % 9) + 1) + digits[1:]


_SWAPS = {
    "number word in the quote": (
        ("two", "ten"), ("three", "nine"), ("seven", "eleven"), ("hundred", "thousand"), ("dozens", "hundreds"),
        ("ثلاثة", "أربعة"), ("خمسة", "تسعة"), ("عشرات", "مئات"), ("مئات", "آلاف"), ("ألف", "مليون"), ("عشر", "عشرين"),
    ),
    "hedge in the quote": (
        ("at least", "about"), ("more than", "less than"), ("around", "exactly"), ("up to", "over"), ("nearly", "over"),
        ("على الأقل", "تقريباً"), ("أكثر من", "أقل من"), ("نحو", "فوق"), ("ما لا يقل عن", "ما لا يزيد عن"), ("قرابة", "حتى"),
    ),
    "negation in the quote": (
        ("were", "were not"), ("was", "was not"), ("have", "have not"), ("had", "had not"), ("not ", ""), ("no ", "many "),
        ("قتل", "لم يقتل"), ("قُتل", "لم يُقتل"), ("أصيب", "لم يصب"), ("لم ", ""), ("لا ", ""), ("نفى", "أكد"), ("نفت", "أكدت"),
    ),
}  # fmt: skip
"""What is put for what inside the quotation, by the kind of the lie."""


def _attacks(
    sound: dict[str, Any], others: list[dict[str, Any]], text: str
) -> list[tuple[str, dict[str, Any]]]:
    """Every lie that can be told about one claim; `others` are the other sound proposals of its text."""
    quote = sound["quote"]
    found = [("quote from nowhere", sound | {"quote": words}) for words in _NOWHERE]
    number = re.search(r"\d+", quote)
    if number:
        flipped = quote.replace(number[0], _flip(number[0]), 1)
        found.append(("digit in the quote", sound | {"quote": flipped}))
        if sound["quantity"] and number[0] in sound["quantity"]:
            lie = {"quantity": sound["quantity"].replace(number[0], _flip(number[0]), 1)}
            found.append(("digit in the quantity", sound | lie))
        if number[0].isascii() and number.end() - number.start() > 1:
            lie = {"quote": quote[: number.end() - 1], "quantity": None}
            found.append(("part of a figure", sound | lie))
    for kind, swaps in _SWAPS.items():
        for words, other in swaps:
            if words in quote and quote.replace(words, other, 1) not in text:
                found.append((kind, sound | {"quote": quote.replace(words, other, 1)}))
    return [*found, *_in_parts(sound, others)]


def _in_parts(sound: dict[str, Any], others: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    """Lies about a quotation that does stand in the text."""
    found: list[tuple[str, dict[str, Any]]] = []
    for end in ("lo", "hi"):
        if sound[end] is not None:
            found += [
                ("value", sound | {end: sound[end] + 1}),
                ("value", sound | {end: (sound[end] or 1) * 10}),
            ]
    hedges = {"about", "at_least", "exact", "up_to", "over"} - {sound["hedge"]}
    found += [("hedge", sound | {"hedge": hedge}) for hedge in sorted(hedges) if sound["hedge"]]
    modalities = {"denied", "asserted", "planned"} - {sound["modality"]}
    found += [("modality", sound | {"modality": modality}) for modality in sorted(modalities)]
    if sound["speaker"]:
        found.append(("speaker left out", sound | {"speaker": None}))
    for part, nobody in (
        ("speaker", "Ministry of Fair Weather"),
        ("place", "Atlantis"),
        ("time", "on Doomsday"),
    ):
        found.append((f"{part} from nowhere", sound | {part: nobody}))
        swapped = [other for other in others if other[part] and not _same(other[part], sound[part])]
        found += [(f"{part} swapped", sound | {part: other[part]}) for other in swapped[:2]]
    return found


_NOWHERE = ("At least 900 people were killed by nobody.", "قُتل ما لا يقل عن 900 شخص على يد مجهول.")


def _same(a: str, b: str | None) -> bool:
    return b is not None and (a.casefold() in b.casefold() or b.casefold() in a.casefold())


def _lies(lang: str) -> tuple[Counter[str], list[str], int, int]:
    """(lies told by kind, lies taken, sound ones heard, sound ones) over the texts of a language."""
    told: Counter[str] = Counter()
    taken: list[str] = []
    heard = 0
    sound_ones = 0
    for text in TEXTS:
        read = plain(text.text)
        own = [c for c in claims(read, exhibit=text.exhibit, published=text.published) if c.lang == lang]
        sound = [_sound(claim) for claim in own]
        lies = [lie for each in sound for lie in _attacks(each, sound, text.text)]
        told.update(kind for kind, _ in lies)
        for kind, lie in lies:
            assert lie not in sound, kind
        for batch in (lies[i : i + MOST] for i in range(0, len(lies), MOST)):
            proposed = [lie for _, lie in batch]
            answer = checked(read, proposed, exhibit=text.exhibit, reader="stub", published=text.published)
            taken += [f"{text.exhibit}: {claim.verbatim}" for claim in answer.accepted]
            assert len(answer.refused) == len(proposed) - len(answer.accepted)
        answer = checked(read, sound, exhibit=text.exhibit, reader="stub", published=text.published)
        heard += len(sound) - len(answer.refused)
        sound_ones += len(sound)
        if sum(told.values()) > LIES:
            break
    return told, taken, heard, sound_ones


LIES = 1_500
KINDS = 16
"""How many kinds of lie are told in each language, at the least."""


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_no_lie_is_taken_and_the_truth_is_heard(lang: str) -> None:
    """Flipped digits, number words, hedges and negations, swapped speakers, places and times, quotes from nowhere: not one passes."""
    told, taken, heard, sound_ones = _lies(lang)
    assert taken == []
    assert sum(told.values()) > LIES
    assert len(told) >= KINDS, told
    assert min(told.values()) >= 2, told
    assert heard >= 0.75 * sound_ones


def test_swapping_within_one_text_is_seen() -> None:
    """Speaker, place and day that do stand in the text, but belong to another claim, are refused by name."""
    text = plain(
        "The Red Crescent said 12 people were killed in Aleppo on 3 May 2016. "
        "The army said 30 people were wounded in Homs on 4 May 2016."
    )
    first, second = (_sound(claim) for claim in claims(text, exhibit="x"))
    for part in ("speaker", "place", "time"):
        answer = checked(text, [first | {part: second[part]}], exhibit="x", reader="stub")
        assert not answer.accepted
        assert [each.part for each in answer.refused] == [part]
    assert checked(text, [first], exhibit="x", reader="stub").agreed


def test_both_readers_disagreements_are_told() -> None:
    """What only the first reader has is listed, and what both have is named once."""
    text = plain("In Homs 12 people were killed. In Aleppo 7 people were wounded.")
    killed, wounded = claims(text, exhibit="x")
    answer = checked(text, [_sound(killed)], exhibit="x", reader="stub")
    assert answer.agreed == (killed.id,)
    assert answer.unseen == (wounded.id,)
    assert answer.accepted[0].reader == "second:stub"


class _Stub(http.server.BaseHTTPRequestHandler):
    answer: bytes = b""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.answer)))
        self.end_headers()
        self.wfile.write(self.answer)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    made = http.server.HTTPServer(("127.0.0.1", 0), _Stub)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}/v1"
    made.shutdown()
    made.server_close()


@pytest.mark.parametrize("answer", [b"", b"no json", b"{}", b'{"choices": []}', b"[" * 100_000])
def test_an_answer_that_is_none_is_an_error_with_words(server: str, answer: bytes) -> None:
    """Whatever comes back, the user meets a sentence."""
    _Stub.answer = answer
    with pytest.raises(UnreadableInput):
        proposals(server, "m", "text", ("killing",))


def test_what_a_server_proposes_is_read(server: str) -> None:
    """A sound answer gives its proposals; what is no object is left out."""
    _Stub.answer = json.dumps(
        {"choices": [{"message": {"content": json.dumps({"claims": [{"quote": "a"}, 3, None]})}}]}
    ).encode()
    assert proposals(server, "m", "text", ("killing",)) == [{"quote": "a"}]


def test_what_is_refused_and_where_the_readers_differ_is_shown(server: str, tmp_path: Path) -> None:
    """From the command: the sound proposal on one stream; on the other the lie with what the text has, and the disagreement."""
    words = "In Homs 12 people were killed. In Aleppo 7 people were wounded."
    killed, _ = (_sound(claim) for claim in claims(plain(words), exhibit="x"))
    told = {"claims": [killed, killed | {"hedge": "at_least"}]}
    _Stub.answer = json.dumps({"choices": [{"message": {"content": json.dumps(told)}}]}).encode()
    path = tmp_path / "a.txt"
    path.write_text(words, encoding="utf-8")
    done = CliRunner().invoke(tawthiq, ["read", str(path), "--second", server, "--model", "m"])
    assert done.exit_code == 0
    assert [json.loads(line)["reader"] for line in done.stdout.splitlines()] == ["second:m"]
    assert "refused: hedge 'at_least', the text has 'exact'" in done.stderr
    assert "1 accepted, 1 refused" in done.stderr
    assert "1 not proposed" in done.stderr


def test_no_exhibit_is_ever_sent_and_nothing_is_without_being_asked(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is no file is refused before the server is spoken to, sealed or not; reading without the option never connects."""
    asked: list[object] = []
    monkeypatch.setattr("tawthiq.engines.model_server.proposals", lambda *args: asked.append(args) or [])
    done = CliRunner().invoke(
        tawthiq,
        ["--case", str(tmp_path / "case"), "read", "e0123456789", "--second", server],
        standalone_mode=False,
    )
    assert isinstance(done.exception, UsageError)
    path = tmp_path / "a.txt"
    path.write_text("In Homs 12 people were killed.", encoding="utf-8")
    assert CliRunner().invoke(tawthiq, ["read", str(path), "--json"]).exit_code == 0
    assert asked == []


@pytest.mark.parametrize(
    "address", ["http://example.org/v1", "https://127.0.0.1/v1", "http://10.0.0.4/v1", "ftp://localhost", "x"]
)
def test_nothing_leaves_this_machine(address: str) -> None:
    """Another machine's address is refused before anything is opened."""
    with pytest.raises(UnsafeInput):
        proposals(address, "m", "text", ())
