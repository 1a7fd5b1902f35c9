"""A number in a text is found with its exact span and value, in digits or words, and never joined from two numbers.

Both languages have one grammar here: chunks (digits, number words) that grow to the left of a scale word, added in falling
order. Arabic و joins only what is smaller than the scale before it ("71 ألفا و439"), or a unit to its ten ("خمسة وعشرون");
otherwise it separates two numbers. Word lists are handed in (`vocabulary/numbers.toml`), folded once.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from tawthiq.language.digits import Number, parse
from tawthiq.language.fold import fold
from tawthiq.language.tokens import Token, follows
from tawthiq.language.value import Value


class Num(Value, frozen=True):
    """Tokens `[first, last]` say `value`. `words`: written in letters, at least in part; `dual`: one Arabic dual word."""

    first: int
    last: int
    value: Number
    words: bool


_REMEMBERED = 1 << 16


class NumberWords:
    """Number words of both languages: key -> (value, kind); kinds small, teen, tens, hundreds, scale, dual, fraction."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.words: dict[str, tuple[Number, str]] = {}
        self._met: dict[str, tuple[str, Number, str] | None] = {}
        self._plain: set[str] = set()
        for lang in ("en", "ar"):
            for kind, listed in table[lang].items():
                for word, value in listed.items():
                    self.words.setdefault(fold(word), (value, "dual" if kind == "scale_dual" else kind))

    def get(self, token: Token) -> tuple[str, Number, str] | None:
        """(form found, value, kind) of a word token."""
        if token.kind != "w":
            return None
        key = token.key
        if key not in self._met:
            if len(self._met) >= _REMEMBERED:
                self._met.clear()
            self._met[key] = self._find(token)
        return self._met[key]

    def nothing(self, words: Sequence[Token], keys: AbstractSet[str]) -> bool:
        """No token is or begins a number; `keys` are those of `words`. A text of known words is told from its keys alone."""
        if keys <= self._plain:
            return True
        if any([token.kind == "n" or self.get(token) for token in words]):  # noqa: C419 - a list is faster here
            return False
        if len(self._plain) >= _REMEMBERED:
            self._plain.clear()
        self._plain.update(key for key in keys if not key[0].isdecimal())  # ² has the key of the figure 2
        return True

    def among(self, words: Sequence[Token]) -> list[tuple[str, Number, str] | None]:
        """`get` of each token."""
        met = self._met
        return [met[token.key] if token.key in met else self.get(token) for token in words]

    def _find(self, token: Token) -> tuple[str, Number, str] | None:
        if token.kind != "w" or (token.arabic and token.key.startswith("بال")):
            return None  # بالمئة is per cent, no hundred
        for form in token.forms:
            hit = self.words.get(form)
            if hit:
                return form, hit[0], hit[1]
        return None


