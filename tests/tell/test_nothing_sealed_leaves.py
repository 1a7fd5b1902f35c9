"""The one hard promise, over any mixture of exhibits, visibilities and dispatches."""

import re
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from tawthiq.record.assessment import Assessment, Evidence, Reason, Visibility
from tawthiq.record.claim import Claim, Link, claim_id
from tawthiq.record.errors import InputError
from tawthiq.record.exhibit import Block, Exhibit, ExtractedText, How, Loss, ObjectRef, Obtained
from tawthiq.tell import Shelf, compile_site

HEAD = "---\ntitle: T\ntitle_ar: ع\ndate: 2016-10-24\n---\n"
BLOCKS = 3


def word(exhibit: int, block: int) -> str:
    """A word that stands in one block of one exhibit and nowhere else."""
    return "q" + sha256(f"{exhibit} {block}".encode()).hexdigest()[:12].translate(
        str.maketrans("0123456789", "ghijklmnop")
    )


def shelf(levels: list[Visibility]) -> Shelf:
    """One exhibit a level, three blocks each, a claim, a reason and a loss in every block, each naming the block's word."""
    exhibits, texts, claims, assessments, losses, shown = [], {}, [], {}, [], {}
    for n, level in enumerate(levels):
        part = ObjectRef(digest=sha256(bytes([n])).hexdigest(), size=1, media_type="text/plain")
        name = f"name{word(n, 9)}.txt"
        one = Exhibit(
            id=sha256(name.encode()).hexdigest(),
            obtained=Obtained(objects=(part,), how=How.FILE, at=0, name=name, origin=name, tool="t"),
            author="a",
            seq=n,
        )
        text = " ".join(f"The {word(n, b)} fell." for b in range(BLOCKS))
        size = len(text) // BLOCKS
        exhibits.append(one)
        shown[one.id] = level
        texts[one.id] = ExtractedText(
            text=text, blocks=tuple(Block(b * (size + 1), (b + 1) * (size + 1) - 1) for b in range(BLOCKS))
        )
        for b in range(BLOCKS):
            start = text.index(word(n, b))
            end = start + len(word(n, b))
            claim = Claim(
                id=claim_id(one.id, start, end, "attack", None),
                exhibit=one.id,
                start=start,
                end=end,
                verbatim=text[start:end],
                lang="en",
                chain=(Link("document"),),
                act="attack",
            )
            claims.append(claim)
            losses.append(
                Loss(
                    exhibit=one.id,
                    start=start,
                    end=end,
                    verbatim=word(n, b),
                    kind="video",
                    url=f"https://{word(n, b)}.invalid",
                )
            )
    for at, claim in enumerate(claims):
        other = claims[(at + BLOCKS) % len(claims)]
        why = (Reason(f"Against {other.verbatim}.", f"{other.verbatim} يخالفه."),)
        assessments[claim.id] = Assessment(
            claim=claim.id, status=Evidence.SINGLE_SOURCE, contradicts=(other.id,), reasons=why
        )
    return Shelf(
        exhibits=tuple(exhibits),
        texts=texts,
        claims=tuple(claims),
        assessments=assessments,
        shown=shown,
        lost=tuple(losses),
    )


@given(
    st.lists(st.sampled_from(list(Visibility)), min_size=2, max_size=4),
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, BLOCKS - 1)), min_size=1, max_size=5, unique=True),
    st.integers(0, 500),
)
def test_no_word_hash_or_name_of_anything_sealed_leaves(
    levels: list[Visibility], cited: list[tuple[int, int]], window: int
) -> None:
    """Whatever is cited, drafts included; and of the rest only the blocks that are cited, or lean on them, show their words."""
    case = shelf(levels)
    notes = [f'[^n{i}]: "{word(e, b)}" in name{word(e, 9)}.txt' for i, (e, b) in enumerate(cited)]
    body = " ".join(f"It fell.[^n{i}]" for i in range(len(cited)))
    dispatch = f"{HEAD}::: en\n{body}\n:::\n::: ar\n{body}\n:::\n" + "\n".join(notes)
    out = b"\n".join(compile_site(dispatch, case, draft=True, window=window).files.values()).decode()
    for n, level in enumerate(levels):
        mine = [
            *(word(n, b) for b in range(BLOCKS)),
            word(n, 9),
            case.exhibits[n].id,
            case.exhibits[n].original.digest,
        ]
        if level is Visibility.SEALED or all(e != n and (e + 1) % len(levels) != n for e, _ in cited):
            assert [secret for secret in mine if secret in out] == []
        elif any(e == n for e, _ in cited):
            assert case.exhibits[n].original.digest in out
            assert (word(n, 9) in out) is (level is Visibility.PUBLIC)


_PIECES = [
    "Word ",
    "340 ",
    "[^n]",
    "[^own]",
    "\n\n",
    "> ",
    "* ",
    "# ",
    "<script>",
    "</main>",
    "![x](a)",
    "[x](b)",
    "`",
    "**",
    "&",
    '"',
    "\u202e",
    "نص ",
    "]",
    "(",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=25), st.lists(st.sampled_from(_PIECES), max_size=25))
def test_any_markdown_gives_whole_pages_without_scripts(english: list[str], arabic: list[str]) -> None:
    """No body of a segment breaks the frame around it, or brings anything active in."""
    dispatch = f"{HEAD}::: en\n{''.join(english)}\n:::\n::: ar\n{''.join(arabic)}\n:::\n"
    try:
        files = compile_site(dispatch, Shelf(), draft=True).files
    except InputError:
        return
    for path in ("index.html", "en.html", "ar.html"):
        page = LexborHTMLParser(files[path])
        assert not page.css("script, img, iframe, [onerror]")
        assert [len(page.css(name)) for name in ("main", "footer", "body")] == [1, 1, 1]
        assert page.css_first("body > footer")
        assert not re.search(rb"<(?!/?[a-z]|!doctype)", files[path])
