"""Films and sound: what re-uploaders do is seen through, and what two films merely share is no common footage."""

import json
from itertools import pairwise

import films_made as films
import numpy as np
import pdqhash
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.cli.main import tawthiq
from tawthiq.engines import ffmpeg_film
from tawthiq.engines.ffmpeg_film import recording
from tawthiq.match import film_print, media
from tawthiq.match.aligned import lines, longest, smoothed
from tawthiq.match.footage_frames import bars, frame_hashes
from tawthiq.match.sound import PAUSE, sound_words
from tawthiq.record.errors import EmptyInput, InputError, MissingInput, UnreadableInput
from tawthiq.record.judgement import Judgement, Subject, Verdict

LOGO = "drawbox=x=120:y=6:w=32:h=18:color=red:t=fill,drawbox=x=124:y=9:w=10:h=10:color=white:t=fill"


def print_of(data):
    with recording(data) as opened:
        return film_print(data, opened)


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A film of three shots, another of its kind, and what was made of the first."""
    folder = tmp_path_factory.mktemp("films")
    a = folder / "a.mp4"
    b = folder / "b.mp4"
    out = {
        "a": films.saved(a, films.shots(1, 3, 4), films.notes(1, 12)),
        "b": films.saved(b, films.shots(2, 3, 4), films.notes(2, 12)),
    }
    scale = "scale=120:90"
    for name, args in {
        "again": ["-vf", scale, "-q:v", "12"],
        "clip": ["-ss", "2.6", "-t", "6"],
        "logo": ["-vf", LOGO],
        "crop": ["-vf", "crop=iw*.84:ih*.84"],
        "bars": ["-vf", "pad=160:284:0:82"],
        "mirror": ["-vf", "hflip"],
        "fast": ["-vf", "setpts=PTS/1.2", "-af", "atempo=1.2"],
        "mirrored clip": ["-ss", "1.2", "-t", "7", "-vf", f"hflip,{scale}"],
    }.items():
        out[name] = films.changed(folder / f"{name}.mp4", a, *args)
    films.ffmpeg(
        "-i", str(b), "-i", str(a), "-map", "0:v", "-map", "1:a", "-c", "copy", str(folder / "dub.mp4")
    )
    out["dub"] = (folder / "dub.mp4").read_bytes()
    films.ffmpeg("-i", str(a), "-vn", "-c:a", "libmp3lame", "-b:a", "48k", str(folder / "voice.mp3"))
    out["voice"] = (folder / "voice.mp3").read_bytes()
    return out


@pytest.fixture(scope="session")
def prints(made):
    """The fingerprint of each."""
    return {name: print_of(data) for name, data in made.items()}


@pytest.fixture(scope="session")
def matched(prints):
    """All of them matched at once."""
    return {(m.a, m.b): m for m in media([], films=list(prints.items()))}


def of_a(matched, name):
    return matched.get(("a", name))


@films.needs_ffmpeg
@pytest.mark.parametrize(
    ("name", "kinds", "how", "a_part", "speed"),
    [
        ("again", {"near"}, "", (0, 12), 1.0),
        ("logo", {"near", "edited"}, None, (0, 12), 1.0),
        ("crop", {"edited"}, "altered", (0, 12), 1.0),
        ("bars", {"near"}, "trimmed", (0, 12), 1.0),
        ("mirror", {"near"}, "mirrored", (0, 12), 1.0),
        ("fast", {"near"}, "faster", (0, 12), 1.2),
        ("clip", {"clip"}, "", (2.6, 8.6), 1.0),
        ("mirrored clip", {"clip"}, "mirrored", (1.2, 8.2), 1.0),
    ],
)
def test_what_reuploaders_do_is_seen_through(matched, name, kinds, how, a_part, speed):
    """Saved again, marked, cropped, framed, mirrored, sped up or cut: found, with the seconds, the speed and the sound."""
    found = of_a(matched, name)
    assert found.kind in kinds
    assert how is None or found.how == how
    assert found.a_part == pytest.approx(a_part, abs=0.8)
    assert found.speed == pytest.approx(speed, abs=0.02)
    assert found.sound == "same"


@films.needs_ffmpeg
def test_one_sound_under_two_films_is_a_relation_of_its_own(matched):
    """The film dubbed with another's sound: the same as the one by its picture, as the other by its sound alone."""
    assert (of_a(matched, "dub").kind, of_a(matched, "voice").kind) == ("sound", "sound")
    assert (matched["b", "dub"].kind, matched["b", "dub"].sound) == ("near", "other")
    assert ("a", "b") not in matched
    assert of_a(matched, "voice").a_part == pytest.approx((0, 12), abs=0.8)


