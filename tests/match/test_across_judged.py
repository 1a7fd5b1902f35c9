"""What people decided of texts wins over what was found, through chains, and a contradiction is told."""

import pytest

from tawthiq.match.across import Across, Beside
from tawthiq.match.across_judged import judged_across
from tawthiq.match.judged import ContradictoryJudgements
from tawthiq.record.judgement import Judgement, Subject, Verdict

TEXTS = {"ar": (True, 90), "ar2": (True, 80), "en": (False, 100), "en2": (False, 70)}
FOUND = (
    Across(
        a="ar", b="en", score=0.7, a_part=(0, 40), b_part=(5, 50), a_share=0.5, b_share=0.4,
        shared=("n:43",), beside=(Beside((0, 40), (5, 50)),),
    ),
)  # fmt: skip


def said(verdict: Verdict, a: str, b: str, subject: Subject = Subject.MEDIA) -> Judgement:
    return Judgement(subject=subject, verdict=verdict, a=a, b=b, why="seen")


def test_what_is_about_something_else_or_left_open_changes_nothing() -> None:
    """Persons, pictures, the unsure; and two texts of one language are nothing across."""
    others = [
        said(Verdict.DIFFERENT, "ar", "en", Subject.PERSON),
        said(Verdict.SAME, "ar", "picture"),
        said(Verdict.DIFFERENT, "ar", "en"),
        said(Verdict.UNSURE, "en", "ar"),
    ]
    assert judged_across(FOUND, others, TEXTS) == FOUND
    assert judged_across((), [said(Verdict.SAME, "en", "en2")], TEXTS) == ()


def test_a_contradiction_is_told() -> None:
    """With both chains, and nothing is computed."""
    told = [
        said(Verdict.SAME, "ar", "en"),
        said(Verdict.SAME, "en", "en2"),
        said(Verdict.DIFFERENT, "ar", "en2"),
    ]
    with pytest.raises(ContradictoryJudgements):
        judged_across(FOUND, told, TEXTS)


def test_different_parts_also_through_what_is_the_same() -> None:
    """`en` is `en2` said again, and `en2` is not what `ar` says."""
    told = [said(Verdict.SAME, "en", "en2"), said(Verdict.DIFFERENT, "ar", "en2")]
    assert judged_across(FOUND, told, TEXTS) == ()


def test_same_keeps_the_passages_found_and_else_takes_both_texts_whole() -> None:
    """All pairs of what is one by a chain, Arabic first, whichever order people named them in."""
    told = [said(Verdict.SAME, "en", "ar"), said(Verdict.SAME, "ar2", "en")]
    one, two = judged_across(FOUND, told, TEXTS)
    assert (one.a, one.b, one.a_part, one.judged) == ("ar", "en", (0, 40), True)
    assert (two.a, two.b, two.a_part, two.b_part, two.judged) == ("ar2", "en", (0, 80), (0, 100), True)
