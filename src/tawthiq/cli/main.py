"""Finds the command, runs it, and turns every error of the tree into one sentence and its exit code."""

import importlib
import os
import sys
from pathlib import Path

import click

from tawthiq import __version__
from tawthiq.cli.asking import FILE
from tawthiq.cli.output import complain
from tawthiq.record.errors import TawthiqError

COMMANDS = {
    "init": "found",
    "passphrase": "passphrase",
    "demo": "demo",
    "collect": "collect",
    "status": "look",
    "ls": "look",
    "show": "look",
    "log": "look",
    "verify": "verify",
    "audit": "audit",
    "custody": "custody",
    "repair": "repair",
    "stamp": "stamp",
    "rebuild": "look",
    "read": "read",
    "match": "match",
    "judge": "judge",
    "places": "judge",
    "visibility": "judge",
    "redact": "redact",
    "team": "team",
    "grant": "team",
    "revoke": "team",
    "branch": "team",
    "sheets": "recovery",
    "recover": "recovery",
    "source": "source",
    "withdraw": "withdraw",
    "weigh": "weigh",
    "count": "count",
    "tell": "tell",
    "export": "export",
    "sync": "sync",
    "serve": "serve",
}
"""Every command and the module of `tawthiq.cli` that holds it, in the order of the flow."""


class Commands(click.Group):
    """Loads a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """See click.Group: ours stand in the order of the flow."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """See click.Group."""
        del ctx
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        found: click.Command = getattr(importlib.import_module(f"tawthiq.cli.{module}"), cmd_name)
        return found


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.option(
    "--case", "case_dir", metavar="DIR", help="The case; else $TAWTHIQ_CASE, else upward from here."
)
@click.option(
    "--passphrase-file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Unlock this device's keys with its first line; else $TAWTHIQ_PASSPHRASE.",
)
@click.version_option(__version__, prog_name="tawthiq")
@click.pass_context
def tawthiq(ctx: click.Context, case_dir: str | None, passphrase_file: Path | None) -> None:
    """Document atrocities so that the account stands up.

    collect -> preserve -> read -> match -> weigh -> count -> tell
    """
    ctx.obj = case_dir
    ctx.meta[FILE] = passphrase_file


def main(argv: list[str] | None = None) -> None:
    """Run the command line and exit."""
    code = 0
    try:
        result = tawthiq.main(args=argv, prog_name="tawthiq", standalone_mode=False)
        code = result if isinstance(result, int) else 0
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.ClickException as error:
        error.show()
        code = 2
    except TawthiqError as error:
        complain(str(error))
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        complain("stopped; what was acknowledged is kept, run the same command again to go on")
        code = 130
    except BrokenPipeError:
        # Whoever read our output has gone; a second error at interpreter exit would only confuse.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 141
    except Exception as error:
        if os.environ.get("TAWTHIQ_DEBUG"):
            raise
        complain(f"a fault of this program: {type(error).__name__}: {error}; TAWTHIQ_DEBUG=1 shows where")
        code = 70
    sys.exit(code)
