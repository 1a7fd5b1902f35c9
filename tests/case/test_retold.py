"""A report and its translation brought as two exhibits are one origin; two reports of one event are two."""

from pathlib import Path

import pytest

from tawthiq.case import Case, init_case
from tawthiq.case.derive import Derivation
from tawthiq.case.folder import Folder
from tawthiq.record.judgement import Judgement, Subject, Verdict

ARABIC = """في 14 آذار 2019 سقط برميلان متفجران على مدرسة ابن خلدون في حلب. قُتل 19 شخصاً وأصيب 22 آخرون في حلب في 14 آذار 2019.
قال مدير المدرسة عدنان الحلاق إن الأطفال كانوا في حصة الرياضيات. ولم يبق من الطابق الثاني سوى جدار واحد."""
TRANSLATED = """On 14 March 2019 two barrel bombs fell on the Ibn Khaldun school in Aleppo. 19 people were killed and 22 others injured in Aleppo on 14 March 2019.
The school's headmaster, Adnan al-Hallaq, said the children were in a mathematics class. Of the second floor only one wall remained."""
OTHER = """A helicopter circled twice over the town before noon. 19 people were killed in Aleppo on 14 March 2019.
Their teachers had asked the ministry for a shelter in January. Nobody ever answered the letter."""


@pytest.mark.parametrize(("english", "across", "origins"), [(OTHER, 0, 2), (TRANSLATED, 1, 1)])
def test_a_translation_in_another_exhibit_is_no_second_voice(
    tmp_path: Path, english: str, across: int, origins: int
) -> None:
    """From files to the assessment of the killing."""
    (tmp_path / "ar.txt").write_text(ARABIC, encoding="utf-8")
    (tmp_path / "en.txt").write_text(english, encoding="utf-8")
    init_case(tmp_path / "case")
    with Case(Folder(tmp_path / "case"), writer=True) as made:
        list(made.collect([str(tmp_path / "ar.txt"), str(tmp_path / "en.txt")]))
    with Case(Folder(tmp_path / "case")) as made:
        derived = Derivation(made)
        assert len(derived.across()) == across
        found = derived.assessments()
        killings = [c for c in derived.claims() if c.act == "killing" and c.quantity and c.quantity.lo == 19]
        assert len(killings) == 2
        assert {len(found[claim.id].origins) for claim in killings} == {origins}


@pytest.mark.parametrize(
    ("english", "verdict", "across", "origins"),
    [
        (TRANSLATED, Verdict.UNSURE, 1, 1),
        (TRANSLATED, Verdict.DIFFERENT, 0, 2),
        (OTHER, Verdict.UNSURE, 0, 2),
        (OTHER, Verdict.SAME, 1, 1),
    ],
)
def test_what_people_decide_of_two_texts_wins(
    tmp_path: Path, english: str, verdict: Verdict, across: int, origins: int
) -> None:
    """A found pair is parted, one that was not found is made; `unsure` changes nothing. No picture comes of it."""
    (tmp_path / "ar.txt").write_text(ARABIC, encoding="utf-8")
    (tmp_path / "en.txt").write_text(english, encoding="utf-8")
    init_case(tmp_path / "case")
    with Case(Folder(tmp_path / "case"), writer=True) as made:
        list(made.collect([str(tmp_path / "ar.txt"), str(tmp_path / "en.txt")]))
        made.refresh()
        a, b = sorted(one.id for one in made.exhibits())
        made.judge(Judgement(subject=Subject.MEDIA, verdict=verdict, a=a, b=b, why="their editor says so"))
    with Case(Folder(tmp_path / "case")) as made:
        derived = Derivation(made)
        told = derived.across()
        assert len(told) == across
        assert [one.judged for one in told] == [verdict is Verdict.SAME] * across
        found = derived.assessments()
        killings = [c for c in derived.claims() if c.act == "killing" and c.quantity and c.quantity.lo == 19]
        assert {len(found[claim.id].origins) for claim in killings} == {origins}
        assert derived.media_matches() == []


def test_a_text_that_is_no_page_is_not_read_again_for_a_new_neighbour(tmp_path: Path) -> None:
    """Only the new one lacks its text, and what is made of all."""
    init_case(tmp_path / "case")
    for name, text in (("ar.txt", ARABIC), ("en.txt", OTHER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        with Case(Folder(tmp_path / "case"), writer=True) as made:
            list(made.collect([str(tmp_path / name)]))
        with Case(Folder(tmp_path / "case")) as made:
            derived = Derivation(made)
            lacking = [line for line in derived.survey().lacks if line.startswith("text of")]
            assert lacking == [f"text of {name}"]
            derived.run()
