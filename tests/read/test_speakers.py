"""Who says so, one fact at a time: verbs, papers, labels, pronouns and quotations of the genre, in both languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tawthiq.read import plain
from tawthiq.read.claims import assembler
from tawthiq.read.compare import alike
from tawthiq.record.exhibit import Anchor, Block, ExtractedText

FACTS = Path(__file__).with_name("speakers.txt")


def _facts() -> Iterator[tuple[str, str, str]]:
    text = ""
    for line in FACTS.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            text = line[2:]
        elif line.startswith("> "):
            words, _, chain = line[2:].partition(" => ")
            yield text, words, chain
        elif text and not line.startswith("#"):
            text += f"\n{line}"


def _chain(text: ExtractedText, words: str) -> list[str | None]:
    made = assembler(text, exhibit="x", published="2024-05-05")
    at = text.text.index(words)
    number = next(i for i, sentence in enumerate(made.sentences) if sentence.start <= at < sentence.end)
    links, _ = made.voices.chain(number, at)
    assert links[-1].speaker == "document"
    return [link.speaker for link in links[:-1]]


def _verbs(text: ExtractedText, words: str) -> list[str | None]:
    made = assembler(text, exhibit="x")
    at = text.text.index(words)
    number = next(i for i, sentence in enumerate(made.sentences) if sentence.start <= at < sentence.end)
    return [link.verb for link in made.voices.chain(number, at)[0][:-1]]


def _plain(name: str | None) -> str | None:
    return name.casefold().removeprefix("the ") if name else None


@pytest.mark.parametrize(
    ("text", "words", "chain"), [pytest.param(*fact, id=f"{i}") for i, fact in enumerate(_facts())]
)
def test_the_words_hang_on_whoever_said_them(text: str, words: str, chain: str) -> None:
    """The nearest speaker first; a name within the other counts, as in scoring."""
    found = _chain(plain(text), words)
    wanted = {"-": [], "?": [None]}.get(chain, [name.strip() for name in chain.split("|")])
    assert len(found) == len(wanted), found
    assert all(alike(_plain(a), _plain(b)) for a, b in zip(found, wanted, strict=True)), found


def test_anonymous_speakers_stay_apart() -> None:
    """A resident and another resident are two."""
    text = plain("A resident said the mosque was hit. Another resident said three children were killed.")
    assert _chain(text, "hit") != _chain(text, "killed")


def test_the_facts_are_in_both_languages() -> None:
    """At least a hundred each; a fact that names no words of its text is an error of its own."""
    arabic = [text for text, _, _ in _facts() if any("ء" <= char <= "ي" for char in text)]
    assert len(arabic) >= 100
    assert len(list(_facts())) - len(arabic) >= 100


@pytest.mark.parametrize("mark", ["“", '"', "»", "«"])
def test_one_stray_mark_switches_nothing_off(mark: str) -> None:
    """An ornament in one paragraph leaves every attribution of the text as it was."""
    told = "The ministry said 12 people were killed.\n\nSamira Haddad told us that 7 others were wounded."
    without = [_chain(plain(told), words) for words in ("killed", "wounded")]
    for place in (
        f"Read more {mark}\n\n{told}",
        f"{told}\n\n{mark} Next page",
        told.replace("\n\n", f"\n\n{mark}\n\n"),
    ):
        assert [_chain(plain(place), words) for words in ("killed", "wounded")] == without


def test_a_name_in_brackets_is_a_source_and_no_speech() -> None:
    """Whoever put it there names the source in words that are not the source's."""
    assert _verbs(plain("Twelve people were killed in the raid. (Reuters)"), "killed") == ["source"]
    assert _verbs(plain("The Reuters agency said twelve people were killed."), "killed") == ["said"]


def test_a_short_form_in_brackets_is_no_source() -> None:
    """The Observatory (YOV) has one name more, not a source."""
    text = plain("Twelve people were killed by men of the Popular Liberation Front (PLF) on Monday.")
    assert _chain(text, "killed") == []


def _table(*rows: tuple[str, str]) -> ExtractedText:
    text, blocks = "", []
    for kind, words in rows:
        blocks.append(Block(len(text), len(text) + len(words), kind))
        text += f"{words}\n\n"
    return ExtractedText(text=text, blocks=tuple(blocks))


def test_a_tables_heading_names_whose_figures_these_are() -> None:
    """Cells hang on the source of the caption right above them; cells under a plain caption on nobody."""
    cells = [("cell", "Women killed"), ("cell", "14 people killed")]
    sourced = _table(("caption", "SNHR figures, 2016"), *cells)
    assert _chain(sourced, "14 people") == ["SNHR"]
    assert _verbs(sourced, "14 people") == ["table"]
    assert _chain(_table(("caption", "Deaths in 2016"), *cells), "14 people") == []


def test_a_line_that_says_source_governs_its_group_and_no_more() -> None:
    """المصدر under a list is its source; the next paragraph is not."""
    text = plain("القتلى: 21\nالجرحى: 40\nالمصدر: وزارة الصحة\n\nقصفت الطائرات البلدة أمس.")
    assert _chain(text, "القتلى") == ["وزارة الصحة"]
    assert _chain(text, "قصفت") == []


def test_a_link_alone_is_a_source_and_says_by_what_it_is_one() -> None:
    """Only where nobody is named, only for its sentence, only a site that is known; an address in plain text counts as well."""
    words = "Twelve men were killed here. Nine women were wounded, the mayor said. A school burned."
    text = ExtractedText(
        text=words,
        blocks=(Block(0, len(words)),),
        anchors=(
            Anchor(23, 27, "https://sn4hr.org/x"),
            Anchor(60, 60, "https://www.hrw.org"),
            Anchor(72, 75, "//a.example"),
        ),
    )
    assert (_chain(text, "killed"), _verbs(text, "killed")) == (["SNHR"], ["linked"])
    assert _chain(text, "wounded") == ["mayor"]
    assert _chain(text, "burned") == []
    assert _chain(plain("Twelve men were killed (https://news.un.org/en/1)."), "killed") == ["UN"]
    assert _chain(plain("قتل 12 رجلاً https://sn4hr.org/arabic"), "قتل") == ["SNHR"]
    assert _chain(plain("Twelve men were killed https://t.co/abc"), "killed") == []
