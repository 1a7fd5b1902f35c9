"""Pages become text, blocks, dates and embeds. Every sentence here is invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.collect import extract
from tawthiq.record.errors import InputError, TooLargeInput, UnreadableInput


def page(html: str | bytes, kept=None):
    data = html.encode() if isinstance(html, str) else html
    return extract(data, "text/html", "page.html", kept=kept or (lambda url: None))


def blocks(text):
    return [(block.kind, block.level, text.text[block.start : block.end]) for block in text.blocks]


def hung(text):
    return [(one.kind, one.url, text.text[one.start : one.end]) for one in text.embeds]


def test_blocks_are_headings_paragraphs_quotes_captions_items_and_cells():
    """With the boundaries the page gives, in its order."""
    text = page(
        "<h1>Title</h1><p>One <b>bold</b> word.</p><blockquote><p>Said</p><blockquote>Deeper</blockquote></blockquote>"
        "<figure><img src=a.png><figcaption>A caption</figcaption></figure><ul><li>first</li><li>second</li></ul>"
        "<table><tr><td>30</td><td>men</td></tr></table><p class='wp-caption-text'>Old caption</p>"
    )
    assert blocks(text) == [
        ("heading", 0, "Title"),
        ("paragraph", 0, "One bold word."),
        ("quote", 1, "Said"),
        ("quote", 2, "Deeper"),
        ("caption", 0, "A caption"),
        ("item", 0, "first"),
        ("item", 0, "second"),
        ("cell", 0, "30"),
        ("cell", 0, "men"),
        ("caption", 0, "Old caption"),
    ]


def test_links_to_other_sites_keep_their_words_and_those_of_the_page_s_own_site_are_left_out():
    """Also where a link has no words at all; whatever is no web address is none."""
    text = page(
        "<head><link rel=canonical href='https://www.our.example/a'></head><p>Twelve died, <a href='https://other.example/r'>says <b>a "
        "report</b></a>.</p><p>Nine died.<a href=//third.example/x></a></p><p><a href='https://our.example/b'>More</a> "
        "<a href='/c'>here</a> <a href='mailto:a@other.example'>write</a> <a href='javascript:1'>x</a></p>"
    )
    assert [(text.text[one.start : one.end], one.url) for one in text.anchors] == [
        ("says a report", "https://other.example/r"),
        ("", "//third.example/x"),
    ]
    assert text.text[: text.anchors[1].start].endswith("Nine died.")


def test_scripts_styles_navigation_controls_and_hidden_words_are_left_out():
    """A reader of the page does not see them."""
    text = page(
        "<nav>Home</nav><div role=navigation>Menu</div><script>var a='words'</script><style>p{}</style><p>Seen.</p>"
        "<p hidden>no</p><p style='color:red; display : none'>no</p><p style='visibility:hidden'>no</p><p style='font-size:0'>no</p>"
        "<p style='opacity:0.5'>Half.</p><template><p>no</p></template><noscript>no</noscript><button>Share</button>"
        "<select><option>no</select><textarea>no</textarea><!-- no --><dialog>no</dialog>"
    )
    assert text.text == "Seen.\n\nHalf."
    assert "hidden_text" in text.problems


def test_a_page_that_hides_itself_until_its_scripts_have_run_is_read():
    """Saved pages stay hidden for ever; their words are no less theirs."""
    assert page("<body style='opacity:0'><article hidden><p>Words.</p></article></body>").text == "Words."


def test_white_space_is_one_space_but_no_break_spaces_and_pre_stay():
    """Offsets must not depend on how the source was indented."""
    text = page("<p>  one\n\t two&nbsp;three <br> four </p><pre>a\n  b</pre>")
    assert text.text == "one two\u00a0three\nfour\n\na\n  b"


def test_inline_markup_never_cuts_a_word_and_block_markup_always_does():
    """`13<b>0</b>` is 130; two cells are two."""
    assert page("<p>13<b>0</b> men</p>").text == "130 men"
    assert page("<div>one</div><div>two</div>").text == "one\n\ntwo"


@pytest.mark.parametrize(
    ("html", "kind", "url"),
    [
        ("<img src='https://example.org/a.jpg'>", "image", "https://example.org/a.jpg"),
        ("<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' data-src='a.jpg'>", "image", "a.jpg"),
        ("<img data-lazy-src='a.jpg'>", "image", "a.jpg"),
        ("<picture><source srcset='b.webp'><img src='a.jpg'></picture>", "image", "a.jpg"),
        ("<video><source src='a.mp4'></video>", "video", "a.mp4"),
        ("<audio src='a.ogg'></audio>", "audio", "a.ogg"),
        (
            "<iframe src='https://www.youtube.com/embed/x'></iframe>",
            "video",
            "https://www.youtube.com/embed/x",
        ),
        ("<iframe data-src='https://t.me/some/1?embed=1'></iframe>", "post", "https://t.me/some/1?embed=1"),
        ("<iframe src='https://example.org/map'></iframe>", "frame", "https://example.org/map"),
        ("<embed src='a.swf'>", "object", "a.swf"),
        ("<object data='a.swf'></object>", "object", "a.swf"),
        (
            "<blockquote class='twitter-tweet'><a href='https://twitter.com/u/status/1'></a></blockquote>",
            "post",
            "https://twitter.com/u/status/1",
        ),
        (
            "<blockquote class='instagram-media' data-instgrm-permalink='https://instagram.com/p/1'></blockquote>",
            "post",
            "https://instagram.com/p/1",
        ),
        (
            "<div class='fb-post' data-href='https://facebook.com/p/1'></div>",
            "post",
            "https://facebook.com/p/1",
        ),
        (
            "<script async src='w.js' data-telegram-post='channel/12'></script>",
            "post",
            "https://t.me/channel/12",
        ),
        (
            "<figure class='wp-block-embed'><div class='wp-block-embed__wrapper'></div></figure>",
            "frame",
            None,
        ),
        ("<div class='video-container'></div>", "video", None),
        ("<div class='oembed' data-oembed-url='https://vimeo.com/1'></div>", "video", "https://vimeo.com/1"),
        ("<noscript><img src='a.jpg'></noscript>", "image", "a.jpg"),
        ("<amp-img src='a.jpg'></amp-img>", "image", "a.jpg"),
    ],
)
def test_every_way_of_embedding_is_found_and_hangs_at_the_sentence_before(html, kind, url):
    """Lost, since nothing was kept."""
    text = page(f"<p>An earlier one. She showed the street:</p>{html}<p>Afterwards.</p>")
    assert hung(text) == [(kind, url, "She showed the street:")]
    assert text.embeds[0].kept is None


@pytest.mark.parametrize(
    "html",
    [
        "<img src='pixel.gif' width=1 height=1>",
        "<img class='emoji' alt='x' src='x.svg'>",
        "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>",
        "<a href='video.mp4'>the video</a>",
        "<div class='embedded-words'>words</div>",
        "<iframe src='about:blank'></iframe>",
        "<nav><img src='logo.png'></nav>",
        "<div style='display:none'><img src='a.jpg'></div>",
    ],
)
def test_what_is_not_shown_is_no_embed(html):
    """Counting pixels, emoji, blanks, links, navigation."""
    assert page(f"<p>Words.</p>{html}").embeds == ()


def test_the_lazy_image_and_its_fallback_are_one_embed():
    """Pages write both."""
    text = page("<p>Here:</p><img data-src='a.jpg'><noscript><img src='a.jpg'></noscript><img src='b.jpg'>")
    assert [one.url for one in text.embeds] == ["a.jpg", "b.jpg"]


def test_a_blurred_placeholder_does_not_make_the_image_look_kept():
    """Pages write a small inline image where the real one will be loaded."""
    text = page(f"<p>x</p><img src='data:image/jpeg;base64,{'A' * 400}' data-src='real.jpg'>")
    assert [(one.url, one.kept) for one in text.embeds] == [("real.jpg", None)]


def test_an_embed_inside_a_paragraph_hangs_at_the_words_before_it():
    """Not at the end of the paragraph."""
    text = page("<p>First one. Second one. <img src=a.png> Third one.</p>")
    assert hung(text) == [("image", "a.png", "Second one.")]


def test_an_embed_before_all_words_hangs_at_the_first_sentence():
    """There is nothing it follows."""
    assert hung(page("<img src=a.png><p>First one. Second one.</p>")) == [("image", "a.png", "First one.")]


def test_kept_is_asked_for_the_resolved_relative_path_or_the_absolute_address():
    """Percent signs, dots and fragments are resolved; nothing is asked that leads outside."""
    asked: list[str] = []

    def kept(url: str) -> str | None:
        asked.append(url)
        return "d" * 64 if url in ("files/a b.png", "https://example.org/c.png") else None

    html = "<p>x</p><img src='./files/x/../a%20b.png#t'><img src='../out.png'><img src='//example.org/c.png'>"
    text = page(html, kept)
    assert [one.kept for one in text.embeds] == ["d" * 64, None, "d" * 64]
    assert asked == ["files/a b.png", "https://example.org/c.png"]


def test_any_kept_size_of_an_image_counts_as_the_image():
    """A browser saves the one it showed."""
    text = page(
        "<p>x</p><img src='big.jpg' srcset='s.jpg 1x, m.jpg 2x'>",
        lambda url: "d" * 64 if url == "m.jpg" else None,
    )
    assert (text.embeds[0].url, text.embeds[0].kept) == ("m.jpg", "d" * 64)


def test_an_image_written_into_the_page_is_kept_with_it():
    """Its digest is that of the bytes it decodes to."""
    import base64
    import hashlib

    data = b"\x89PNG" + b"\0" * 200
    text = page(f"<p>x</p><img src='data:image/png;base64,{base64.b64encode(data).decode()}'>")
    assert text.embeds[0].kept == hashlib.sha256(data).hexdigest()
    assert len(text.embeds[0].url or "") < 70


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("<meta property='article:published_time' content='2031-05-04T23:30:00+03:00'>", "2031-05-04"),
        ("<meta name='date' content='2031/05/04'>", "2031-05-04"),
        (
            '<script type="application/ld+json">{"@graph":[{"a":1},{"datePublished":"2031-05-04"}]}</script>',
            "2031-05-04",
        ),
        ("</head><body><time datetime='2031-05-04'>yesterday</time>", "2031-05-04"),
        ("<meta name='date' content='2031-02-30'>", None),
        ("<meta name='date' content='yesterday'>", None),
        ('<script type="application/ld+json">{"datePublished":</script>', None),
        ('<script type="application/ld+json">' + "[" * 100_000 + "</script>", None),
    ],
)
def test_the_day_of_publication_is_what_the_page_says_or_nothing(head, day):
    """In the page's own zone, as an EDTF day; never an invented one."""
    assert page(f"<html><head>{head}<p>x").published == day


