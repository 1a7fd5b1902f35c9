"""One suite for the port Vault, run against every implementation."""

import hashlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from obstore.store import MemoryStore

from tawthiq.engines.s3 import StoreVault
from tawthiq.record.errors import ObjectMissing
from tawthiq.record.file_vault import FileVault
from tawthiq.record.vault import MemoryVault, Vault, digest_of

MAKERS: dict[str, Callable[[Path], Vault]] = {
    "memory": lambda path: MemoryVault(),
    "store": lambda path: StoreVault(MemoryStore()),
    "files": lambda path: FileVault.create(path / "objects"),
}


@pytest.fixture(params=MAKERS)
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Vault]:
    made = MAKERS[request.param](tmp_path)
    yield made
    made.close()


def test_an_object_never_put_is_missing(vault: Vault) -> None:
    """Opening it raises ObjectMissing, and `has` denies it."""
    digest = "0" * 64
    assert not vault.has(digest)
    with pytest.raises(ObjectMissing):
        vault.open(digest)


def test_what_is_staged_is_not_there_before_sync(vault: Vault) -> None:
    """A staged object is promised to nobody."""
    digest, _ = vault.put(io.BytesIO(b"staged"))
    assert not vault.has(digest)
    assert list(vault.digests()) == []


@pytest.mark.parametrize("bad", ["", "../" + "0" * 61, "Z" * 64, "0" * 63, "A" * 64])
def test_a_digest_that_is_no_digest_is_missing(vault: Vault, bad: str) -> None:
    """A name that could be a path reaches no file."""
    with pytest.raises(ObjectMissing):
        vault.open(bad)


def test_put_then_sync_keeps_the_bytes_under_their_hash(vault: Vault) -> None:
    """The digest is SHA-256 of exactly what was put."""
    data = bytes(range(256)) * 5000
    digest, size = vault.put(io.BytesIO(data))
    vault.sync()
    assert (digest, size) == (hashlib.sha256(data).hexdigest(), len(data))
    with vault.open(digest) as stream:
        assert stream.read() == data


def test_putting_the_same_bytes_twice_keeps_one_object(vault: Vault) -> None:
    """Twice within a batch and again after it."""
    for _ in range(2):
        vault.put(io.BytesIO(b"same"))
    vault.sync()
    vault.put(io.BytesIO(b"same"))
    vault.sync()
    assert len(list(vault.digests())) == 1


def test_remove_unlinks_and_is_silent_about_what_is_not_there(vault: Vault) -> None:
    """Withdrawal can be repeated."""
    digest, _ = vault.put(io.BytesIO(b"to be withdrawn"))
    vault.sync()
    vault.remove(digest)
    vault.remove(digest)
    assert not vault.has(digest)


class Breaking(io.BytesIO):
    """A source that fails after its first chunk."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell():
            raise OSError(5, "Input/output error")
        return super().read(3)


def test_a_source_that_breaks_leaves_nothing(vault: Vault) -> None:
    """Half an object is no object."""
    with pytest.raises(Exception):  # noqa: B017  (StorageError from files, OSError from memory)
        vault.put(Breaking(b"half of it"))
    vault.sync()
    assert list(vault.digests()) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(blobs=st.lists(st.binary(max_size=200), max_size=6))
def test_digests_lists_what_was_put_in_order(vault: Vault, blobs: list[bytes]) -> None:
    """Whatever is put, in whatever order, is listed once and sorted."""
    before = set(vault.digests())
    names = {vault.put(io.BytesIO(blob))[0] for blob in blobs}
    vault.sync()
    listed = list(vault.digests())
    assert listed == sorted(before | names)
    for name in names:
        with vault.open(name) as stream:
            assert digest_of(stream)[0] == name


def test_a_damaged_file_is_written_again_by_the_next_put(tmp_path: Path) -> None:
    """A whole copy that comes in again repairs a damaged one."""
    vault = FileVault.create(tmp_path / "objects")
    digest, _ = vault.put(io.BytesIO(b"precious"))
    vault.sync()
    path = vault.path(digest)
    path.chmod(0o644)
    path.write_bytes(b"pr3cious")
    vault.put(io.BytesIO(b"precious"))
    vault.sync()
    assert path.read_bytes() == b"precious"


def test_strays_of_a_killed_writer_are_swept(tmp_path: Path) -> None:
    """Only files in `incoming` go."""
    vault = FileVault.create(tmp_path / "objects")
    vault.put(io.BytesIO(b"never synced"))
    assert FileVault(tmp_path / "objects").sweep() == 1
    assert not any((tmp_path / "objects" / "incoming").iterdir())
