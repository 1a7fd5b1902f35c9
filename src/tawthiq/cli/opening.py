"""How commands come by their case."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from tawthiq.case import Case, find_case
from tawthiq.case.derive import Derivation
from tawthiq.cli.output import Meter


@contextmanager
def opened(ctx: click.Context, *, writer: bool = False) -> Iterator[Case]:
    """The case of this command. Raises CaseNotFound, CaseBusy."""
    with Case(find_case(ctx.obj), writer=writer) as case:
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
