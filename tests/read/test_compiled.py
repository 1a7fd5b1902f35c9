"""`make fast`: the compiled reader is the same reader, and never one of another source."""

import importlib.util
import os
import subprocess
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from types import ModuleType

import pytest

from tawthiq import compiled

ROOT = Path(__file__).parents[2]
TOOL = ROOT / "tools" / "compile_reader.py"
READ = """
import hashlib, json, sys
from pathlib import Path
from tawthiq.read import claim_json, claims, lost, plain, read_markup
told = hashlib.sha256()
count = 0
for path in sorted(Path(sys.argv[1]).glob("*.gold")):
    for text in read_markup(path.read_text(encoding="utf-8").splitlines()):
        for source in (text.text, text.text[::-1], text.text.replace(" ", "\\u00a0\\u2067"), text.text.upper()):
            found = claims(plain(source), exhibit=text.exhibit, published=text.published)
            count += len(found)
            rows = [claim_json(claim) for claim in found] + [repr(each) for each in lost(plain(source), exhibit="x")]
            told.update(json.dumps(rows, sort_keys=True).encode())
print(Path(sys.modules["tawthiq.read.claims"].__file__).suffix, count, told.hexdigest())
"""


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("compile_reader", TOOL)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


def _placed(home: Path, mark: str) -> Path:
    file = home / mark / "tawthiq" / "read" / f"claims{EXTENSION_SUFFIXES[0]}"
    file.parent.mkdir(parents=True)
    file.touch()
    return file


def _read(home: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", READ, str(ROOT / "tests" / "read" / "gold")],
        env={**os.environ, "TAWTHIQ_COMPILED": home},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.split()


def test_what_was_compiled_from_another_source_is_not_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One digit of the mark is enough; with the mark of this source the module is found, and a module beside it is not."""
    monkeypatch.setenv("TAWTHIQ_COMPILED", str(tmp_path))
    mark = compiled.mark()
    _placed(tmp_path, ("1" if mark[0] == "0" else "0") + mark[1:])
    assert compiled.Finder().find_spec("tawthiq.read.claims") is None
    file = _placed(tmp_path, mark)
    found = compiled.Finder().find_spec("tawthiq.read.claims")
    assert found is not None
    assert found.origin == str(file)
    assert compiled.Finder().find_spec("tawthiq.read.voices") is None
    assert compiled.Finder().find_spec("tawthiq.record.claim") is None


def test_a_changed_module_has_another_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One byte, and a module more, change what is asked for; the same source does not."""
    for package in compiled.PACKAGES:
        (tmp_path / package).mkdir()
        (tmp_path / package / "one.py").write_text("ONE = 1\n")
    monkeypatch.setattr(compiled, "__file__", str(tmp_path / "compiled.py"))
    first = compiled.mark()
    assert compiled.mark() == first
    (tmp_path / "read" / "one.py").write_text("ONE = 2\n")
    second = compiled.mark()
    (tmp_path / "read" / "two.py").write_text("")
    assert len({first, second, compiled.mark()}) == 3


def test_nothing_is_looked_for_where_nothing_was_compiled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither without a folder nor where the environment says 0."""
    monkeypatch.setattr(sys, "meta_path", [])
    for told in ("0", str(tmp_path / "none")):
        monkeypatch.setenv("TAWTHIQ_COMPILED", told)
        compiled.install()
        assert sys.meta_path == []
    monkeypatch.setenv("TAWTHIQ_COMPILED", str(tmp_path))
    compiled.install()
    assert len(sys.meta_path) == 1


def test_compiling_into_a_folder_removes_old_readers_and_nothing_else(tmp_path: Path) -> None:
    """Somebody's own files in a folder that he named stay."""
    _placed(tmp_path, "0123456789abcdef-cpython-311")
    (tmp_path / "photographs").mkdir()
    (tmp_path / "0123456789abcdef-cpython-311.txt").write_text("mine")
    _tool().sweep(tmp_path)
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "0123456789abcdef-cpython-311.txt",
        "photographs",
    ]
    assert _tool().MARK.fullmatch(compiled.mark())


@pytest.mark.slow
def test_the_compiled_reader_gives_every_claim_that_the_source_gives(tmp_path: Path) -> None:
    """All gold texts, and each backwards, in isolates and no-break spaces, and in capitals: the same rows to the last digit."""
    tool = _tool()
    if lack := tool.lacking():
        pytest.skip(lack)
    home = tmp_path / "compiled"
    subprocess.run(
        [sys.executable, str(TOOL), str(home)],
        env={**os.environ, "OPT": "0"},
        check=True,
        capture_output=True,
    )
    written, machine = _read("0"), _read(str(home))
    assert (written[0], machine[0]) == (".py", ".so")
    assert machine[1:] == written[1:]
    assert int(written[1]) > 4000
