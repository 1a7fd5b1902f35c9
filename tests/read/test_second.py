"""A second reader that lies in one part is refused in every case, and one that tells the truth is heard."""

import http.server
import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tawthiq.engines.model_server import proposals
from tawthiq.read import checked, claims, plain, read_markup
from tawthiq.record.claim import Claim
from tawthiq.record.errors import UnreadableInput, UnsafeInput

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
    return str((int(digits[0]) % 9) + 1) + digits[1:]


def _attacks(sound: dict[str, Any], other_speaker: str, other_place: str) -> list[tuple[str, dict[str, Any]]]:
    """Every lie that can be told about one claim."""
    found: list[tuple[str, dict[str, Any]]] = []
    quote = sound["quote"]
    number = re.search(r"\d+", quote)
    if number:
        found.append(("digit in the quote", sound | {"quote": quote.replace(number[0], _flip(number[0]), 1)}))
        found.append(("part of a figure", sound | {"quote": quote[: number.end() - 1]} | {"quantity": None}))
    if sound["lo"] is not None or sound["hi"] is not None:
        end = "lo" if sound["lo"] is not None else "hi"
        found.append(("value", sound | {end: sound[end] + 1}))
        found.append(("ten times", sound | {end: (sound[end] or 1) * 10}))
    if sound["hedge"]:
        others = {"about", "at_least", "exact", "up_to"} - {sound["hedge"]}
        found += [(f"hedge {hedge}", sound | {"hedge": hedge}) for hedge in sorted(others)]
    others = {"denied", "asserted", "planned"} - {sound["modality"]}
    found += [(f"modality {modality}", sound | {"modality": modality}) for modality in sorted(others)]
    found.append(("negation put in", sound | {"quote": f"not {quote}"}))
    found.append(("speaker", sound | {"speaker": other_speaker}))
    if sound["speaker"]:
        found.append(("speaker left out", sound | {"speaker": None}))
    found.append(("place", sound | {"place": other_place}))
    found.append(("quote from nowhere", sound | {"quote": "At least 900 people were killed by nobody."}))
    return found


def _all() -> tuple[int, list[str], int, int]:
    tried, taken, heard, sound_ones = 0, [], 0, 0
    for text in TEXTS:
        read = plain(text.text)
        own = claims(read, exhibit=text.exhibit, published=text.published)
        for claim in own:
            sound = _sound(claim)
            lies = _attacks(sound, "Ministry of Fair Weather", "Atlantis")
            answer = checked(read, [sound], exhibit=text.exhibit, reader="stub", published=text.published)
            sound_ones += 1
            heard += len(answer.accepted)
            for name, lie in lies:
                tried += 1
                if checked(
                    read, [lie], exhibit=text.exhibit, reader="stub", published=text.published
                ).accepted:
                    taken.append(f"{name}: {lie}")
            if tried > LIES:
                return tried, taken, heard, sound_ones
    return tried, taken, heard, sound_ones


LIES = 260


def test_no_lie_is_taken_and_the_truth_is_heard() -> None:
    """Flipped digits, hedges and negations, swapped speakers and places, quotes from nowhere: not one passes."""
    tried, taken, heard, sound_ones = _all()
    assert tried > 200
    assert taken == []
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


@pytest.mark.parametrize(
    "address", ["http://example.org/v1", "https://127.0.0.1/v1", "http://10.0.0.4/v1", "ftp://localhost", "x"]
)
def test_nothing_leaves_this_machine(address: str) -> None:
    """Another machine's address is refused before anything is opened."""
    with pytest.raises(UnsafeInput):
        proposals(address, "m", "text", ())
