"""`tawthiq match`: who and what is the same, over files given or over the case, each pair with its reason."""

from collections.abc import Iterator, Sequence
from csv import reader as csv_rows
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tawthiq.cli.match_asking import ask, asking, before, called, row_cells, told_judgements, went_on
from tawthiq.cli.match_events import incidents, strikes
from tawthiq.cli.opening import derived
from tawthiq.cli.output import Meter, complain, emit, isolated, shortened
from tawthiq.record.errors import MissingInput, TawthiqError, UnreadableInput, UsageError
from tawthiq.record.judgement import Subject
from tawthiq.record.person import PersonRow

if TYPE_CHECKING:
    from tawthiq.match import PeopleMatch

Rows = dict[str, list[PersonRow]]


@click.group()
def match() -> None:
    """Find the same person, the same footage, the same incident, strikes on one place."""


@match.command()
@click.argument("lists", nargs=-1, metavar="[LIST.csv]...", type=click.Path(path_type=Path))
@click.option("--pairs", is_flag=True, help="Pairs of rows instead of persons.")
@asking
@before
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def people(
    ctx: click.Context,
    lists: tuple[Path, ...],
    *,
    pairs: bool,
    most: int | None,
    judged: Path | None,
    earlier: Path | None,
    as_json: bool,
) -> None:
    """Persons across lists: each row with its person."""
    if lists:
        if (
            not pairs
            and most is None
            and judged is None
            and earlier is None
            and _register(lists, as_json=as_json)
        ):
            return
        found, rows = _of_files(lists, judged)
    else:
        if judged is not None:
            raise UsageError(
                "--judgements on the lists of a case",
                expected="`tawthiq judge person --from FILE`, which records them",
            )
        found, rows = _of_the_case(ctx)
    found = went_on(found, earlier, "person")
    if most is not None:
        every = {(row.list, row.row): row for each in rows.values() for row in each}
        ask(found.pairs, most, rows, row_cells(every), as_json=as_json)
        return
    if pairs:
        for pair in found.pairs:
            emit({"a": pair.a, "b": pair.b, "probability": pair.probability, "why": pair.why})
        return
    _tell(found, rows, as_json=as_json)


def _tell(found: "PeopleMatch", rows: "Rows", *, as_json: bool) -> None:
    names = {(row.list, row.row): row.name or row.name_latin or "" for each in rows.values() for row in each}
    for person in found.persons:
        for ref in person.rows:
            if as_json:
                emit(
                    {"list": ref.list, "row": ref.row, "person": person.id, "probability": person.probability}
                )
            else:
                name = isolated(shortened(names.get((ref.list, ref.row), ""), 30))
                click.echo(f"{person.id[:10]}  {person.probability:.2f}  {ref.list}:{ref.row}  {name}")


def _of_files(lists: Sequence[Path], judged: Path | None) -> "tuple[PeopleMatch, Rows]":
    from tawthiq.match import people as run  # noqa: PLC0415  (Splink is slow to import)

    rows = {name: list(_rows(path, name)) for name, path in called(lists).items()}
    judgements = told_judgements(judged, Subject.PERSON)
    meter = Meter()
    meter("match", 0, 1, "persons")
    found = run(rows, judgements)
    meter.close()
    for lost in found.orphans:
        complain(f"a judgement on {lost.a} and {lost.b}, of which one is in none of the lists")
    return found, rows


def _of_the_case(ctx: click.Context) -> "tuple[PeopleMatch, Rows]":
    with derived(ctx) as made:
        found, rows = made.people(), made.rows()
        made.must("people")
    if found is None:
        raise MissingInput("the case holds no list of persons", hint="name some, or `tawthiq collect` them")
    return found, rows


