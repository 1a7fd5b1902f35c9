"""Acts as hospitals, monitors, prisoners and dialects tell them, and words like them that tell none. All invented."""

import pytest

from tawthiq.read import claims, plain
from tawthiq.record.claim import Claim


def _read(text: str) -> tuple[Claim, ...]:
    return claims(plain(text), exhibit="x", published="2024-03-05")


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        # What condemns, claims or only sounds like an act.
        ("We condemn the killing of our colleague.", {"killing"}),
        ("ندين مقتل زميلنا.", {"killing"}),
        ("Nobody has claimed the bombing.", set()),
        ("I speak on behalf of the family of the deceased.", set()),
        ("Two priests were threatened with death.", {"threat"}),
        ("نفى سكان الحي التهم.", {"denial"}),
        ("دفنا أحد عشر شخصا بيدينا.", {"killing"}),
        ("أسقط من القوائم اسمان.", set()),
        ("أخذ مني مالا ومضى.", set()),
        ("He was taken by four armed men from his dwelling.", {"detention"}),
        ("The photo was taken by a neighbour.", {"media_taken"}),
        # What tells one.
        ("Its ambulances were stopped.", set()),
        ("The generator stopped on Sunday.", {"out_of_service"}),
        ("Three of them are in a grave condition.", {"injury"}),
        ("17 were taken to hospital.", {"injury"}),
        ("The ward took a direct hit at noon.", {"attack"}),
        ("One of our soldiers fell in battle.", {"killing"}),
        ("The pilot was captured alive.", {"detention"}),
        ("Since that day we have had no news of my brother.", {"enforced_disappearance"}),
        ("WFP has halved rations for the camp.", set()),
        ("A small girl was hit by pieces of a shell.", {"injury"}),
        ("Three videos were uploaded that evening.", {"media_posted"}),
        ("أمها كراعها اتقطعت.", {"injury"}),
        ("جارنا ما حدا بيعرف وينو.", {"enforced_disappearance"}),
        ("النور قاطع لينا تسعة يوم.", {"deprivation", "duration"}),
        ("توقف مولد المشفى الأخير.", {"out_of_service"}),
        ("رشونا بالرشاش من عند الجسر.", {"attack"}),
        ("غرقت 120 خيمة.", {"destruction"}),
        ("غرق 12 صيادا.", {"killing"}),
        ("حرر الجيش قرية الزاهرة.", {"advance"}),
    ],
)
def test_what_is_told_is_told_and_nothing_else(text: str, acts: set[str]) -> None:
    """The acts of all claims of a sentence."""
    assert {claim.act for claim in _read(text)} == acts


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("A strike on the landing hit at least five.", None),
        ("Soldiers opened fire on the villagers.", "civilians"),
    ],
)
def test_at_least_is_no_aim(text: str, target: str | None) -> None:
    """What was fired at stands behind "at"; a hedge does too."""
    (attack,) = [claim for claim in _read(text) if claim.act == "attack"]
    assert attack.target == target


def test_a_count_is_nobodys_age() -> None:
    """The figure is 13, of a boy who is 13: only the second is a child."""
    (count,) = _read("The correct number of dead is 13.")
    assert count.target is None
    assert "children" in {claim.target for claim in _read("A boy, who is 13, was killed.")}


def test_a_claim_called_false_is_denied() -> None:
    """It was struck; that it was struck is a fabrication."""
    (told,) = _read("A wedding was struck.")
    (denied,) = _read("Claims that a wedding was struck are fabrications.")
    assert (told.modality.value, denied.modality.value) == ("asserted", "denied")


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "In all 41 civilians were killed (29 men, 8 women, 4 children) and 63 injured.",
            [("killing", 41), ("killing", 29), ("killing", 8), ("killing", 4), ("injury", 63)],
        ),
        ("14 persons abducted earlier were released.", [("status", 14)]),
        ("14 persons abducted earlier were killed.", [("killing", 14)]),
        ("Ten men in army uniform came in.", [("status", 10)]),
        ("Three soldiers were captured alive.", [("detention", 3)]),
    ],
)
def test_each_figure_has_the_act_of_its_own_clause(text: str, figures: list[tuple[str, int]]) -> None:
    """What stands in one bracket belongs together; what was done before is over where the verb says so."""
    found = [(c.act, int(c.quantity.lo or 0)) for c in _read(text) if c.quantity is not None]
    assert found == figures


def test_nobody_hurt_is_a_count_of_none_and_no_denial() -> None:
    """لا إصابات is told, not denied; an army that denies it, denies."""
    (none,) = [claim for claim in _read("لا إصابات في القصف.") if claim.quantity]
    assert none.modality.value == "asserted"
    (denied,) = _read("نفى الجيش قصف القرية.")
    assert denied.modality.value == "denied"


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("قصف الطيران السوق بثلاثة صواريخ فراغية.", "thermobaric"),
        ("قصف الطيران السوق بثلاثة صواريخ.", "rocket"),
    ],
)
def test_a_counted_weapon_is_told_by_all_its_words(text: str, means: str) -> None:
    """A vacuum missile is no mere missile."""
    (claim,) = [claim for claim in _read(text) if claim.quantity is not None]
    assert claim.means == means


def test_a_plane_is_no_woman_pilot() -> None:
    """طيارة is both; a pilot is counted where one is killed."""
    assert not [claim for claim in _read("ضربت طيارة مسيرة عربية في الحلة.") if claim.quantity]
    assert [claim.act for claim in _read("قتل طيار أمس.") if claim.quantity] == ["killing"]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "Highlights: (1) 31,000 people fled. (2) Two warehouses were looted.",
            [("flight", 31000), ("destruction", 2)],
        ),
        ("أبرز ما ورد: (1) نزوح 31,000 شخص.", [("displacement", 31000)]),
        ("Killed: civilians (12), soldiers (4).", [("killing", 12), ("killing", 4)]),
        (
            "Three children (9, 11 and 14) were killed.",
            [("killing", 3), ("age", 9), ("age", 11), ("age", 14)],
        ),
        ("Hana (26) was killed.", [("killing", 1), ("age", 26)]),
        ("قتل طفلان (4 و7 سنوات).", [("killing", 2), ("age", 4), ("age", 7)]),
        ("قتل ثلاثة أطفال (أعمارهم 4 و7 و9 سنوات).", [("killing", 3), ("age", 4), ("age", 7), ("age", 9)]),
    ],
)
def test_numbers_in_brackets_are_items_counts_or_ages(text: str, figures: list[tuple[str, int]]) -> None:
    """The number of an item counts nothing; behind many people it says how many, behind one or a counted few how old."""
    found = [(c.act, int(c.quantity.lo or 0)) for c in _read(text) if c.quantity is not None]
    assert found == figures