class _Reader:
    def __init__(self, words: Sequence[Token], lexicon: NumberWords, counted: frozenset[str]) -> None:
        self.words = words
        self.lexicon = lexicon
        self.counted = counted
        self.hits = lexicon.among(words)

    def kind(self, at: int) -> str:
        hit = self.hits[at] if at < len(self.words) else None
        return hit[2] if hit else ""

    def joined_by_and(self, at: int) -> int | None:
        """The index of the chunk that و or "and" at or on `at` would add; None where nothing adds."""
        if at >= len(self.words):
            return None
        token = self.words[at]
        if token.key in ("و", "and"):
            return at + 1 if at + 1 < len(self.words) else None
        hit = self.hits[at]
        if token.arabic and hit and token.key != hit[0] and token.key.startswith("و"):
            return at
        return None

    def digits(self, at: int) -> tuple[Number, int] | None:
        """(value, last token) of digits, with a blank as thousands mark ("40 000")."""
        words = self.words
        token = words[at]
        if token.kind != "n":
            return None
        after = words[at + 1] if at + 1 < len(words) else None
        last = at
        text = token.key
        while (
            after is not None
            and text.isdecimal()
            and (last > at or (len(text) <= 3 and text[0] not in "0٠۰"))
            and after.kind == "n"
            and len(after.key) == 3
            and after.key.isdecimal()
            and after.start - words[last].end == 1
            and (last + 2 >= len(words) or words[last + 2].kind != "n")
        ):
            text += after.key
            last += 1
            after = words[last + 1] if last + 1 < len(words) else None
        near = [t for t in words[max(0, at - 2) : last + 3] if t.kind == "w"]
        arabic = sum(t.arabic for t in near) * 2 > len(near) if near else False
        counted = after is not None and any(form in self.counted for form in after.forms)
        value = parse(text, arabic=arabic, counted=counted, scaled=self.kind(last + 1) == "scale")
        return None if value is None else (value, last)

    def chunk(self, at: int) -> tuple[Number, int, bool] | None:
        """One run below a scale word: (value, last token, in words)."""
        if at >= len(self.words):
            return None
        run = self.digits(at)
        if run:
            return run[0], run[1], False
        hit = self.hits[at]
        if not hit or hit[2] in ("scale", "dual", "fraction"):
            return None
        _, value, kind = hit
        if kind == "teen" and self.kind(at + 1) != "small":
            tens = self.joined_by_and(at + 1)  # إحدى وعشرون
            if tens is None or self.kind(tens) != "tens":
                return None
        last = at
        if self.words[at].arabic:
            value, last = self._arabic(at, value, kind)
        else:
            value, last = self._hundred(*self._tens(at))
        return value, last, True

    def _tens(self, at: int) -> tuple[Number, int]:
        """twenty, five, twenty-five."""
        _, value, kind = self.hits[at] or ("", 0, "")
        nxt = at + 1
        if kind == "tens" and nxt < len(self.words) and self.words[nxt].key == "-":
            nxt += 1
        if kind == "tens" and self.kind(nxt) == "small" and self.worth(nxt) < 10:
            return value + self.worth(nxt), nxt
        return value, at

    def _hundred(self, value: Number, last: int) -> tuple[Number, int]:
        """Two | hundred and fifty: what stands below thousand is one chunk."""
        if self.kind(last + 1) != "scale" or self.worth(last + 1) != 100:
            return value, last
        value, last = value * 100, last + 1
        nxt = self.joined_by_and(last + 1) or last + 1
        if self.kind(nxt) in ("small", "tens") and not self.words[nxt].arabic:
            more, last = self._tens(nxt)
            value += more
        return value, last

    def worth(self, at: int) -> Number:
        """The value of the number word at `at`; 0 where there is none."""
        hit = self.hits[at] if at < len(self.words) else None
        return hit[1] if hit else 0

    def _arabic(self, at: int, value: Number, kind: str) -> tuple[Number, int]:
        last = at
        after = self.hits[at + 1] if at + 1 < len(self.words) else None
        plain = after is not None and not self.words[at + 1].key.startswith("و")
        if (
            kind in ("small", "teen")
            and value < 10
            and plain
            and after
            and after[2] == "small"
            and after[1] == 10
        ):
            value, last = value + 10, at + 1  # teens are two words: خمسة عشر
        elif (
            kind == "small" and value < 10 and plain and after and after[2] == "hundreds" and after[1] == 100
        ):
            value, last, kind = value * 100, at + 1, "hundreds"  # ثلاث مئة
        while True:
            nxt = self.joined_by_and(last + 1)
            hit = self.hits[nxt] if nxt is not None else None
            if nxt is None or hit is None or self.words[nxt].kind != "w":
                return value, last
            if kind in ("small", "teen") and value < 10 and hit[2] == "tens":
                value, last, kind = value + hit[1], nxt, "tens"
            elif kind == "hundreds" and hit[2] in ("small", "teen", "tens"):
                more, last = self._arabic(nxt, hit[1], hit[2])
                return value + more, last
            else:
                return value, last

    def number(self, at: int) -> Num | None:  # noqa: C901, PLR0912, PLR0915 - a grammar: one early answer a rule
        """The longest number that begins at token `at`."""
        begin = at
        words = self.words
        token = words[at]
        if token.key in ("a", "an") and self.kind(at + 1) in ("scale", "fraction"):
            at += 1
        total: Number = 0
        kind = self.kind(at)
        if kind == "fraction":
            return self._fraction(begin, at)
        last = at
        value: Number
        in_words = True
        if kind == "dual":
            value, scale = (self.hits[at] or ("", 0, ""))[1], 1
            floor: Number = value // 2
        elif kind in ("scale", "dual") and (begin < at or token.arabic):
            if self.words[at].arabic and (self.hits[at] or ("",))[0] not in _SINGULAR:
                return None  # آلاف without a figure is vague, not a number
            if self.words[at].arabic:
                value, scale, floor = (
                    self.worth(at),
                    1,
                    self.worth(at),
                )  # "وألف" counts itself, whatever it is joined to
                if self._before_its_noun(at):
                    value *= 2  # ألفا مدني
            else:
                value, last = self._hundred(1, at - 1)
                scale, floor = 0, 0
        else:
            run = self.chunk(at)
            if run is None:
                return None
            value, last, in_words = run
            scale, floor = 0, 0
        if not scale and kind != "dual" and self._a_half(last + 1):
            part = self._a_half(last + 1)
            value, last, in_words = value + part, last + 3, True  # two and a half years
        while True:
            if not scale:
                value, last, floor, in_words = self._scaled(value, last, in_words)
            total += value
            nxt = self.joined_by_and(last + 1)
            if nxt is None and floor >= 100 and last + 1 < len(words) and in_words:
                nxt = (
                    last + 1 if not words[last].arabic and self.kind(last + 1) in ("small", "tens") else None
                )
            if nxt is None or floor < 100:
                break
            half = self.hits[nxt]
            if half and half[2] == "fraction":
                return self._and_half(begin, nxt, total, floor, half[1])
            if self.kind(nxt) == "dual":
                more, after, small = (self.hits[nxt] or ("", 0, ""))[1], nxt, True
                rest = more // 2
            else:
                run = self.chunk(nxt)
                if run is None and self.words[nxt].arabic and (self.hits[nxt] or ("",))[0] in _SINGULAR:
                    rest = self.worth(nxt)  # مليون وألف: the scale word counts itself once
                    more, after, small = rest, nxt, True
                elif run is None:
                    break
                else:
                    more, after, rest, small = self._scaled(*run)
            if more >= floor or after <= last:
                break
            value, last, scale, floor, in_words = more, after, 1, rest, in_words or small
        return Num(begin, last, total, in_words)

    def _a_half(self, at: int) -> Number:
        """And a half, and a quarter; nothing where the half is of something else."""
        keys = [word.key for word in self.words[at : at + 4]]
        if keys[:2] != ["and", "a"] or len(keys) < 3 or self.kind(at + 2) != "fraction" or keys[3:] == ["of"]:
            return 0
        return self.worth(at + 2)

    def _scaled(self, value: Number, last: int, in_words: bool) -> tuple[Number, int, Number, bool]:
        floor: Number = 1
        while last + 1 < len(self.words):
            hit = self.hits[last + 1]
            token = self.words[last + 1]
            if not hit or hit[2] not in ("scale", "hundreds") or (hit[2] == "hundreds" and hit[1] != 100):
                break
            if token.arabic and token.key.startswith("و") and token.key != hit[0]:
                break
            if len(hit[0]) <= 2 and not (last >= 0 and follows(self.words[last], token)):
                break  # 300k, 2m, 5bn are written together
            value *= hit[1]
            floor = hit[1]
            last += 1
            in_words = True
        if isinstance(value, float) and abs(value - round(value)) < 1e-6:
            value = round(value)
        return value, last, floor, in_words

    def _before_its_noun(self, at: int) -> bool:
        """ألفا مدني, مليونا نازح: the dual before what it counts, which has lost its end; an accusative stands behind a number."""
        after = self.words[at + 1] if at + 1 < len(self.words) else None
        return (
            after is not None
            and (self.hits[at] or ("",))[0] in _CONSTRUCT
            and after.kind == "w"
            and self.hits[at + 1] is None
            and after.key[:1] not in "وبفل"
            and after.key not in _NO_NOUN
        )

    def _fraction(self, begin: int, at: int) -> Num | None:
        """Half a million, a quarter of a million, نصف مليون; a fraction of anything else is a share, not a number."""
        part = (self.hits[at] or ("", 0, ""))[1]
        to = at + 1
        while to < len(self.words) and to <= at + 2 and self.words[to].key in ("of", "a", "من"):
            to += 1
        hit = self.hits[to] if to < len(self.words) else None
        if hit and hit[2] == "scale" and hit[1] >= 12:
            return Num(begin, to, int(part * hit[1]), True)
        return None

    def _and_half(self, begin: int, at: int, total: Number, floor: Number, part: Number) -> Num:
        last = at
        after = self.hits[at + 1] if at + 1 < len(self.words) else None
        if after and after[2] == "scale" and after[1] == floor:
            last = at + 1
        return Num(begin, last, int(total + part * floor), True)


