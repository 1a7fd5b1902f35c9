"""The power goes in the middle of an intake: a real ext4 on a loop device, stopped without flushing its journal.

The ioctl EXT4_IOC_SHUTDOWN with NOLOGFLUSH does to a file system what a cut does: nothing that is not on the disk gets
there any more. Then it is mounted again, its journal replayed, and the record opened as the next writer would. Needs root
and loop devices; skipped aloud where there are none.
"""

import fcntl
import os
import random
import select
import shutil
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from crash_verdict import state  # type: ignore[import-not-found]

from tawthiq.record.errors import TawthiqError
from tawthiq.record.file_vault import FileVault
from tawthiq.record.vault import digest_of

HERE = Path(__file__).parent
CUTS = 200
SHUTDOWN, NO_LOG_FLUSH = 0x8004587D, 2


class Disk:
    """An ext4 file system in a file."""

    def __init__(self, image: Path, mount: Path) -> None:
        self.image, self.mount = image, mount

    def make(self) -> None:
        with self.image.open("wb") as out:
            out.truncate(96 << 20)
        subprocess.run(["mkfs.ext4", "-q", "-F", str(self.image)], check=True, capture_output=True)
        self.mount.mkdir(exist_ok=True)
        self.attach()

    def attach(self) -> None:
        subprocess.run(
            ["mount", "-o", "loop", str(self.image), str(self.mount)], check=True, capture_output=True
        )

    def detach(self) -> None:
        for _ in range(50):
            if subprocess.run(["umount", str(self.mount)], capture_output=True, check=False).returncode == 0:
                return
            time.sleep(0.05)
        raise RuntimeError("the loop device stays busy")

    def cut(self) -> None:
        handle = os.open(self.mount, os.O_RDONLY)
        try:
            fcntl.ioctl(handle, SHUTDOWN, struct.pack("I", NO_LOG_FLUSH))
        finally:
            os.close(handle)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    if os.geteuid() != 0 or shutil.which("mkfs.ext4") is None or not Path("/dev/loop-control").exists():
        pytest.skip("power cuts need root, mkfs.ext4 and loop devices")
    made = Disk(tmp_path / "image", tmp_path / "mount")
    try:
        made.make()
    except subprocess.CalledProcessError as error:
        pytest.skip(f"no loop device can be mounted here: {error.stderr!r}")
    yield made
    subprocess.run(["umount", "-l", str(made.mount)], capture_output=True, check=False)


def run_and_cut(disk: Disk, case: Path, moment: float, *switches: str) -> list[str]:
    """Let an intake run on the disk, cut the power, give back what had been read as acknowledged before the cut."""
    child = subprocess.Popen(
        [
            sys.executable,
            str(HERE / "intake.py"),
            str(case),
            "2000",
            "1" if "--ones" in switches else "5",
            *switches,
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert child.stdout is not None
    out = b""
    # The clock starts with the first acknowledgement, so that a slow start is not the only thing that is ever cut.
    select.select([child.stdout], [], [], 20)
    until = time.monotonic() + moment
    while (left := until - time.monotonic()) > 0:
        if select.select([child.stdout], [], [], left)[0]:
            piece = os.read(child.stdout.fileno(), 1 << 16)
            if not piece:
                break
            out += piece
    disk.cut()
    child.kill()
    child.communicate()
    disk.detach()
    disk.attach()
    return [line.decode() for line in out[: out.rfind(b"\n") + 1].splitlines()]


@pytest.mark.slow
def test_two_hundred_power_cuts_lose_nothing_acknowledged(disk: Disk) -> None:
    """One record for twenty cuts, then another; every id read before a cut must be there after all of them."""
    draw = random.Random(29)
    told = 0
    for n in range(CUTS // 20):
        case = disk.mount / f"case-{n}"
        case.mkdir()
        subprocess.run(["sync", "-f", str(disk.mount)], check=True)
        acknowledged: list[str] = []
        for _ in range(20):
            acknowledged += run_and_cut(disk, case, draw.uniform(0.0, 0.2))
            lost, damage = state(case, acknowledged)
            assert not lost
            assert not damage
        told += len(acknowledged)
        shutil.rmtree(case)
    assert told > CUTS


@pytest.mark.slow
def test_power_cuts_leave_no_sealed_thing_without_its_key(disk: Disk) -> None:
    """What was acknowledged opens: ciphertext, envelope and statement became durable in that order."""
    assert hurt_in(disk, SURE, "--sealed") == 0


def hurt_in(disk: Disk, cuts: int, *switches: str) -> int:
    """In how many of so many cuts, each over a fresh folder, something acknowledged was lost or damaged."""
    draw = random.Random(31)
    hurt = acknowledged = 0
    for n in range(cuts):
        case = disk.mount / f"case-{n}"
        case.mkdir()
        subprocess.run(["sync", "-f", str(disk.mount)], check=True)
        told = run_and_cut(disk, case, draw.uniform(0.02, 0.2), *switches)
        if "--vault-only" in switches:
            vault = FileVault(case / "objects")
            hurt += any(not whole(vault, digest) for digest in told)
        else:
            hurt += any(state(case, told))
        acknowledged += len(told)
        shutil.rmtree(case)
        if hurt and cuts > SURE:
            break
    assert acknowledged, "the intake never began"
    return hurt


SURE = 20


def whole(vault: FileVault, digest: str) -> bool:
    """The object is there and is what its name says."""
    try:
        with vault.open(digest) as stream:
            return digest_of(stream)[0] == digest
    except TawthiqError:
        return False


@pytest.mark.slow
def test_objects_alone_survive_too(disk: Disk) -> None:
    """Without a record whose own syncs would help them."""
    assert hurt_in(disk, SURE, "--vault-only", "--ones") == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "switches", [("--normal",), ("--vault-only", "--ones", "--no-folder-sync")], ids=" ".join
)
def test_a_weaker_store_is_caught_by_the_same_cuts(disk: Disk, switches: tuple[str, ...]) -> None:
    """The negative controls: without them these cuts might cut nothing."""
    assert hurt_in(disk, 60, *switches), f"60 cuts hurt nothing under {switches}: the suite is blind"
