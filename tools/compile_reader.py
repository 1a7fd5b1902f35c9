"""Compiles the reader with mypyc (`make fast`): the same claims, one and a half times as fast. Needs a C compiler and Python's headers.

    python tools/compile_reader.py [FOLDER]

Nothing is written beside the source: the modules go to a folder of their own (`tawthiq.compiled` tells which, and when it is used).
`OPT` in the environment is the C compiler's level: 2 where it is not given; 0 compiles in half the time and runs half as fast.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

from tawthiq import compiled

SOURCE = Path(compiled.__file__).parent
APART = ("__init__", "value")
"""Not compiled: a package's front door, and the base of values, whose class options only the interpreter hands on."""
UNFINISHED = "unfinished-reader"
MARK = re.compile(r"[0-9a-f]{16}-[a-z]+-\d+")
"""The names that `compiled.mark` gives."""
BUILD = """
import sys
from setuptools import setup
from mypyc.build import mypycify
setup(name="reader", ext_modules=mypycify(sys.argv[4:], opt_level=sys.argv[3], multi_file=True), script_args=["-q", "build_ext", "--build-lib", sys.argv[1], "--build-temp", sys.argv[2]])
"""


def lacking() -> str | None:
    """What is not here and must be, with what to do; None where nothing lacks."""
    compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0]
    if shutil.which(compiler) is None:
        return f"no C compiler ({compiler}); on Debian: apt install gcc"
    if not Path(sysconfig.get_path("include"), "Python.h").exists():
        return f"no headers of this Python ({sysconfig.get_path('include')}/Python.h); on Debian: apt install python3-dev"
    try:
        import mypyc  # noqa: F401, PLC0415 - whether it is there is what is asked
    except ImportError:
        return "no mypyc in this environment; make .venv/dev.done"
    return None


def modules() -> list[str]:
    """The modules to compile, from the folder that holds the package. Those of name matching are numba's."""
    return [
        f"tawthiq/{package}/{file.name}"
        for package in compiled.PACKAGES
        for file in sorted((SOURCE / package).glob("*.py"))
        if file.stem not in APART and not (package == "language" and file.stem.startswith("names"))
    ]


def build(home: Path) -> Path:
    """Compiles into `home`/MARK, all or nothing, and sweeps what was made from other sources. Raises CalledProcessError."""
    wanted = home / compiled.mark()
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        shutil.copytree(
            SOURCE, work / "src" / "tawthiq", ignore=shutil.ignore_patterns("__pycache__", "static")
        )
        (work / "src" / "mypy.ini").write_text(
            "[mypy]\npython_version = 3.11\nignore_missing_imports = True\n"
        )
        subprocess.run(
            [
                sys.executable,
                "-c",
                BUILD,
                str(work / "out"),
                str(work / "made"),
                os.environ.get("OPT", "2"),
                *modules(),
            ],
            cwd=work / "src",
            env={**os.environ, "TAWTHIQ_COMPILED": "0", "MYPY_CACHE_DIR": str(work / "cache")},
            check=True,
        )
        home.mkdir(parents=True, exist_ok=True)
        sweep(home)
        shutil.move(work / "out", home / UNFINISHED)
    return (home / UNFINISHED).rename(wanted)


def sweep(home: Path) -> None:
    """Removes compiled readers from a folder, finished or not, and nothing else that lies there."""
    for old in home.iterdir():
        if old.is_dir() and (old.name == UNFINISHED or MARK.fullmatch(old.name)):
            shutil.rmtree(old)


def main() -> None:
    """Compile, and say where."""
    lack = lacking()
    if lack:
        sys.exit(f"the reader cannot be compiled here: {lack}. It works without, at two thirds of the speed.")
    print("compiling the reader; a few minutes")
    print(build(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(compiled.home())))


if __name__ == "__main__":
    main()