def test_dates_that_disagree_are_told_and_the_first_kind_stands():
    """A republished page often has two."""
    head = "<meta property='article:published_time' content='2031-05-04'>"
    text = page(head + '<script type="application/ld+json">{"datePublished":"2031-06-01"}</script><p>x')
    assert (text.published, "dates_disagree" in text.problems) == ("2031-05-04", True)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ("<meta charset=windows-1256><p>قال الشاهد".encode("cp1256"), "encoding_windows_1256"),
        ("<p>قال الشاهد إن البيت تهدّم".encode("cp1256"), "encoding_windows_1256"),
        ("<p>قال الشاهد إن البيت تهدم".encode("iso8859_6"), "encoding_iso_8859_6"),
        ("<p>قال الشاهد".encode("utf-8-sig"), "byte_order_mark"),
        ("<p>قال الشاهد".encode("utf-16"), "encoding_utf_16"),
        ("<p>قال الشاهد</p>".encode("utf-16-le"), "encoding_utf_16"),
        ("<p>قال الشاهد في المدينة".encode()[:-1], "encoding_broken"),
    ],
)
def test_old_and_damaged_encodings_are_read_and_told(data, problem):
    """Declared, guessed, marked, cut."""
    text = page(data)
    assert text.text.startswith("قال الشاه")
    assert problem in text.problems


