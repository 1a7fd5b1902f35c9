"""The pages: what they say, in which language and direction, and that anybody can read them."""

from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

import msgspec
import pytest

from tawthiq.record.errors import CaseError

PAGES = [
    "",
    "exhibits/",
    "exhibits/" + "a" * 64 + "/",
    "exhibits/" + "b" * 64 + "/",
    "exhibits/" + "e" * 64 + "/",
    "exhibits/" + "f" * 64 + "/",
    "claims/",
    "claims/c0001/",
    "claims/c0005/",
    "claims/c0006/",
    "persons/",
    "persons/p1/",
    "persons/p2/",
    "incidents/",
    "media/",
    "count/",
    "verify/",
    "verify/?run=deep",
    "log/",
    "nowhere/",
]
VOID = {"meta", "link", "img", "input", "br", "hr"}


class Page(HTMLParser):
    """A page taken apart, strictly: whatever is opened must be closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert self.stack == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        assert len(dict(attrs)) == len(attrs), attrs
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.stack.pop() == tag

    def handle_data(self, data):
        self.words.append(data)

    def all(self, *names: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.tags if tag in names]


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_sound_for_every_reader(ask, lang, path):
    """Well formed; language and direction; one h1 and no level skipped; labels, captions, unique ids; nothing active."""
    answer = ask(f"/{lang}/{path}")
    assert answer.status == (404 if path == "nowhere/" else 200)
    page = Page(answer.text)
    html = page.all("html")[0]
    assert (html["lang"], html["dir"]) == (lang, "rtl" if lang == "ar" else "ltr")
    assert answer.headers["content-language"] == lang
    levels = [int(tag[1]) for tag, _ in page.tags if tag in ("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels)), levels
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert page.all("a")[0]["href"] == "#main"
    assert "main" in ids
    assert len(page.all("caption")) == len(page.all("table"))
    assert all(attrs.get("scope") in ("row", "col") for attrs in page.all("th"))
    labelled = {attrs.get("for") for attrs in page.all("label")}
    fields = [attrs for attrs in page.all("input", "select") if attrs.get("type") != "hidden"]
    assert all(attrs["id"] in labelled for attrs in fields)
    assert all(attrs.get("alt") for attrs in page.all("img"))
    assert page.all("script", "iframe", "object", "embed", "style") == []
    for _, attrs in page.tags:
        assert not any(name.startswith("on") or name == "style" for name in attrs)
        for name in ("href", "src", "action"):
            assert not urlsplit(attrs.get(name) or "").netloc, attrs
    anchors = [attrs["href"][1:] for attrs in page.all("a") if (attrs.get("href") or "").startswith("#")]
    assert set(anchors) <= set(ids)


def test_every_link_of_the_desk_leads_somewhere(ask):
    """Followed from the door through both languages; only our own addresses, all of them found."""
    seen: set[str] = set()
    waiting = ["/en/"]
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        answer = ask(here)
        assert answer.status == 200, here
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        page = Page(answer.text)
        for attrs in page.all("a", "link", "img"):
            target = urljoin(here, attrs.get("href") or attrs.get("src") or "").partition("#")[0]
            waiting.append(target)
        for attrs in page.all("option"):
            assert "value" in attrs
    assert len(seen) > 80
    assert sum(one.startswith("/ar/") for one in seen) == sum(one.startswith("/en/") for one in seen)


@pytest.mark.parametrize(
    ("wanted", "door"), [("ar-SY,ar;q=0.9,en;q=0.5", "/ar/"), ("en", "/en/"), ("", "/en/"), ("fr,ar", "/en/")]
)
def test_the_door_leads_to_the_reader_s_language(ask, wanted, door):
    """By the first language that the browser asks for."""
    answer = ask("/", accept_language=wanted)
    assert (answer.status, answer.headers["location"]) == (302, door)


def test_the_other_language_shows_the_same_page(ask):
    """The switch keeps path and query."""
    assert 'href="/ar/claims/?act=attack&amp;page=1"' in ask("/en/claims/?act=attack&page=1").text


def test_what_an_exhibit_says_is_never_run(ask):
    """Markup inside the text is shown as letters."""
    text = ask("/en/exhibits/" + "a" * 64 + "/").text
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;" in text
    assert "<script" not in text


def test_the_custody_report_is_served_under_a_policy_of_its_own(ask):
    """In the language of the visit; nothing in it may run or be fetched; an exhibit that is not there has none."""
    ident = "a" * 64
    answer = ask(f"/ar/exhibits/{ident}/custody/")
    assert answer.status == 200
    assert 'lang="ar"' in answer.text
    assert ident in answer.text
    assert answer.headers["content-security-policy"].startswith(
        "default-src 'none'; style-src 'unsafe-inline'"
    )
    assert f'href="/en/exhibits/{ident}/custody/"' in ask(f"/en/exhibits/{ident}/").text
    assert ask("/en/exhibits/nothing/custody/").status == 404


def test_every_card_leads_to_its_passage_even_where_claims_share_their_words(ask, case):
    """Several claims of one sentence each have a place to go to."""
    first = case.claims()[2]
    case._claims.append(msgspec.structs.replace(first, id="c0007", act="injury"))
    page = Page(ask("/en/exhibits/" + "a" * 64 + "/").text)
    ids = {attrs.get("id") for _, attrs in page.tags}
    assert {f"p-c000{n}" for n in range(1, 8)} <= ids
    assert {f"card-c000{n}" for n in range(1, 8)} <= ids


@pytest.mark.parametrize(
    "query",
    ["act=<b>", "status=%00", "place='\"><img>", "page=-1", "page=٣", "page=99999999999999999999", "part=x"],
)
def test_a_hostile_query_is_an_ordinary_query(ask, query):
    """Nothing breaks, nothing is echoed as markup."""
    for path in ("/en/claims/", "/en/log/", "/en/exhibits/" + "a" * 64 + "/", "/en/persons/", "/en/verify/"):
        answer = ask(f"{path}?{query}")
        assert answer.status == 200
        Page(answer.text)
        assert "<b>" not in answer.text
        assert "<img>" not in answer.text


@pytest.mark.parametrize(
    "path", ["claims/zzz/", "claims/c/", "exhibits/zzz/", "persons/zzz/", "incidents/zzz/", "%F0%9F/"]
)
def test_an_unknown_thing_is_not_found_in_the_reader_s_language(ask, path):
    """404 with a way back."""
    answer = ask(f"/ar/{path}")
    assert answer.status == 404
    assert "غير موجود" in answer.text


def test_trouble_is_a_sentence_and_not_a_traceback(ask, case):
    """An error of the tree shows its own sentence; any other shows none, and no code either way."""

    def trouble() -> None:
        raise CaseError("the lists cannot be read", hint="look at them")

    case.people = trouble
    answer = ask("/en/persons/")
    assert answer.status == 500
    assert "the lists cannot be read; look at them" in answer.text

    def bug() -> None:
        raise RuntimeError("secret detail")

    case.people = bug
    answer = ask("/ar/persons/")
    assert answer.status == 500
    assert "secret detail" not in answer.text
    assert "Traceback" not in answer.text
    assert 'dir="rtl"' in answer.text


def test_the_overview_derives_nothing_while_something_is_lacking(ask, case):
    """It says what is pending instead, and is there at once."""
    case.pending = ["read letters.html"]

    def never() -> None:
        raise AssertionError("derived")

    case.people = case.incidents = case.assessments = never
    answer = ask("/en/")
    assert answer.status == 200
    assert "read letters.html" in answer.text
    case.pending = []
    del case.people, case.incidents, case.assessments
    assert "has been worked out" in ask("/en/").text


def test_verification_runs_only_when_asked(ask, case):
    """Opening the page checks nothing; quick and deep are passed on; the worst verdict leads, the failed come first."""
    ask("/en/verify/")
    ask("/en/verify/?run=yes")
    assert case.asked == []
    ask("/en/verify/?run=quick")
    text = ask("/en/verify/?run=deep").text
    assert case.asked == [False, True]
    assert "Failed: something is not as it was written." in text
    assert text.index("the bytes are not those that were stored") < text.index("record.db")


def test_claims_are_narrowed_by_what_the_address_says(ask):
    """Act, status, place, language and exhibit, alone and together."""
    counts = {
        "": 6,
        "act=attack": 2,
        "act=attack&lang=ar": 1,
        "status=unassessed": 1,
        "place=East+Qasrin": 2,
        "exhibit=" + "a" * 64: 6,
        "exhibit=" + "b" * 64: 0,
    }
    for query, count in counts.items():
        page = Page(ask(f"/en/claims/?{query}").text)
        assert len(page.all("article")) == count, query


def test_a_claim_shows_its_words_speaker_figure_and_reasons(ask):
    """In both languages, with a link to the passage."""
    english, arabic = ask("/en/claims/c0001/").text, ask("/ar/claims/c0001/").text
    assert "over 250,000" in english
    assert "Health Board of East Qasrin" in english
    assert "compatible but not equal" in english
    assert "تداخُل" in arabic
    assert "(مدني)" in arabic
    assert f'href="/en/exhibits/{"a" * 64}/?part=1#p-c0001"' in english
    assert 'id="p-c0001"' in ask("/en/exhibits/" + "a" * 64 + "/").text


def test_a_person_s_rows_stand_side_by_side(ask):
    """Which rows, where they differ, and why they were joined."""
    page = Page(ask("/en/persons/p1/").text)
    words = " ".join(page.words)
    assert all(part in words for part in ("ريما حداد", "Reema Haddad", "board.csv", "aid.csv", "7.5", "-0.6"))
    assert [attrs.get("class") for attrs in page.all("tr")].count("differ") == 1


def test_persons_are_found_by_name_in_any_spelling(ask):
    """Letters are folded: without hamza, ta marbuta or capitals."""
    assert len(Page(ask("/en/persons/?name=رِيما").text).all("tr")) == 2
    assert len(Page(ask("/en/persons/?name=REEMA").text).all("tr")) == 2
    assert len(Page(ask("/en/persons/?lists=2").text).all("tr")) == 2
    assert len(Page(ask("/en/persons/").text).all("tr")) == 3


def test_the_drawing_of_incidents_names_each_for_those_who_do_not_see_it(ask):
    """Links stay links: the drawing is a group, not a picture, and each bar says what and when."""
    text = ask("/ar/incidents/").text
    drawing = text[text.index("<svg") : text.index("</svg>")]
    assert 'role="group"' in drawing
    assert "<title>هجوم, 2031-04-05</title>" in drawing
    assert 'href="/ar/incidents/i' in drawing


def test_a_long_list_is_turned_over_page_by_page(ask):
    """130 statements on three pages, newest first, none lost."""
    numbers: list[int] = []
    for n in (1, 2, 3, 4):
        text = ask(f"/en/log/?page={n}").text
        rows = text.split("<tbody>")[1].split("<tr>")[1:]
        if n < 4:
            numbers += [int(row.split("<td>")[-1].split("<")[0]) for row in rows]
        assert ('rel="next"' in text) == (n < 3)
    assert numbers == list(range(129, -1, -1))


def test_the_count_says_documented_first_and_refusals_as_answers(ask):
    """Documented, then the interval, then who refused and why, in the page's language."""
    text = ask("/ar/count/").text
    assert text.index("<strong><bdi") < text.index("ladder.svg") < text.index("قائمتان لا تكفيان")
    ladder = ask("/ar/count/ladder.svg")
    assert ladder.headers["content-type"] == "image/svg+xml"
    assert "sandbox" in ladder.headers["content-security-policy"]


def test_without_lists_there_is_no_count_and_nobody_to_show(ask, case):
    """Said in words, not shown as zero."""
    case.people = case.count = lambda: None
    assert "no list of persons to count" in ask("/en/count/").text
    assert ask("/en/count/ladder.svg").status == 404
    assert ask("/en/persons/").status == 200
    assert ask("/en/persons/p1/").status == 404