@films.needs_ffmpeg
def test_what_two_films_merely_share_is_no_common_footage(tmp_path):
    """A card at the head, black between, silence, a hum, the same logo: nothing; the same opening is told as that."""
    black = [films.Image.new("RGB", films.SIZE)] * 24
    opening = list(films.shots(50, 3, 1.2))
    hum = (3000 * np.sin(2 * np.pi * 110 * np.arange(10 * films.RATE) / films.RATE)).astype("<i2")
    prints = []
    for n in (11, 12):
        shots = list(films.shots(n, 2, 4))
        for name, frames, sound in (
            ("card", [*films.card(2), *shots], None),
            ("black", [*shots[:48], *black, *shots[48:]], hum),
            ("opening", [*opening, *shots], np.zeros(11 * films.RATE, "<i2")),
        ):
            path = tmp_path / f"{name}{n}.mp4"
            data = films.saved(path, frames, sound)
            if name == "card":
                data = films.changed(tmp_path / f"logo{n}.mp4", path, "-vf", LOGO, audio=["-an"])
            prints.append((f"{name}{n}", print_of(data)))
    found = [m for m in media([], films=prints) if m.a[-2:] != m.b[-2:]]
    assert [(m.a, m.b, m.kind) for m in found] == [("opening11", "opening12", "opening")]
    assert found[0].a_part == pytest.approx((0, 3.6), abs=0.5)


@films.needs_ffmpeg
def test_a_recording_that_cannot_be_read_is_refused_with_the_reason(made, tmp_path):
    """No bytes, bytes that are no film, a film cut short, a playlist that names another file."""
    (tmp_path / "secret.mp4").write_bytes(made["a"])
    playlist = f"#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:9,\n{tmp_path}/secret.mp4\n#EXT-X-ENDLIST\n"
    for data, error in (
        (b"", EmptyInput),
        (b"\0\0\0\x18ftypmp42" + bytes(900), UnreadableInput),
        (made["a"][:4000], UnreadableInput),
        (playlist.encode(), UnreadableInput),
        (f"ffconcat version 1.0\nfile '{tmp_path}/secret.mp4'\n".encode(), UnreadableInput),
    ):
        with pytest.raises(error) as refused:
            print_of(data)
        assert "Traceback" not in str(refused.value)


