"""Answers, proofs, certificates and block headers as files that the user names."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tawthiq.case.judging import judge_proof, judge_stamp
from tawthiq.preserve import Header, Report, by_height, ots
from tawthiq.preserve.der import MOST
from tawthiq.preserve.token import is_answer
from tawthiq.preserve.trust import Trust, read_certificates, trust
from tawthiq.record.errors import InputError, MissingInput, TooLargeInput

Headers = Mapping[int | None, Sequence[Header]]


def read_file(path: Path) -> bytes:
    """A small file. Raises MissingInput, TooLargeInput."""
    try:
        with path.open("rb") as source:
            data = source.read(MOST + 1)
    except OSError as error:
        raise MissingInput("no such file", where=str(path)) from error
    if len(data) > MOST:
        raise TooLargeInput(f"a file of more than {MOST} bytes", where=str(path))
    return data


def read_trust(roots: Iterable[Path], chains: Iterable[Path] = ()) -> Trust:
    """The certificates of these files. Raises MissingInput, UnreadableInput."""
    named = [one for path in roots for one in read_certificates(read_file(path), str(path))]
    return trust(named, [one for path in chains for one in read_certificates(read_file(path), str(path))])


def read_headers(paths: Iterable[Path]) -> Headers:
    """Block headers by height, from files that name it, and folders of such. Raises MissingInput, UnreadableInput."""
    files: list[Path] = []
    for path in paths:
        if not path.exists():
            raise MissingInput("no block headers there", where=str(path))
        files += sorted(one for one in path.iterdir() if one.is_file()) if path.is_dir() else [path]
    return by_height(
        (path.name, read_file(path).strip(b"\r\n") if path.stat().st_size != 80 else read_file(path))
        for path in files
    )


def outside_report(
    path: Path,
    *,
    roots: Iterable[Path] = (),
    chains: Iterable[Path] = (),
    headers: Iterable[Path] = (),
    of: Path | None = None,
    digest: str | None = None,
) -> Report | None:
    """The verdict on a file that is a time stamp's answer or proof; None if it is neither.

    The stamped file is `of`, or else the one that stands beside it under its name without the last suffix.
    """
    raw = read_file(path)
    kind = "opentimestamps" if raw.startswith(ots.MAGIC) or path.suffix == ".ots" else "rfc3161"
    if kind == "rfc3161" and path.suffix != ".tsr" and not is_answer(raw):
        return None
    known = _digest(digest)
    beside = path.with_suffix("")
    stamped = (
        of if of is not None else beside if known is None and beside.is_file() and beside != path else None
    )
    data = read_whole(stamped) if stamped is not None else None
    if kind == "opentimestamps":
        judgement = judge_proof(raw, read_headers(headers), data=data, digest=known)
    else:
        judgement = judge_stamp(raw, read_trust(roots, chains), data=data, digest=known)
    return Report(path=str(path), kind=kind, verdict=judgement.verdict, problems=judgement.problems)


def read_whole(path: Path) -> bytes:
    """A stamped file, whatever its size. Raises MissingInput."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise MissingInput("no such file", where=str(path)) from error


def _digest(digest: str | None) -> bytes | None:
    if digest is None:
        return None
    try:
        return bytes.fromhex(digest)
    except ValueError as error:
        raise InputError(f"{digest!r} is no digest", expected="hex digits") from error
