"""`kill -9` at any moment of an intake: what was acknowledged is there, the case is sound, and a re-run finishes the job."""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tawthiq.case import Case, init_case
from tawthiq.case.folder import Folder
from tawthiq.preserve import Verdict

FILES = 500
KILLS = 200
WORKERS = 2


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """500 files of mixed sizes, some alike."""
    root = tmp_path_factory.mktemp("intake") / "inbox"
    draw = random.Random(7)
    for n in range(FILES):
        path = root / f"d{n % 7}" / f"message-{n:03}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        words = f"message {n % 450}\n" + "رسالة " * draw.randrange(1, 3000)
        path.write_text(words, encoding="utf-8")
    return root


def start(case: Path, source: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "tawthiq", "--case", str(case), "collect", "--json", str(source)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )


def held(case: Path) -> tuple[dict[str, str], list[str]]:
    """Exhibit id -> origin, and the SHA-256 of every object's plain bytes, each opened."""
    with Case(Folder(case)) as opened:
        assert all(one.verdict is Verdict.VERIFIED for one in opened.verify())
        there = opened.exhibits()
        digests = {one.original.digest for one in there}
        assert all(hashlib.sha256(opened.object_bytes(one)).hexdigest() == one for one in digests)
        return {one.id: one.obtained.origin for one in there}, sorted(digests)


def killed(folder: Path, work: Path, whole: float, kills: int) -> tuple[dict[str, str], list[str]]:
    """Kill an intake `kills` times at random moments and finish it; what the finished case holds."""
    draw = random.Random(work.name)
    rounds = done = 0
    finished = False
    case = work / "case-0"
    init_case(case)
    acknowledged: dict[str, str] = {}
    while done < kills:
        if finished:
            # All is in: begin again, so that later kills fall into real work too.
            rounds += 1
            case = work / f"case-{rounds}"
            init_case(case)
            acknowledged = {}
        child = start(case, folder)
        time.sleep(draw.uniform(0.1, 1.1) * whole)
        if child.poll() is None:
            child.send_signal(signal.SIGKILL)
            done += 1
        out = child.communicate()[0]
        for line in out[: out.rfind(b"\n") + 1].splitlines():
            told = json.loads(line)
            acknowledged[told["exhibit"]] = told["origin"]
        there, _ = held(case)
        assert acknowledged.items() <= there.items()
        finished = len(there) == FILES
    last = start(case, folder)
    last.communicate()
    assert last.returncode == 0
    there, objects = held(case)
    assert acknowledged.items() <= there.items()
    return there, objects


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_over_200_kills(folder: Path, tmp_path: Path) -> None:
    """Each acknowledged exhibit survives each kill; the finished case holds the same objects as an undisturbed one."""
    calm = tmp_path / "calm"
    init_case(calm)
    began = time.monotonic()
    assert start(calm, folder).communicate()[0].count(b"\n") == FILES
    whole = time.monotonic() - began
    origins, expected = held(calm)
    works = [tmp_path / f"work-{n}" for n in range(WORKERS)]
    for work in works:
        work.mkdir()
    with ThreadPoolExecutor(WORKERS) as pool:
        for there, objects in pool.map(lambda work: killed(folder, work, whole, KILLS // WORKERS), works):
            assert sorted(there.values()) == sorted(origins.values())
            assert objects == expected