@films.needs_ffmpeg
def test_the_command_goes_on_past_a_bad_film(made, tmp_path):
    """A broken film among good ones: the reason on stderr, exit code 2, the rest matched with every documented key."""
    for name in ("a", "again"):
        (tmp_path / f"{name}.mp4").write_bytes(made[name])
    (tmp_path / "broken.mp4").write_bytes(made["a"][:4000])
    done = CliRunner().invoke(tawthiq, ["match", "media", str(tmp_path), "--json"], standalone_mode=False)
    (found,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (found["kind"], found["speed"], found["sound"]) == ("near", 1.0, "same")
    assert set(found) == {
        "a",
        "b",
        "kind",
        "score",
        "how",
        "judged",
        "a_part",
        "b_part",
        "speed",
        "sound",
        "lacks",
    }
    assert "broken.mp4" in done.stderr
    assert done.return_value == 2


def test_without_ffmpeg_films_are_refused_with_what_to_do(monkeypatch):
    """The hint names the package; nothing else is tried."""
    monkeypatch.setattr(ffmpeg_film.shutil, "which", lambda _name: None)
    with pytest.raises(MissingInput, match="apt install ffmpeg"):
        print_of(b"\0\0\0\x18ftypmp42")
    assert issubclass(MissingInput, InputError)


@films.needs_ffmpeg
def test_judgements_win_over_films_too(prints):
    """Judged different, a copy is gone; judged same, a sound in common becomes footage in common."""
    some = [(name, prints[name]) for name in ("a", "again", "voice")]
    said = [
        Judgement(subject=Subject.MEDIA, verdict=Verdict.DIFFERENT, a="a", b="again"),
        Judgement(subject=Subject.MEDIA, verdict=Verdict.SAME, a="a", b="voice"),
    ]
    found = {(m.a, m.b): m for m in media([], said, some)}
    assert ("a", "again") not in found
    assert (found["a", "voice"].kind, found["a", "voice"].judged) == ("part", True)
    assert media([], said, some) == media([], said, some[::-1])


@pytest.mark.parametrize("size", [(120, 160), (240, 320), (180, 101), (64, 64)])
def test_frames_are_hashed_as_pictures_are(size):
    """Against the library that hashes pictures, on noise and on shapes: the same bits, upright and mirrored, the same quality."""
    chance = np.random.default_rng(size)
    shapes = np.asarray(films.street(chance, size[::-1]).convert("L"))
    frames = np.stack([chance.integers(0, 255, size).astype(np.uint8), shapes])
    ours = frame_hashes(frames)
    for n, frame in enumerate(frames):
        hashes, quality = pdqhash.compute_dihedral(np.repeat(frame[..., None], 3, axis=2))
        for bits, theirs in ((ours.bits[n], hashes[0]), (ours.mirrored[n], hashes[5])):
            assert (np.unpackbits(bits.view(np.uint8)) != theirs).sum() <= 2
        assert abs(int(ours.quality[n]) - quality) <= 1


def test_bars_are_what_stays_dark_throughout():
    """A dark edge that lights up in one frame is no bar; bars of any grey are."""
    chance = np.random.default_rng(3)
    frames = np.full((6, 90, 120), 16, np.uint8)
    frames[:, 20:70] = chance.integers(0, 255, (6, 50, 120))
    assert bars(frames) == (20, 70, 0, 120)
    frames[4, :20] = chance.integers(0, 255, (20, 120))
    assert bars(frames) == (0, 70, 0, 120)


@settings(deadline=None, max_examples=40)
@given(
    st.floats(0.6, 1.7), st.floats(-20, 20), st.integers(8, 60), st.integers(0, 40), st.integers(0, 2**32 - 1)
)
def test_the_line_through_hits_is_found_among_chance_ones(slope, shift, true, chance_hits, seed):
    """However fast and late the other runs, and with chance hits beside the true ones."""
    chance = np.random.default_rng(seed)
    one = np.sort(chance.uniform(0, 60, true))
    other = slope * one + shift + chance.uniform(-0.05, 0.05, true)
    one = np.concatenate([one, chance.uniform(0, 60, chance_hits)])
    other = np.concatenate([other, chance.uniform(-40, 160, chance_hits)])
    if np.ptp(one[:true]) < 20:
        return
    best = lines(one, other, 0.3)[0]
    middle = float(one[:true].mean())
    assert abs(best.slope * middle + best.shift - slope * middle - shift) < 0.6
    assert best.votes >= 0.5 * len(np.unique(np.round(one[:true] / 0.3)))


@settings(deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=40), st.integers(0, 4))
def test_the_longest_stretch_keeps_its_promises(moments, gap):
    """It begins and ends alike, is of the share asked for, and holds no longer gap than allowed."""
    known = np.array([k for k, _ in moments], bool)
    like = np.array([a for _, a in moments], bool) & known
    found = longest(like, known, gap, 0.5)
    assert (found is None) <= (not like.any() or gap > 0)
    if found is not None:
        inside = like[found.start : found.stop]
        assert inside[0]
        assert inside[-1]
        assert inside.sum() >= 0.5 * known[found.start : found.stop].sum()
        at = np.nonzero(inside)[0]
        unlike = (known & ~like)[found.start : found.stop]
        assert all(unlike[a:b].sum() <= gap for a, b in pairwise(at))


@given(st.lists(st.tuples(st.integers(0, 100), st.booleans()), min_size=1, max_size=30), st.integers(0, 9))
def test_smoothing_is_the_mean_of_what_is_known(values, reach):
    """Against the plain definition, also where there are fewer values than the window is wide."""
    known = np.array([k for _, k in values])
    given_ = np.array([v if k else 0 for v, k in values], float)
    for n, mean in enumerate(smoothed(given_, known, reach)):
        around = [v for v, k in values[max(0, n - reach) : n + reach + 1] if k]
        assert mean == pytest.approx(sum(around) / len(around) if around else 0)


def test_sound_has_words_and_pauses_have_none():
    """Louder it has the same words; another sound half of the bits; a pause none; less than half a second nothing."""
    one, other = films.notes(5, 6), films.notes(6, 6)
    words = sound_words(one)
    assert (sound_words((one * 0.5).astype(np.int16)) == words)[8:].mean() > 0.8
    apart = np.bitwise_count(words ^ sound_words(other))[8:] / 32
    assert 0.35 < apart.mean() < 0.6
    assert (sound_words(np.zeros(40_000, np.int16)) == PAUSE).all()
    assert len(sound_words(one[:4000])) == 0
