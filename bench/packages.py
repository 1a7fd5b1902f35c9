"""What handing over and checking cost, as ratios to the least that could do: one copy or one reading, with one SHA-256.

    python bench/packages.py [--mb 400] [--folder DIR]

- BagIt and OCFL export against copying (or linking) and hashing the same bytes, with one sync at the end
- verifying a bag, a root and a WACZ against one reading and hashing of the same bytes
- bagit-python, ocfl-py and py-wacz beside them where they are installed (tests/preserve/test_judges.py has them installed)
"""

import argparse
import hashlib
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tawthiq.case import Case
from tawthiq.case.export import export
from tawthiq.case.folder import Folder, init_case
from tawthiq.preserve.packages import check_package
from tawthiq.protect.policy import Seals
from tawthiq.record.assessment import Visibility
from tawthiq.record.storage import sync_file_system

CHUNK = 1 << 20


def cpu() -> float:
    """Seconds of processors used so far, by this process and those it ran."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def timed(job: Callable[[], object]) -> tuple[float, float]:
    """Wall and processor seconds of one call."""
    began, used = time.perf_counter(), cpu()
    job()
    return time.perf_counter() - began, cpu() - used


def ratios(least: Callable[[], object], jobs: dict[str, tuple[Callable[[], object], str]]) -> None:
    """Each job beside the least that could do, three times in turn; the smallest of each."""
    floor: list[tuple[float, float]] = []
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in jobs}
    for _ in range(3):
        floor.append(timed(least))
        for name, (job, _bound) in jobs.items():
            found[name].append(timed(job))
    for name, (_job, bound) in jobs.items():
        wall, used = (
            min(one[part] for one in found[name]) / min(one[part] for one in floor) for part in (0, 1)
        )
        print(f"{name:<50} {wall:6.2f}x wall {used:6.2f}x processor  {bound}")


def sources(folder: Path, megabytes: int) -> None:
    """WARC files of media, plain, as a collector that does not pack what is packed already writes them."""
    folder.mkdir()
    draw = random.Random(1)
    left, number = megabytes << 20, 0
    while left > 0:
        with (folder / f"{number}.warc").open("wb") as out:
            room = min(left, 32 << 20)
            while room > 0:
                size = min(room, 100_000 if number % 4 else 4 << 20)
                out.write(record(f"http://a.test/{number}/{room}", draw.randbytes(size)))
                room -= size
        left -= min(left, 32 << 20)
        number += 1


def record(url: str, body: bytes) -> bytes:
    """One response with its payload's digest, as collectors write them."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n" + body
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x:{url}>\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Payload-Digest: sha1:{hashlib.sha1(body).hexdigest()}\r\n"  # noqa: S324
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def read_and_hash(paths: list[Path]) -> None:
    """The least that a verifier must do."""
    buffer = bytearray(CHUNK)
    for path in paths:
        sha = hashlib.sha256()
        with path.open("rb", buffering=0) as stream:
            while count := stream.readinto(buffer):
                sha.update(memoryview(buffer)[:count])


def copy_and_hash(paths: list[Path], into: Path) -> None:
    """The least that a writer must do, with one sync."""
    into.mkdir()
    handle = os.open(into, os.O_RDONLY)
    buffer = bytearray(CHUNK)
    for number, path in enumerate(paths):
        sha = hashlib.sha256()
        with path.open("rb", buffering=0) as stream, (into / str(number)).open("xb", buffering=0) as out:
            while count := stream.readinto(buffer):
                out.write(memoryview(buffer)[:count])
                sha.update(memoryview(buffer)[:count])
    sync_file_system(handle)
    os.close(handle)
    shutil.rmtree(into)


def link_and_hash(paths: list[Path], into: Path) -> None:
    """The least that a writer of links must do, with one sync."""
    into.mkdir()
    handle = os.open(into, os.O_RDONLY)
    for number, path in enumerate(paths):
        (into / str(number)).hardlink_to(path)
    read_and_hash(list(into.iterdir()))
    sync_file_system(handle)
    os.close(handle)
    shutil.rmtree(into)


def judge(name: str, *args: str) -> Callable[[], object] | None:
    """Another program as a job, if it is installed."""
    found = next(iter((Path(sys.prefix) / "judges").glob(f"packages-*/bin/{name}")), None)
    return partial(subprocess.run, [str(found), *args], capture_output=True, check=False) if found else None


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--mb", type=int, default=400)
    parser.add_argument("--folder", type=Path)
    args = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="packages-", dir=args.folder))
    try:
        bench(root, args.mb)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def bench(root: Path, megabytes: int) -> None:
    """Everything, in one folder."""
    sources(root / "in", megabytes)
    # What is open, as a public archive is: opening what is sealed would be measured by bench/sealing.py.
    init_case(root / "case", seals=Seals.NOTHING)
    with Case(Folder(root / "case"), writer=True) as case:
        list(case.collect([str(root / "in")]))
        case.refresh()
        objects = [case.vault.path(one.original.name) for one in case.exhibits()]

        def write(kind: str, *, link: bool = False) -> None:
            target = root / "out.wacz"
            export(case, kind, target, level=Visibility.SEALED, link=link)
            if target.is_dir():
                shutil.rmtree(target)
            else:
                target.unlink()

        print("export, against copy + SHA-256 + one sync")
        jobs: dict[str, tuple[Callable[[], object], str]] = {
            "BagIt": (partial(write, "bagit"), "(bound 1.2)"),
            "OCFL 1.1": (partial(write, "ocfl"), "(bound 1.2)"),
            "WACZ, indexed and its records' digests checked": (partial(write, "wacz"), ""),
        }
        ratios(partial(copy_and_hash, objects, root / "least"), jobs)
        print("export by hard link, against linking + SHA-256 + one sync")
        linked = {"BagIt --link": (partial(write, "bagit", link=True), "(bound 1.2)")}
        ratios(partial(link_and_hash, objects, root / "least"), linked)
        for kind, name in (("bagit", "bag"), ("ocfl", "root"), ("wacz", "web.wacz")):
            export(case, kind, root / name, level=Visibility.SEALED)
    print("verify, against reading + SHA-256 by one thread")
    script = "import bagit, sys; bagit.Bag(sys.argv[1]).validate(processes=1)"
    peers: dict[str, tuple[str, Callable[[], object] | None]] = {
        "bag": (
            "bagit-python",
            partial(subprocess.run, [sys.executable, "-c", script, str(root / "bag")], check=True),
        ),
        "root": (
            "ocfl-py",
            judge(
                "ocfl-validate.py", *map(str, (p.parent for p in (root / "root").rglob("0=ocfl_object_*")))
            ),
        ),
        "web.wacz": ("py-wacz", judge("wacz", "validate", "-f", str(root / "web.wacz"))),
    }
    for name, (peer, other) in peers.items():
        path = root / name
        inside = [one for one in path.rglob("*") if one.is_file()] if path.is_dir() else [path]
        more: dict[str, tuple[Callable[[], object], str]] = {
            f"{name}, one thread": (
                partial(check_package, path, threads=1),
                "(bound 1.3)" if name == "web.wacz" else "",
            ),
            f"{name}, as the program does": (partial(check_package, path), ""),
        }
        if other is not None:
            more[f"{name} by {peer}, its start included"] = (other, "")
        ratios(partial(read_and_hash, inside), more)


if __name__ == "__main__":
    main()
