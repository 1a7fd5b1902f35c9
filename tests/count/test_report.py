"""The page says what the figures say, in both languages, and nothing when there is no headline."""

import re
from collections.abc import Callable

import pytest

from tawthiq.count import METHODS, Histories, estimate, page
from tawthiq.vocabulary.load import say

Table = Callable[[str], Histories]


@pytest.mark.parametrize(("lang", "way"), [("en", "ltr"), ("ar", "rtl")])
def test_the_page_leads_with_the_documented(published: Table, lang: str, way: str) -> None:
    """Documented before estimated, the interval's ends as they stand in the count, in the direction of the script."""
    count = estimate(published("kosovo"), methods=["headline", "chao"])
    text = page(count, lang)
    lead = count.estimates[0]
    assert f'dir="{way}"' in text
    assert 0 < text.index("4,400") < text.index(f"{lead.lo:,.0f}")
    assert f"{lead.hi:,.0f}" in text


def test_without_a_headline_the_page_gives_none(published: Table) -> None:
    """Korea: the refusal stands where the number would."""
    text = page(estimate(published("korea"), methods=["headline", "loglinear"]))
    assert "No single estimate is given" in text
    assert "Estimated in all" not in text


def test_the_page_needs_nothing_from_outside(published: Table) -> None:
    """No script and no address, so that it opens without a network in twenty years."""
    text = page(estimate(published("kosovo"), methods=["chao"]))
    addresses = set(re.findall(r'https?://[^"\s<]+', text))
    assert addresses == {"http://www.w3.org/2000/svg"}
    assert "<script" not in text


def test_a_title_with_markup_stays_text(published: Table) -> None:
    """What a user types is never taken as HTML."""
    assert "<b>" not in page(estimate(published("korea"), methods=["chao"]), title="<b>x</b>")


def test_every_method_says_what_it_assumes() -> None:
    """In both languages."""
    assert all(say(f"count.assumes.{method}", lang) for method in METHODS for lang in ("en", "ar"))
