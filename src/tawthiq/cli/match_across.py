"""`match text --across`: which text is a translation of which, with the passage in both and what the two share."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from tawthiq.case.retold import first_of, found_across
from tawthiq.cli.opening import derived
from tawthiq.cli.output import emit, isolated

if TYPE_CHECKING:
    from tawthiq.match.across import Across


def of_files(texts: Mapping[str, str], *, as_json: bool) -> None:
    """Print what is told in two languages among plain texts; which was first cannot be told of files."""
    from tawthiq.read import plain  # noqa: PLC0415  (loads the vocabulary)

    _show(found_across({name: plain(text) for name, text in texts.items()}), {}, {}, as_json=as_json)


def of_the_case(ctx: click.Context, *, as_json: bool) -> None:
    """Print what is told in two languages among the exhibits of the case."""
    with derived(ctx) as made:
        found, exhibits = made.across(), made.exhibits()
        texts = {one.id: text for one in exhibits if (text := made.text(one.id)) is not None}
        called = {one.id: one.obtained.name for one in exhibits}
    _show(found, first_of(found, exhibits, texts), called, as_json=as_json)


def _show(
    found: "Sequence[Across]",
    first: Mapping[tuple[str, str], str],
    called: Mapping[str, str],
    *,
    as_json: bool,
) -> None:
    for one in found:
        earlier = first.get((one.a, one.b))
        if as_json:
            emit(_row(one, earlier))
            continue
        arrow = "->" if earlier == one.a else "<-" if earlier == one.b else "--"
        names = f"{isolated(called.get(one.a, one.a))} {arrow} {isolated(called.get(one.b, one.b))}"
        parts = "  ".join(f"{start}-{end}" for start, end in (one.a_part, one.b_part))
        click.echo(f"across  {one.score:>7.3f}  {names}  {parts}")


def _row(one: "Across", earlier: str | None) -> dict[str, Any]:
    return {
        "a": one.a,
        "b": one.b,
        "kind": "across",
        "score": one.score,
        "first": earlier,
        "a_part": one.a_part,
        "b_part": one.b_part,
        "a_share": one.a_share,
        "b_share": one.b_share,
        "shared": one.shared,
        "judged": one.judged,
        "beside": [{"a": each.a, "b": each.b} for each in one.beside],
    }
