"""How commands come by their case."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from tawthiq.case import Case, find_case
from tawthiq.case.derive import Derivation
from tawthiq.case.folder import Folder
from tawthiq.cli.asking import asker, quietly
from tawthiq.cli.output import Meter
from tawthiq.protect.keys import locked


@contextmanager
def opened(ctx: click.Context, *, writer: bool = False) -> Iterator[Case]:
    """The case of this command. Raises CaseNotFound, CaseBusy."""
    with Case(find_case(ctx.obj), writer=writer, unlock=asker(ctx)) as case:
        yield case


@contextmanager
def examined(ctx: click.Context, folder: Folder | None = None) -> Iterator[Case]:
    """A case to be checked: with its keys where they can be had without asking, else without."""
    found = folder or find_case(ctx.obj)
    device = found.settings().device
    keyless = locked(found.keys, device) and quietly(ctx)(device) is None
    with Case(found, unlock=quietly(ctx), keyless=keyless) as case:
        yield case


@contextmanager
def derived(ctx: click.Context) -> Iterator[Derivation]:
    """The case's derivations, with progress on stderr."""
    meter = Meter()
    with opened(ctx) as case:
        try:
            yield case.derive(meter)
        finally:
            meter.close()
