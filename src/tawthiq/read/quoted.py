"""Which paragraphs are somebody else's words, where the markup that said so is lost: the block behind a colon and what follows.

A block after a colon is quoted unless it looks like the page's own voice: it ends with a colon itself, or is furniture, or
the colon announced an embed and nothing in the block looks quoted. A quotation goes on over the lines of its group, over
paragraphs in the first person, over a change of language and back (a translation), and ends with a signature.
"""

import re
from collections.abc import Sequence

from tawthiq.read.blocks import Paragraph
from tawthiq.read.sentence import Sentence

_FIRST_PERSON = re.compile(r"\b(?:I|I've|I'm|my|me|we|our|us|We|Our|My)\b")
_KIN = "أم|أب|أخ|أخت|عم|خال|جد|جدت|زوج|زوجت|ابن|ابنت|بنت|ولد|أولاد|بنات|إخوت|أهل|بيت|قريت|جارت|جار|رفيق|رفاق|صديق|صديقت|أصدقائ|تلاميذ|طلاب|يد|عين|أطفال|حماي|حمات"
_FIRST_AR = re.compile(
    rf"(?<!\w)[وفبل]?(?:أنا|إنا|إننا|إني|إنني|نحن|إحنا|لنا|لي|معنا|معي|منا|عندنا|عندي|كنا|كنت|علينا|عليّ|(?:{_KIN})ي|\w{{3,}}نا)(?![\w\u064b])"
)
_OPENING = '“«"„‘@'
_HANDLE = re.compile(r"pic\.twitter\.com|https?://t\.co|—\s?\S[^\n]{0,60}\(@")
_SIGNED = 90
_SHARE = 0.75
"""How much of an Arabic block's length its English must have before the translation may end."""


def first_person(body: str, lang: str) -> bool:
    """Words of somebody who speaks of himself."""
    return (_FIRST_AR if lang == "ar" else _FIRST_PERSON).search(body) is not None


