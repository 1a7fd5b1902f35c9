"""An intake killed, or refused by the disk, at every single system call that writes (strace fault injection).

SIGKILL, ENOSPC and EIO at the k-th call of each kind, for every k of an undisturbed run. Nothing acknowledged may be
lost, nothing may be damaged, and a disk error must be said in words with the exit code of the error tree.
"""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from crash_verdict import state  # type: ignore[import-not-found]

HERE = Path(__file__).parent
CALLS = (
    "write",
    "pwrite64",
    "fsync",
    "fdatasync",
    "syncfs",
    "sync_file_range",
    "rename",
    "ftruncate",
    "unlink",
    "mkdir",
    "chmod",
    "openat",
)
ENV = {"PATH": os.environ["PATH"], "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}


def strace(case: Path, *options: str, switches: "Switches" = ()) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [
            "strace",
            "--seccomp-bpf",
            "-f",
            "-qq",
            *options,
            sys.executable,
            str(HERE / "intake.py"),
            str(case),
            "2",
            "4",
            *switches,
        ],
        capture_output=True,
        text=True,
        env=ENV,
        check=False,
        timeout=120,
    )


Switches = tuple[str, ...]


def spans(folder: Path, switches: Switches) -> dict[str, tuple[int, int]]:
    """For each call: how many came before the intake began, and how many by its end."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed: apt install strace")
    trace = folder / "trace"
    done = strace(folder / "case", "-o", str(trace), "-e", f"trace={','.join(CALLS)}", switches=switches)
    if done.returncode:
        pytest.skip(f"strace cannot trace here: {done.stderr[-200:]}")
    before: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    # The intake proper begins where it first touches its folder, before it says so on stderr.
    begun = False
    for line in trace.read_text(errors="replace").splitlines():
        found = re.match(r"\d+\s+(\w+)\(", line)
        if not found:
            continue
        if not begun and str(folder / "case") in line and "intake.py" not in line:
            begun, before = True, seen.copy()
        seen[found[1]] += 1
    assert begun
    return {call: (before[call], seen[call]) for call in CALLS}


def points(spans: dict[str, tuple[int, int]]) -> list[tuple[str, int]]:
    return [(call, k) for call, (low, high) in spans.items() for k in range(low + 1, high + 1)]


def run(base: Path, call: str, k: int, fault: str, switches: Switches) -> str | None:
    """Inject one fault; the complaint, or None if all is well."""
    case = base / f"{call}-{k}-{fault.replace('=', '-')}"
    inject = ("-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={k}")
    done = strace(case, "-o", "/dev/null", *inject, switches=switches)
    acknowledged = done.stdout.split()
    lost, damage = state(case, acknowledged)
    said_wrong = "Traceback" in done.stderr and not done.stderr.rstrip().endswith("KeyboardInterrupt")
    shutil.rmtree(case, ignore_errors=True)
    if lost or damage or said_wrong:
        return f"{call} {k} {fault}: lost {lost} damage {damage} said {done.stderr[-300:]}"
    return None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("switches", "fault"),
    [
        ((), "signal=KILL"),
        ((), "error=ENOSPC"),
        ((), "error=EIO"),
        (("--sealed",), "signal=KILL"),
    ],
    ids=lambda one: "".join(one) or "open",
)
def test_no_fault_at_any_call_loses_what_was_acknowledged(
    tmp_path: Path, switches: Switches, fault: str
) -> None:
    """And the record stays sound; what is sealed opens."""
    every = points(spans(tmp_path, switches))
    assert len(every) > 60
    with ThreadPoolExecutor(2) as pool:
        complaints = [one for one in pool.map(lambda p: run(tmp_path, *p, fault, switches), every) if one]
    assert not complaints, "\n".join(complaints[:5])