def _register(lists: tuple[Path, ...], *, as_json: bool) -> bool:
    """Registers are matched whole, however many rows they have; whether these lists were."""
    from tawthiq.match.people_many import looks_like_a_register, people_of_tables  # noqa: PLC0415  (as below)

    tables = tables_of(lists)
    if not tables or not looks_like_a_register(tables):
        return False
    found = people_of_tables(tables)
    for batch in found.to_batches(max_chunksize=50_000):
        for one in batch.to_pylist():
            if as_json:
                emit(one)
            else:
                click.echo(
                    f"{one['person'][:10]}  {one['probability']:.2f}  {isolated(one['list'])}:{one['row']}"
                )
    return True


def tables_of(paths: Sequence[Path]) -> dict[str, Any]:
    """Plain UTF-8 comma-separated files that may be registers, as tables of text by name; else nothing.

    Whatever is not so plain (a blank line, a heading twice) is left to the reader of lists.
    """
    import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415  (slow; ships no types)
    from pyarrow import compute, csv  # noqa: PLC0415  (as above)

    from tawthiq.match.people_register import known_fields  # noqa: PLC0415  (as above)

    tables = {}
    for path in paths:
        if path.name in tables or path.suffix.lower() != ".csv" or not path.is_file():
            return {}
        try:
            with path.open("rb") as handle:
                head = handle.readline(65_536).decode("utf-8-sig").rstrip("\r\n")
            names = next(csv_rows([head]))
            plain = len(set(names)) == len(names) and all(name.strip() for name in names)
            if not plain or not {"given", "family"} <= known_fields(names).keys():
                return {}
            types = csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            )
            table = csv.read_csv(
                path, convert_options=types, parse_options=csv.ParseOptions(ignore_empty_lines=False)
            )
        except (UnicodeDecodeError, pa.ArrowInvalid, StopIteration):
            return {}
        whole = compute.binary_join_element_wise(*table.columns, "", null_handling="replace")
        if compute.any(compute.equal(compute.utf8_trim_whitespace(whole), "")).as_py():
            return {}
        tables[path.name] = table.rename_columns([name.strip() for name in table.column_names])
    return tables if len(tables) == len(paths) else {}


@match.command()
@click.argument("queries", type=click.Path(path_type=Path))
@click.argument("candidates", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True)
def names(queries: Path, candidates: Path, *, as_json: bool) -> None:
    """Names across scripts: for each line of QUERIES its best CANDIDATES."""
    from tawthiq.match import names as run  # noqa: PLC0415  (as above)

    for one in run(_lines(queries), _lines(candidates)):
        if as_json:
            emit(one)
        else:
            click.echo(f"{one.rank:>3} {one.score:.3f}  {isolated(one.query)}  {isolated(one.candidate)}")


