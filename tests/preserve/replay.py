"""A small server for replayweb.page and a package: ranges as browsers ask for them, suffixes longer than the file included."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

TYPES = {".js": "text/javascript", ".html": "text/html; charset=utf-8", ".wacz": "application/wacz"}


def page(url: str, time: str) -> bytes:
    """A page that replays one address of /web.wacz."""
    return (
        '<!doctype html><meta charset="utf-8"><script src="/ui.js"></script>'
        f'<replay-web-page source="/web.wacz" url="{url}" ts="{time}" embed="replayonly" replayBase="/replay/">'
        "</replay-web-page>"
    ).encode()


EVERY_FRAME = """
(() => {
  const found = [];
  const look = (root) => {
    for (const one of root.querySelectorAll("*")) {
      if (one.shadowRoot) look(one.shadowRoot);
      if (one.tagName === "IFRAME") {
        try {
          const inner = one.contentDocument;
          if (!inner) continue;
          const heading = inner.querySelector("h1");
          const image = inner.querySelector("img");
          found.push({
            url: inner.location.href,
            title: inner.title,
            heading: heading && heading.textContent,
            color: heading && inner.defaultView.getComputedStyle(heading).color,
            image: image && image.complete ? image.naturalWidth : 0,
          });
          look(inner);
        } catch (error) { found.push({url: String(error)}); }
      }
    }
  };
  look(document);
  return JSON.stringify(found);
})()
"""


@contextmanager
def serving(files: dict[str, bytes]) -> Iterator[str]:
    """The files by path on this machine's own address; gives the address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            data = files.get(self.path.partition("?")[0])
            if data is None:
                self.send_error(404)
                return
            start, stop, status = 0, len(data), 200
            wanted = re.fullmatch(r"bytes=([0-9]*)-([0-9]*)", self.headers.get("Range", ""))
            if wanted:
                status = 206
                if wanted[1]:
                    start = int(wanted[1])
                    stop = min(len(data), int(wanted[2]) + 1) if wanted[2] else len(data)
                else:
                    start = max(0, len(data) - int(wanted[2]))
            self.send_response(status)
            self.send_header(
                "Content-Type", TYPES.get(Path(self.path.partition("?")[0]).suffix, TYPES[".html"])
            )
            self.send_header("Content-Length", str(stop - start))
            self.send_header("Accept-Ranges", "bytes")
            self.send_header("Service-Worker-Allowed", "/")
            if wanted:
                self.send_header("Content-Range", f"bytes {start}-{stop - 1}/{len(data)}")
            self.end_headers()
            self.wfile.write(data[start:stop])

        do_HEAD = do_GET  # noqa: N815  (http.server's name)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (http.server's name)
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """A browser that hangs up is no fault."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
