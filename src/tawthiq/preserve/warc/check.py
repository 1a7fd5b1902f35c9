"""A WARC by itself is verified when each of its records can be read to the end and bears true digests."""

from collections.abc import Iterator
from pathlib import Path

from tawthiq.preserve.verdict import Gravity, Problem, Report, judged
from tawthiq.preserve.warc.read import read_warc

KIND = "warc"


def check_warc(path: Path) -> Report:
    """The verdict on a WARC file. Records without a digest of their own are named as not checked."""
    problems: list[Problem] = []
    bare = count = 0
    try:
        for record in read_warc(_chunks(path), path.name, problems):
            if record.head.kind == "warcinfo":
                continue
            fields = record.head.fields
            bare += "warc-block-digest" not in fields and "warc-payload-digest" not in fields
            count += 1
    except OSError as error:
        problems.append(Problem("unreadable", str(path), f"it cannot be read ({error.strerror or error})"))
    if bare:
        what = f"{bare} of {count} records bear no digest, so nothing says what they should hold"
        problems.append(Problem("warc-no-digest", path.name, what, Gravity.UNCHECKED))
    return judged(str(path), KIND, problems)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb", buffering=0) as stream:
        while chunk := stream.read(1 << 20):
            yield chunk
