"""Serves the desk through waitress, to this machine only unless told otherwise twice: by a flag and by a token.

One worker thread: a case is one person's laptop, and whatever a page derives is then derived once.
"""

import socket
import sys

from tawthiq.desk import application
from tawthiq.desk.gate import is_home
from tawthiq.desk.port import DeskCase
from tawthiq.record.errors import UsageError


def run(
    case: DeskCase,
    host: str,
    port: int,
    *,
    title: str = "",
    open_to_network: bool = False,
    token: str | None = None,
) -> None:
    """See `tawthiq.desk.serve`."""
    if not is_home(host) and not open_to_network:
        raise UsageError(
            f"the desk would listen on {host}, where other machines can reach it",
            expected="127.0.0.1",
            hint="open it to the network explicitly, with a token, if that is what you want",
        )
    if not 0 <= port <= 65535:
        raise UsageError(f"port {port}", expected="a number from 0 to 65535")
    app = application(case, title=title, hosts=(host,), token=token)
    from waitress.server import create_server  # type: ignore[import-untyped]  # noqa: PLC0415  (slow; ships no types)

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
    except OSError as wrong:
        raise UsageError(
            f"cannot listen on {host} port {port} ({wrong})", hint="try another port or host"
        ) from wrong
    server = create_server(app, sockets=[listening], threads=1, ident=None)
    shown = f"[{host}]" if ":" in host else host
    print(
        f"The desk is at http://{shown}:{listening.getsockname()[1]}/  (Ctrl-C ends it)",
        file=sys.stderr,
        flush=True,
    )
    try:
        server.run()
    finally:
        server.close()
