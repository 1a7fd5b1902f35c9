"""Which copy may come from which: never more than time, content and statements bear."""

import random

import pytest
from films_made import street
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from test_media import captioned, cropped, matched, saved
from test_media import street as houses

from tawthiq.match.lineage import Copy, lineage
from tawthiq.match.media import MediaMatch

DAY = 86_400


def pair(a, b, kind="near", lacks=None):
    return MediaMatch(a, b, kind, 0.9, lacks=lacks)


def test_what_only_shares_sound_or_an_opening_has_no_lineage():
    """Nor do copies of which nothing but their likeness is known descend from one another."""
    copies = [Copy(id=name, first=0, last=DAY) for name in "ab"]
    assert lineage([pair("a", "b", "sound"), pair("a", "b", "opening")], copies) == ()
    (found,) = lineage([pair("a", "b")], copies)
    assert (found.copies, found.earliest, found.descents, found.whole) == (("a", "b"), None, (), ("a", "b"))


def test_a_crop_known_earlier_is_not_the_source_of_the_whole():
    """The crop was there a week before: the earliest known, and no source; undated, that the whole shows more makes it possible."""
    copies = [Copy(id="crop", first=0, last=DAY), Copy(id="whole", first=7 * DAY, last=8 * DAY)]
    (found,) = lineage([pair("crop", "whole", "edited", lacks="a")], copies)
    assert (found.earliest, found.whole, found.descents) == ("crop", ("whole",), ())
    undated = [Copy(id="crop"), Copy(id="whole")]
    (found,) = lineage([pair("crop", "whole", "edited", lacks="a")], undated)
    (step,) = found.descents
    assert (step.copy, step.source, step.strength, step.reasons) == (
        "crop",
        "whole",
        "possible",
        ("shows more",),
    )


def test_what_is_earlier_and_larger_is_likely_the_source():
    """Three posts on three days, ever smaller: each likely from the first or a copy, the second another that it may be."""
    copies = [Copy(id=f"{n}", first=3 * n * DAY, last=(3 * n + 1) * DAY, pixels=9000 >> n) for n in range(3)]
    (found,) = lineage([pair("0", "1"), pair("0", "2"), pair("1", "2")], copies)
    assert found.earliest == "0"
    assert [(s.copy, s.source, s.strength, s.reasons, s.others) for s in found.descents] == [
        ("1", "0", "likely", ("earlier", "larger"), ()),
        ("2", "0", "likely", ("earlier", "larger"), ("1",)),
    ]


def test_overlapping_days_order_nothing_and_words_make_possible():
    """Two posts of one day: that one says who took it makes it a possible source; where both say so, nothing does."""
    one, other = (
        Copy(id="a", first=0, last=2 * DAY, said=(("media_taken", "taken by Samir"),)),
        Copy(id="b", first=DAY, last=3 * DAY),
    )
    (found,) = lineage([pair("a", "b")], [one, other])
    assert [(s.copy, s.strength, s.reasons) for s in found.descents] == [("b", "possible", ("said",))]
    assert found.said == (("a", "media_taken", "taken by Samir"),)
    both = Copy(id="b", first=DAY, last=3 * DAY, said=(("media_sent", "sent by Rima"),))
    (found,) = lineage([pair("a", "b")], [one, both])
    assert found.descents == ()


@given(st.integers(2, 6), st.integers(0, 2**32))
def test_no_descent_goes_against_time_or_content_and_order_changes_nothing(count, seed):
    """Any copies and any matches: a source is never known later, never lacks what its copy shows, and there is no circle."""
    chance = random.Random(seed)
    copies = []
    for n in range(count):
        first = chance.choice([None, chance.randrange(20) * DAY])
        last = None if first is None else first + DAY
        copies.append(Copy(id=f"{n}", first=first, last=last, pixels=chance.choice([0, 100, 1000])))
    pairs = [
        pair(f"{a}", f"{b}", chance.choice(["exact", "near", "clip"]), chance.choice([None, "a", "b"]))
        for a in range(count) for b in range(a + 1, count) if chance.random() < 0.7
    ]  # fmt: skip
    found = lineage(pairs, copies)
    assert found == lineage(pairs[::-1], copies[::-1])
    known = {one.id: one for one in copies}
    for footage in found:
        for step in footage.descents:
            copy, source = known[step.copy], known[step.source]
            assert copy.last is None or source.first is None or source.first <= copy.last
            between = next(m for m in pairs if {m.a, m.b} == {step.copy, step.source})
            assert {"a": between.a, "b": between.b}.get(between.lacks) != step.source
            assert step.strength == "possible" or "earlier" in step.reasons


@pytest.mark.parametrize("share", [0.1, 0.15])
def test_a_crop_is_told_from_a_caption(share):
    """The crop lacks what the whole shows; of a caption below nothing is said, whichever has it."""
    for seed in (41, 42):
        image = houses(seed)
        found = matched(a=saved(image), b=saved(cropped(image, share), "JPEG", quality=70))["a", "b"]
        assert (found.kind, found.lacks) == ("edited", "b")
        found = matched(a=saved(cropped(image, share)), b=saved(image))["a", "b"]
        assert found.lacks == "a"
        assert matched(a=saved(image), b=saved(captioned(image), "JPEG", quality=70))["a", "b"].lacks is None


def test_lineage_is_of_pictures_of_any_kind():
    """A picture and its half, by the ordinary way in."""
    import numpy as np

    image = street(np.random.default_rng(5), (640, 480))
    half = image.resize((320, 240), Image.Resampling.BOX)
    found = list(matched(a=saved(image), b=saved(half)).values())
    (footage,) = lineage(found, [Copy(id="a", last=0, pixels=4), Copy(id="b", first=DAY, last=DAY, pixels=1)])
    assert [(s.copy, s.source, s.strength) for s in footage.descents] == [("b", "a", "likely")]
