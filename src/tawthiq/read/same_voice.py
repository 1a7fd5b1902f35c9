"""Whether two names are one speaker's: short forms, an issuer's own papers, the words of one within the other's."""

from tawthiq.language.fold import fold
from tawthiq.read.cue import Cue
from tawthiq.read.words import listed
from tawthiq.record.claim import Link

_GENRE = listed("masthead", "genre")
_REPORTERS = listed("voices", "own_reporters")
_SMALL = listed("voices", "small")


def short(a: str | None, b: str | None) -> bool:
    """الوزارة beside وزارة الصحة: a head with its article is the name that begins with it."""
    short, long = sorted((fold(a or ""), fold(b or "")), key=len)
    return " " not in short and short.startswith("ال") and long.split(" ")[0] == short[2:]


def this_one(a: str | None, b: str | None) -> bool:
    """This Monitor in a bulletin of X FIELD MONITOR."""
    first, _, rest = (a or "").casefold().partition(" ")
    return first == "this" and bool(rest) and rest in (b or "").casefold().split()


def own(link: Link, issued: Link, *, nearest: bool) -> bool:
    """ورد في نشرة أمس, ونقل مراسلنا عن أحدهم: an issuer's own earlier paper and own reporter, in what it issues."""
    if link is issued or not link.speaker:
        return False
    words = fold(link.speaker).split()
    paper = link.verb == "stated" and len(words) == 1 and words[0].removeprefix("ال") in _GENRE
    return paper or (not nearest and len(words) == 1 and words[0] in _REPORTERS)


def one_speaker(link: Link, cue: Cue) -> bool:
    """Two cues of one sentence name one speaker: the same words, or the words of one within the other's at the same place."""
    if link.speaker == cue.speaker:
        return True
    if link.start is None or link.end is None or cue.span is None:
        return False
    return link.start < cue.span[1] and cue.span[0] < link.end


def same_words(a: str, b: str) -> bool:
    """نقابة الأطباء and نقابة أطباء السودان: every word of the shorter name stands in the longer, with or without an article."""
    words = [{key.removeprefix("ال") for key in fold(name).split() if key not in _SMALL} for name in (a, b)]
    few, many = sorted(words, key=len)
    return len(few) > 1 and few <= many
