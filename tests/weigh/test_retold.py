"""A translation in another exhibit adds no origin, in whatever order the exhibits come; without the pair it would."""

from hypothesis import given
from hypothesis import strategies as st

from tawthiq.weigh import assess

FIGURE = {"figure": "27", "unit": "people", "where": "Qasrin", "when": "2031-04-05"}
SPEAKERS = ["document", "Rima Haddad", "Lantern Rescue Corps"]


def origins_of(found, name):
    return next(len(one.origins) for one in found if one.claim == name)


class TestAcross:
    def test_without_the_pair_they_are_two_voices(self, claim):
        """The negative control."""
        both = [claim("a", exhibit="e1", lang="ar", **FIGURE), claim("b", exhibit="e2", **FIGURE)]
        assert {len(one.origins) for one in assess(both)} == {2}

    def test_one_utterance_in_two_exhibits_is_one_origin(self, claim):
        """The pair alone suffices, for documents and for speakers named in two scripts."""
        for one, two in (("document", "document"), ("فرق الفانوس للإنقاذ", "Lantern Rescue Corps")):
            both = [
                claim("a", exhibit="e1", lang="ar", who=one, **FIGURE),
                claim("b", exhibit="e2", who=two, **FIGURE),
            ]
            assert {len(each.origins) for each in assess(both, retold=[("a", "b")])} == {1}

    def test_a_passage_taken_from_another_exhibit_is_that_exhibit_s(self, claim):
        """What the citing text says by itself stays its own."""
        three = [
            claim("a", exhibit="e1", lang="ar", **FIGURE),
            claim("b", exhibit="e2", **FIGURE),
            claim("c", exhibit="e2", at=90, **FIGURE),
        ]
        found = assess(three, taken={"b": "e1"})
        assert origins_of(found, "a") == 2
        assert origins_of(assess(three[:2], taken={"b": "e1"}), "a") == 1

    def test_pairs_of_claims_that_are_not_there_are_nothing(self, claim):
        """Nor are exhibits."""
        one = [claim("a", **FIGURE)]
        assert assess(one, retold=[("a", "zz")], taken={"a": "zz"}) == assess(one)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["e1", "e2", "e3"]), st.sampled_from(SPEAKERS), st.sampled_from(["27", "31"])
        ),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from(["e1", "e2", "e3"]),
    st.randoms(use_true_random=False),
)
def test_a_translation_never_raises_what_is_confirmed(claim, said, source, chance):
    """Every claim of one exhibit told again in another: origins of no claim grow, and order changes nothing."""
    rest = {"unit": "people", "where": "Qasrin", "when": "2031-04-05"}
    held = [
        claim(f"c{n}", exhibit=exhibit, at=40 * n, who=who, figure=figure, lang="ar", **rest)
        for n, (exhibit, who, figure) in enumerate(said)
    ]
    again = [
        claim(f"t{n}", exhibit="t", at=40 * n, who=who, figure=figure, **rest)
        for n, (exhibit, who, figure) in enumerate(said)
        if exhibit == source
    ]
    pairs = [(f"c{one.id[1:]}", one.id) for one in again]
    copies = [(source, "t")] if again else []
    before = {one.claim: len(one.origins) for one in assess(held)}
    after = assess([*held, *again], copies=copies, retold=pairs)
    assert all(len(one.origins) <= before[one.claim] for one in after if one.claim in before)
    mixed = [*held, *again]
    chance.shuffle(mixed)
    assert assess(mixed, copies=copies, retold=[(b, a) for a, b in pairs][::-1]) == after
