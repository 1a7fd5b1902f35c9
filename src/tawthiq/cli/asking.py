"""A passphrase comes from a file, the environment or the system's keystore, else a person is asked; a machine never waits."""

import sys
from pathlib import Path

import click

from tawthiq.case.unlock import from_environment, from_file
from tawthiq.protect.keys import Unlock
from tawthiq.record.errors import KeyTrouble

FILE = "tawthiq.passphrase_file"


def asker(ctx: click.Context) -> Unlock:
    """Where this command gets a passphrase from."""

    def unlock(device: str) -> str | None:
        quiet = quietly(ctx)(device)
        if quiet is not None or not sys.stdin.isatty():
            return quiet
        said: str = click.prompt(f"Passphrase of device {device[:16]}", hide_input=True, err=True)
        return said

    return unlock


def quietly(ctx: click.Context) -> Unlock:
    """The same without asking anybody."""

    def unlock(device: str) -> str | None:
        file: Path | None = ctx.meta.get(FILE)
        return from_file(file) if file is not None else from_environment(device)

    return unlock


def new_passphrase(ctx: click.Context) -> str | None:
    """A passphrase for new keys, as `asker` gets it, or typed twice on a terminal. None where there is none."""
    quiet = quietly(ctx)("")
    return quiet if quiet is not None else typed_twice()


def typed_twice() -> str | None:
    """A new passphrase from a person; None if nobody is there or none is wanted. Raises KeyTrouble if they differ."""
    if not sys.stdin.isatty():
        return None
    first = click.prompt(
        "A passphrase for the keys of this device (empty: none)",
        default="",
        show_default=False,
        hide_input=True,
        err=True,
    )
    if not first:
        return None
    if click.prompt("Once more", hide_input=True, err=True) != first:
        raise KeyTrouble("the two passphrases differ", hint="run it again; nothing was written")
    return str(first)


def warn_open(keys: Path) -> None:
    """Say plainly what keys without a passphrase mean."""
    click.echo(
        f"No passphrase: the keys in {keys} lie open, and whoever takes this disk reads the case. "
        "`tawthiq passphrase` locks them.",
        err=True,
    )
