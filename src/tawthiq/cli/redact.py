"""`tawthiq redact`: a copy of an exhibit with parts covered, made anew, linked to its original."""

import re
from collections.abc import Iterable

import click

from tawthiq.case.case import TOOL
from tawthiq.cli.opening import opened
from tawthiq.cli.output import emit
from tawthiq.protect.redact import Area
from tawthiq.record.errors import UsageError

_REGION = re.compile(r"(?:(\d{1,4}):)?" + ",".join([r"(\d{1,6}(?:\.\d{1,4})?)(%?)"] * 4))
_TIME = re.compile(r"(?:(\d{1,3}):)?(\d{1,6})(?:\.(\d{1,3}))?")


@click.command()
@click.argument("ident", metavar="ID")
@click.option(
    "--region", "regions", metavar="[PAGE:]X,Y,W,H", multiple=True, help="In pixels, or all four with %."
)
@click.option(
    "--time",
    "times",
    metavar="FROM-TO",
    multiple=True,
    help="Of a recording: seconds or MM:SS, .mmm allowed.",
)
@click.option("--chars", metavar="START-END", multiple=True, help="Of the text as `show --json` gives it.")
@click.option(
    "--match", "words", metavar="WORD", multiple=True, help="Every place of a word, however it is spelled."
)
@click.option(
    "--match-file",
    type=click.File(encoding="utf-8"),
    help="Words, a line each; keeps them out of the shell's history.",
)
@click.option("--fill", help="black, white or grey; silence or tone.")
@click.option("--why", default="", help="The reason, in a sentence; it names nobody.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def redact(
    ctx: click.Context,
    ident: str,
    regions: tuple[str, ...],
    times: tuple[str, ...],
    chars: tuple[str, ...],
    words: tuple[str, ...],
    match_file: Iterable[str] | None,
    fill: str | None,
    why: str,
    *,
    as_json: bool,
) -> None:
    """Make a copy with parts covered: solid, in new pixels, samples or characters, without anything hidden beside them."""
    from tawthiq.case.redacting import Wanted, redact as make  # noqa: PLC0415, I001  (the parts it needs are slow to import)

    listed = [line.strip() for line in match_file if line.strip()] if match_file else []
    wanted = Wanted(
        areas=tuple(_region(one) for one in regions),
        times=tuple(_time_range(one) for one in times),
        chars=tuple(_char_range(one) for one in chars),
        words=(*words, *listed),
        fill=fill,
        why=why,
    )
    if not (wanted.areas or wanted.times or wanted.chars or wanted.words):
        raise UsageError("nothing to cover", expected="--region, --time, --chars or --match")
    with opened(ctx, writer=True) as case:
        done = make(case.derive(), ident, wanted, TOOL)
    if as_json:
        emit(done)
        return
    count = len(done.covers)
    known = "" if done.new else " (it was already there)"
    click.echo(f"{done.exhibit[:12]}  {count} part{'' if count == 1 else 's'} covered{known}")
    click.echo(
        "look at it before anybody else does; it stays closed until `tawthiq visibility` says otherwise"
    )


def _region(text: str) -> Area:
    match = _REGION.fullmatch(text.replace(" ", ""))
    if match is None:
        raise UsageError(f"region {text!r}", expected="X,Y,W,H or PAGE:X,Y,W,H, in pixels or all with %")
    page, *rest = match.groups()
    marks = set(rest[1::2])
    if len(marks) != 1:
        raise UsageError(f"region {text!r}", expected="pixels, or all four in percent")
    x, y, w, h = (float(number) for number in rest[::2])
    return Area(x=x, y=y, w=w, h=h, percent=marks == {"%"}, page=int(page) if page else None)


def _time_range(text: str) -> tuple[int, int]:
    start, dash, end = text.partition("-")
    if not dash:
        raise UsageError(f"time {text!r}", expected="FROM-TO, such as 75-80.5 or 1:15-1:20.5")
    return _ms(start), _ms(end)


def _ms(text: str) -> int:
    match = _TIME.fullmatch(text.strip())
    if match is None or not text.isascii():
        raise UsageError(f"time {text!r}", expected="seconds or MM:SS, with .mmm")
    minutes, seconds, rest = match.groups()
    return (int(minutes or 0) * 60 + int(seconds)) * 1000 + int((rest or "").ljust(3, "0"))


def _char_range(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"([0-9]{1,9})-([0-9]{1,9})", text)
    if match is None:
        raise UsageError(f"characters {text!r}", expected="START-END, the end not included")
    return int(match.group(1)), int(match.group(2))
