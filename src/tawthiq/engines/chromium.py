"""Chromium as a separate program that prints a page of ours, which forbids every script; nothing is asked of any network."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tawthiq.record.errors import InputError

PATIENCE = 120
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer",
)


def found() -> str | None:
    """The program, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def print_pdf(page: str) -> bytes:
    """A page as PDF. Raises InputError where there is no Chromium, or it fails."""
    program = found()
    if program is None:
        raise InputError(
            "a PDF takes Chromium, which is not installed",
            hint="write the report as .html, open it in any browser, and print it from there",
        )
    with tempfile.TemporaryDirectory(prefix="tawthiq-") as folder:
        source, target = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(page, encoding="utf-8")
        command = [
            program,
            *FLAGS,
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={target}",
            source.as_uri(),
        ]
        if os.geteuid() == 0:
            command.insert(1, "--no-sandbox")  # it refuses to start as root otherwise
        try:
            done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603  (the program is chromium, its arguments are ours)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise InputError(
                "Chromium did not print the page", hint="write the report as .html and print that"
            ) from error
        if done.returncode or not target.is_file():
            raise InputError(
                "Chromium did not print the page", hint="write the report as .html and print that"
            )
        return target.read_bytes()