_CONSTRUCT = frozenset(fold(word) for word in ("ألفا", "مليونا", "مليارا"))
_NO_NOUN = frozenset(fold(word) for word in ("من", "في", "على", "إلى", "أو", "عن", "هم", "تقريبا", "كانوا"))
_SINGULAR = frozenset(fold(word) for word in ("ألف", "ألفا", "مليون", "مليونا", "مليار", "مليارا"))


def numbers(
    words: Sequence[Token],
    lexicon: NumberWords,
    counted: frozenset[str] = frozenset(),
    keys: AbstractSet[str] | None = None,
) -> list[Num]:
    """Every number among the tokens, left to right, not overlapping.

    `counted`: keys of nouns that can only be counted in whole, so that a dot before three digits is a thousands mark.
    `keys`: those of the words, where they are at hand.
    """
    if lexicon.nothing(words, {token.key for token in words} if keys is None else keys):
        return []
    reader = _Reader(words, lexicon, counted)
    found: list[Num] = []
    at = 0
    while at < len(words):
        token = words[at]
        num = None
        if token.kind == "n" or reader.hits[at] is not None or token.key in ("a", "an"):
            num = reader.number(at)
        if num is None:
            at += 1
            continue
        found.append(num)
        at = max(num.last, at) + 1
    return found
