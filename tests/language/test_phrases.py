"""A pass over the index finds what comparing every phrase at every word would find."""

from hypothesis import given
from hypothesis import strategies as st

from tawthiq.language.phrases import Phrases
from tawthiq.language.tokens import Token, tokens

_WORD = st.sampled_from(["in", "the", "air", "الغارة", "غارة", "على", "strike"])
_PHRASE = st.lists(_WORD, min_size=1, max_size=5).map(" ".join)


def _length(words: list[Token], at: int, phrase: list[Token]) -> int:
    """How many tokens of the text the phrase takes from `at`, hyphens with them; 0 where it does not stand there."""
    step = at
    for index, wanted in enumerate(phrase):
        if index and step < len(words) and words[step].key == "-":
            step += 1
        if step >= len(words) or wanted.key not in (words[step].key, *words[step].forms):
            return 0
        step += 1
    return step - at


@given(
    st.lists(st.tuples(_PHRASE, st.sampled_from("xyz")), max_size=8, unique=True),
    st.lists(_WORD | st.sampled_from(["-", "،", "وغارة"]), max_size=14).map(" ".join),
)
def test_the_longest_phrase_at_the_leftmost_place_wins(entries: list[tuple[str, str]], text: str) -> None:
    """The plain reference: each category alone, from left to right."""
    words = tokens(text)
    found = Phrases((phrase, category, None) for phrase, category in entries).find(words)
    for category in "xyz":
        expected = []
        at = 0
        while at < len(words):
            long = max([_length(words, at, tokens(p)) for p, c in entries if c == category], default=0)
            if long:
                expected.append((at, at + long - 1))
            at += long or 1
        assert [(hit.first, hit.last) for hit in found.get(category, ())] == expected