def test_a_page_in_sound_utf8_has_no_problems():
    """Nothing is told where nothing is odd."""
    assert page("<title>ت</title><p>قال الشاهد").problems == ()
    assert page("<title> a \n b </title><p>x").title == "a b"


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 200_000,
        "<p>" + "".join(f"<b id={n}>" for n in range(3000)) + "<p>x" * 60_000,
        "<a " + " ".join(f"a{n}=1" for n in range(100_000)) + ">",
        "<svg><script>" + "<div>" * 200_000,
        "<!-->" + "<div>" * 200_000,
    ],
)
def test_pages_built_to_exhaust_the_parser_are_refused_at_once(html):
    """Each of these takes a tree builder minutes or gigabytes."""
    with pytest.raises(TooLargeInput):
        page(html)


def test_ten_thousand_open_divisions_are_still_read():
    """The bound is on cost, not on bad taste; and no walk of ours is recursive."""
    assert page("<div>" * 10_000 + "x").text == "x"


_TAGS = ["p", "div", "b", "blockquote", "li", "ul", "td", "table", "img src=a.png", "iframe src=b", "br", "pre", "h1", "nav", "video", "/p", "/div",
         "/blockquote", "/table", "/pre", "p hidden", "div class=embed", "blockquote class=twitter-tweet", "noscript", "/noscript", "svg", "select"]  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from(_TAGS).map(lambda tag: f"<{tag}>"), st.text(max_size=12)), max_size=40)
)
def test_blocks_are_ordered_and_disjoint_and_embeds_lie_inside_the_text(parts):
    """For any tag soup."""
    text = page("x" + "".join(parts).replace("\ud800", ""))
    end = 0
    for block in text.blocks:
        assert end <= block.start < block.end <= len(text.text)
        assert text.text[block.start : block.end].strip(" \n")
        end = block.end
    for one in text.embeds:
        assert 0 <= one.start <= one.end <= len(text.text)
        assert one.start < one.end or not text.text


@settings(max_examples=250, deadline=None)
@given(
    st.binary(min_size=1, max_size=400),
    st.sampled_from(["text/html", "text/plain", "application/pdf", "image/png"]),
)
def test_any_bytes_give_text_or_an_input_error(data, media_type):
    """Nothing else comes out, whatever goes in; and the text can always be written down."""
    try:
        text = extract(data, media_type, "x")
    except InputError as error:
        assert str(error)
    else:
        text.text.encode()
        assert extract(data, media_type, "x") == text


def test_a_type_without_text_is_refused():
    """An image is for other eyes."""
    with pytest.raises(UnreadableInput):
        extract(b"\x89PNG", "image/png", "a.png")