@match.command()
@click.argument("folders", nargs=-1, metavar="[DIR|FILE]...", type=click.Path(path_type=Path))
@click.option("--lineage", is_flag=True, help="Footages with their copies, and which may come from which.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def media(ctx: click.Context, folders: tuple[Path, ...], *, lineage: bool, as_json: bool) -> int:
    """Pictures and recordings that are the same, or have a part or their sound in common."""
    bad = 0
    if folders:
        from tawthiq.match import media as run  # noqa: PLC0415  (as above)

        prints, films = [], []
        for path in _files(folders):
            try:
                one = print_of(path.read_bytes(), path.name)
            except TawthiqError as error:
                bad += 1
                complain(f"{path}: {error}")
                continue
            if hasattr(one, "frames"):
                films.append((str(path), one))
            else:
                prints.append((str(path), one))
        found, called = list(run(prints, films=films)), {}
        footages = _lineage(found, [*prints, *films]) if lineage else ()
    else:
        with derived(ctx) as made:
            found = made.media_matches()
            made.must("media")
            called = {one.id: one.obtained.origin for one in made.exhibits()}
            footages = made.lineage() if lineage else ()
    if lineage:
        _show_footages(footages, called, as_json=as_json)
        return 2 if bad else 0
    for one in found:
        if as_json:
            emit(one)
        else:
            pair = f"{isolated(called.get(one.a, one.a))}  {isolated(called.get(one.b, one.b))}"
            where = f"  {_span(one.a_part)} {_span(one.b_part)}" if one.a_part and one.b_part else ""
            click.echo(f"{one.kind:<7} {one.score:>7.3f}  {pair}{where}")
    return 2 if bad else 0


def _lineage(found: Sequence[Any], prints: Sequence[tuple[str, Any]]) -> Any:
    """Of files nothing is known but what they show: their own dates say when they were written here."""
    from tawthiq.match.lineage import Copy, lineage  # noqa: PLC0415  (as above)

    return lineage(found, [Copy(id=name, pixels=one.width * one.height) for name, one in prints])


def _show_footages(footages: Sequence[Any], called: dict[str, str], *, as_json: bool) -> None:
    for one in footages:
        if as_json:
            emit(one)
            continue
        names = {name: isolated(called.get(name, name)) for name in one.copies}
        earliest = names[one.earliest] if one.earliest else "not known"
        click.echo(f"{len(one.copies)} copies; earliest known: {earliest}")
        for step in one.descents:
            why = ", ".join(step.reasons)
            click.echo(
                f"    {names[step.copy]} from {names[step.source]} or a copy of it: {step.strength} ({why})"
            )


def print_of(data: bytes, name: str) -> Any:
    """The fingerprint of a picture's bytes, or of a recording's, as the bytes say. Raises InputError."""
    from tawthiq.collect import sniff  # noqa: PLC0415  (parsers are slow to import)
    from tawthiq.match import film_print, fingerprint  # noqa: PLC0415  (as above)

    if not sniff(data[:4096], name).startswith(("video/", "audio/")):
        return fingerprint(data)
    from tawthiq.engines.ffmpeg_film import recording  # noqa: PLC0415  (only for recordings)

    with recording(data) as opened:
        return film_print(data, opened)


def _span(part: tuple[float, float]) -> str:
    return "-".join(f"{int(t) // 60}:{t % 60:04.1f}" for t in part)


@match.command()
@click.argument("folders", nargs=-1, metavar="[DIR|FILE]...", type=click.Path(path_type=Path))
@click.option(
    "--across", is_flag=True, help="Also translations between Arabic and English, whole or of a passage."
)
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def text(ctx: click.Context, folders: tuple[Path, ...], *, across: bool, as_json: bool) -> int:
    """Plain texts that are one text, or nearly so; of a case, what is told in two languages."""
    from tawthiq.cli.match_across import of_files, of_the_case  # noqa: PLC0415  (only here)

    if not folders:
        of_the_case(ctx, as_json=as_json)
        return 0
    from tawthiq.match.texts import texts as run  # noqa: PLC0415  (as above)

    bad, held = 0, {}
    for path in _files(folders):
        try:
            held[str(path)] = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            bad += 1
            complain(f"{path}: byte {error.start} is not UTF-8; expected plain text")
    for one in run(held):
        if as_json:
            emit(one)
        else:
            click.echo(f"{one.kind:<7} {one.score:>7.3f}  {isolated(one.a)}  {isolated(one.b)}")
    if across:
        of_files(held, as_json=as_json)
    return 2 if bad else 0


match.add_command(incidents)
match.add_command(strikes)


def _files(folders: tuple[Path, ...]) -> Iterator[Path]:
    for folder in folders:
        if folder.is_dir():
            yield from sorted(path for path in folder.rglob("*") if path.is_file())
        elif folder.is_file():
            yield folder
        else:
            raise MissingInput("nothing there", where=str(folder))


def _rows(path: Path, name: str) -> tuple[PersonRow, ...]:
    from tawthiq.collect import person_rows, sniff  # noqa: PLC0415  (parsers are slow to import)

    data = _bytes(path)
    return person_rows(data, name, sniff(data[:4096], path.name))


def _lines(path: Path) -> list[str]:
    try:
        return [line for line in _bytes(path).decode("utf-8-sig").splitlines() if line.strip()]
    except UnicodeDecodeError as error:
        raise UnreadableInput("not UTF-8", where=str(path), hint="save it as UTF-8, a name a line") from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise MissingInput("no such file", where=str(path)) from error