class Quoted:
    """Paragraph numbers that are quoted, by the number of the paragraph that introduced them."""

    def __init__(
        self, text: str, parts: Sequence[Paragraph], by_paragraph: Sequence[Sequence[Sentence]]
    ) -> None:
        self.text = text
        self.parts = parts
        self.sentences = by_paragraph
        self.runs: dict[int, list[int]] = {}
        long = sum(part.end - part.start for part in parts if part.lang == "ar") * 2
        self.main = "ar" if parts and long > sum(part.end - part.start for part in parts) else "en"
        """The language of the page: what an Arabic statement is followed by in it is no translation where the page goes on."""
        at = 0
        while at < len(parts):
            run = self._run(at) if self.announces(at) else []
            if run:
                self.runs[at] = run
                at = run[-1] + 1
            else:
                at += 1

    def body(self, number: int) -> str:
        """The text of a paragraph."""
        part = self.parts[number]
        return self.text[part.start : part.end]

    def announces(self, number: int) -> bool:
        """It ends with a colon, or the next paragraph is marked as a quotation."""
        if self.body(number).rstrip("\"”»' ").endswith((":", "：")):
            return True
        after = number + 1
        return (
            after < len(self.parts)
            and self.parts[after].kind == "quote"
            and self.parts[number].kind != "quote"
        )

    def shows(self, number: int) -> bool:
        """What it announces is an embed (a post, a film), by its last sentence."""
        last = self.sentences[number][-1] if self.sentences[number] else None
        return last is not None and bool(last.hits.get("embed_verbs") or last.hits.get("embed_pointer"))

    def furniture(self, number: int) -> bool:
        """The page's own words around an article."""
        return any(sentence.hits.get("embed_furniture") for sentence in self.sentences[number])

    def looks_quoted(self, number: int) -> bool:
        """By its own signs: quotation marks, the first person, a handle, or quotation markup."""
        body = self.body(number)
        marked = self.parts[number].kind == "quote" or body[:1] in _OPENING or _HANDLE.search(body)
        return bool(marked) or _FIRST_PERSON.search(body) is not None

    def content(self, number: int) -> bool:
        """The paragraph behind the announcing one, `number`, holds what was announced."""
        after = number + 1
        if after >= len(self.parts) or self.furniture(after):
            return False
        if self.parts[after].kind == "quote":
            return True
        if (
            self.announces(after)
            and not self.looks_quoted(after)
            and self.parts[after].lang == self.parts[number].lang
        ):
            return False
        if self.parts[after].lang not in (self.parts[number].lang, "und"):
            return True
        return self.looks_quoted(after) if self.shows(number) else True

    def _run(self, number: int) -> list[int]:
        if not self.content(number):
            return []
        home = self.parts[number].lang
        run = [number + 1]
        marked = self.parts[number + 1].kind == "quote"
        while run[-1] + 1 < len(self.parts):
            last, after = run[-1], run[-1] + 1
            if marked:
                if self.parts[after].kind != "quote":
                    break
            elif not self._goes_on(run, last, after, home):
                break
            run.append(after)
        alone = number <= 1 and len(self.sentences[number]) == 1 and not marked
        rest = range(run[0], len(self.parts))
        others = any(self.announces(n) or _HANDLE.search(self.body(n)) for n in rest)
        if alone and not others and any(self.mine(n) for n in rest):
            run = list(range(number + 1, len(self.parts)))  # a letter under one line that says whose it is
        return run

    def mine(self, number: int) -> bool:
        """In the first person."""
        return first_person(self.body(number), self.parts[number].lang)

    def _goes_on(self, run: Sequence[int], last: int, after: int, home: str) -> bool:  # noqa: PLR0911 - a grammar: one early answer a rule
        told = self.parts[after].lang == home or (self.parts[last].lang == home and self.attributes(after))
        if self.furniture(after) or (self.announces(after) and told):
            return False
        before, part = self.parts[last], self.parts[after]
        if part.run == before.run and part.kind == before.kind:
            return not self._closed(run) or self.body(after)[:1] in _OPENING
        if part.lang not in (home, "und"):
            return home == self.main or part.lang != self.main
        foreign = sum(len(self.body(n)) for n in run if self.parts[n].lang not in (home, "und"))
        own = sum(len(self.body(n)) for n in run if self.parts[n].lang == home and not self.signature(n))
        if self.signature(after) and (foreign or len(run) == 1):
            return True
        if own and any(self.signature(n) and self.parts[n].lang == home for n in run):
            return False
        if foreign and own < _SHARE * foreign:
            return True
        going = self.mine(after) and self.body(after)[:1] not in _OPENING
        if going and self.mine(last):
            return True
        return (
            self.body(last)[:1] in '“"'
            and self.body(after)[:1] in '“"'
            and not self.body(last).endswith(("”", '"'))
        )

    def _closed(self, run: Sequence[int]) -> bool:
        """The quotation that began behind the colon has ended, and no mark opens another."""
        first, last = self.body(run[0]), self.body(run[-1]).rstrip(".،, ")
        return first[:1] in '“«„"' and last[-1:] in '”»“"' and len(last) > 1

    def attributes(self, number: int) -> bool:
        """Its last sentence says who speaks next: قالت المديرية في بيان:, in another language than the words before it."""
        last = self.sentences[number][-1] if self.sentences[number] else None
        return last is not None and bool(last.hits.get("verb")) and not self.mine(number)

    def signature(self, number: int) -> bool:
        """A short line without a full stop that names a person or an office."""
        body = self.body(number)
        if len(body) > _SIGNED or body[-1:] in ".!?:؟" or not body:
            return False
        return (
            any(s.hits.get("role_word") or s.hits.get("organisation") for s in self.sentences[number])
            or all(word[:1].isupper() or not word[:1].isalpha() for word in body.split())
            or (self.parts[number].lang == "ar" and len(body) < _SIGNED // 2)
        )
