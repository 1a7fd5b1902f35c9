"""What machines read goes to stdout as JSON Lines; what people read of progress and trouble goes to stderr.

Text of unknown direction is set between isolates when a terminal shows it, and control characters are made visible, so
that a hostile file name or an Arabic quotation cannot reorder the line around it. Nothing of this reaches JSON.
"""

import sys
import time
import unicodedata
from typing import Any

import click
import msgspec

FSI, PDI = "\u2068", "\u2069"


def emit(value: Any) -> None:
    """One JSON object on a line of its own."""
    sys.stdout.write(msgspec.json.encode(value).decode() + "\n")


def flush() -> None:
    """Push out what was acknowledged: an acknowledgement that sits in a buffer is none."""
    sys.stdout.flush()


def complain(sentence: str) -> None:
    """One line of trouble on stderr."""
    click.echo(f"tawthiq: {visible(sentence)}", err=True)


def visible(text: str) -> str:
    """The text with line breaks and control characters shown as escapes, so one message stays one line.

    A pair of isolates stays: what stands in it cannot reorder what stands around it. One without its other is shown.
    """
    kept = _paired(text)
    return "".join(
        c
        if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp") or c in "\u200c\u200d" or at in kept
        else f"\\u{ord(c):04x}"
        for at, c in enumerate(text)
    )


def _paired(text: str) -> set[int]:
    """Where first-strong isolates and what closes them stand in pairs."""
    paired: set[int] = set()
    begun: list[int] = []
    for at, c in enumerate(text):
        if c == FSI:
            begun.append(at)
        elif c == PDI and begun:
            paired |= {begun.pop(), at}
    return paired


def isolated(text: str) -> str:
    """The text set apart from the direction of the line around it."""
    return f"{FSI}{visible(text)}{PDI}"


def shortened(text: str, width: int) -> str:
    """At most `width` characters, one line, an ellipsis where something was left out."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: max(1, width - 1)] + "\u2026"


PATIENCE = 1.0
"""Seconds after which a log file or a pipe is told what is going on."""


class Meter:
    """Progress on stderr: a line that rewrites itself on a terminal, one line a room elsewhere once it takes long."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._room = ""
        self._told: set[str] = set()
        self._began = time.monotonic()
        self._shown = 0.0

    def __call__(self, room: str, done: int, total: int, what: str = "") -> None:
        """Show that `done` of `total` are made in `room`."""
        if not self._live:
            if room not in self._told and time.monotonic() - self._began > PATIENCE:
                self._told.add(room)
                click.echo(f"{room} …", err=True)
            return
        now = time.monotonic()
        if done < total and now - self._shown < 0.1:
            return
        self._room, self._shown = room, now
        click.echo(f"\r\x1b[K{room:<9}{done}/{total} {isolated(shortened(what, 50))}", err=True, nl=False)

    def close(self) -> None:
        """Leave the terminal's line clean."""
        if self._live and self._room:
            click.echo("\r\x1b[K", err=True, nl=False)
