"""That nobody was hurt is a figure of none, never a claim that somebody was."""

import pytest

from tawthiq.read import claims, plain

NONE = [
    "Nobody was hurt in the strike.", "The strike caused no casualties.", "No injuries were reported.", "It killed no one.",
    "The shell landed in a field without causing casualties.", "None of the villagers was wounded.",
    "لم يُقتل أحد في القصف.", "لم تقع إصابات.", "لم تسجَّل إصابات.", "سقطت القذيفة في حقل دون أن توقع إصابات.",
    "من دون تسجيل خسائر بشرية.", "لا إصابات بشرية.", "لم تسفر الغارة عن ضحايا.", "لم يسقط قتلى.", "لم يُصب أي مدني.",
    "ولم يبلغ عن وقوع ضحايا.", "ما تأذى حدا.", "ما في إصابات الحمد لله.",
]  # fmt: skip
SOME = [
    "سقطت القذيفة، ما أدى إلى إصابة ستة من العاملين.",
    "لم تصل سيارات الإسعاف، وسقط عشرة قتلى.",
    "The ambulances did not come, and ten people died.",
    "قتل أحد الحراس.",
]


@pytest.mark.parametrize("text", NONE)
def test_nobody_is_none(text: str) -> None:
    """Once, in both languages, as it is written and as it is spoken."""
    found = [one.quantity for one in claims(plain(text), exhibit="x") if one.quantity is not None]
    assert [str(one.hedge) for one in found] == ["none"], text


@pytest.mark.parametrize("text", SOME)
def test_a_negation_of_something_else_takes_no_victim_away(text: str) -> None:
    """A comma ends it, a figure stands against it, and ما may be "which"."""
    found = [one.quantity for one in claims(plain(text), exhibit="x") if one.quantity is not None]
    assert all(str(one.hedge) != "none" for one in found), text
