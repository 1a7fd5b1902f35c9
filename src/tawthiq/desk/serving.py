"""Serves the desk through waitress, to this machine only unless told otherwise twice: by a flag and by a token.

One worker thread: a case is one person's laptop, and whatever a page derives is then derived once.
"""

import ipaddress
import sys

from tawthiq.desk import application
from tawthiq.desk.port import DeskCase
from tawthiq.record.errors import UsageError


def is_home(host: str) -> bool:
    """The address or name is this machine's own and no other can reach it."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


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
    app = application(case, title=title, hosts=() if host == "localhost" else (host,), token=token)
    from waitress.server import create_server  # type: ignore[import-untyped]  # noqa: PLC0415  (slow; ships no types)

    try:
        server = create_server(app, host=host, port=port, threads=1, ident=None)
    except OSError as wrong:
        raise UsageError(
            f"cannot listen on {host} port {port} ({wrong.strerror or wrong})", hint="try another --port"
        ) from wrong
    shown = f"[{host}]" if ":" in host else host
    print(
        f"The desk is at http://{shown}:{server.effective_port}/  (Ctrl-C ends it)",
        file=sys.stderr,
        flush=True,
    )
    try:
        server.run()
    finally:
        server.close()
