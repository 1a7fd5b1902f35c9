"""The desk: read-only pages over one case, in Arabic and English, for people on this machine.

    from tawthiq.desk import serve
    serve(case, "127.0.0.1", 8040)

Closed by default: it answers to this machine only, by GET and HEAD only, and hands out no exhibit as active content.
Django lives here and nowhere else, and is loaded only when an application is made.
"""

from typing import TYPE_CHECKING

from tawthiq.desk.port import DeskCase

if TYPE_CHECKING:
    from tawthiq.desk.gate import Gate

__all__ = ["DeskCase", "application", "serve"]


def application(
    case: DeskCase, *, title: str = "", hosts: tuple[str, ...] = (), token: str | None = None
) -> "Gate":
    """A WSGI application over the case.

    `hosts` are names answered to beside those of this machine; `token`, if given, is asked of everybody as the password
    of HTTP Basic authentication (any user name). Raises UsageError for foreign hosts without a long enough token.
    """
    from tawthiq.desk.gate import Gate  # noqa: PLC0415  (Django is slow to import)
    from tawthiq.desk.settings import django_application  # noqa: PLC0415  (as above)

    return Gate(django_application(), case, title=title, hosts=hosts, token=token)


def serve(
    case: DeskCase,
    host: str = "127.0.0.1",
    port: int = 8040,
    *,
    title: str = "",
    open_to_network: bool = False,
    token: str | None = None,
) -> None:
    """Serve the desk until interrupted. Raises UsageError for another host than this machine's without flag and token.

    `port` 0 takes any free one. The address is printed on stderr.
    """
    from tawthiq.desk.serving import run  # noqa: PLC0415  (waitress and Django are slow to import)

    run(case, host, port, title=title, open_to_network=open_to_network, token=token)
