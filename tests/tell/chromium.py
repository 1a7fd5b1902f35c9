"""A headless Chromium driven over its own debugging protocol, so that widths below its window's least can be set.

    with Chromium() as browser:
        page = browser.open(Path("site/index.html"), width=360)
        page.value("document.documentElement.scrollWidth")

https://chromedevtools.github.io/devtools-protocol/
"""

import base64
import json
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import websocket

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--remote-debugging-port=0",
    "--remote-allow-origins=*",
)


def found() -> str | None:
    """The program, or None."""
    return shutil.which("chromium")


class Chromium:
    """One browser with one tab; every request it makes is in `requests`."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        self._folder = Path(tempfile.mkdtemp(prefix="chromium-"))
        self._serial = 0
        self._loaded = False
        program = found()
        assert program is not None
        self._process = subprocess.Popen(
            [program, *FLAGS, f"--user-data-dir={self._folder}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            self._socket = self._connect()
        except BaseException:
            self.close()
            raise
        for domain in ("Page", "Network", "Runtime"):
            self.call(f"{domain}.enable")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the browser that was started here, and remove its folder."""
        if hasattr(self, "_socket"):
            self._socket.close()
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)
        shutil.rmtree(self._folder, ignore_errors=True)

    def open(
        self, path: Path, *, width: int, height: int = 800, dark: bool = False, anchor: str = ""
    ) -> Self:
        """Load a local page at a width in CSS pixels; returns when its load event has fired."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        scheme = "dark" if dark else "light"
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self._loaded = False
        # By way of an empty page, or a move to an anchor of the same page would not load anything.
        self.call("Page.navigate", url="about:blank")
        self._until_loaded()
        self.call("Page.navigate", url=path.resolve().as_uri() + anchor)
        self._until_loaded()
        return self

    def value(self, script: str) -> Any:
        """What an expression is in the page."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def picture(self, path: Path, *, whole: bool = True) -> None:
        """The page as a PNG."""
        answer = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(answer["data"]))

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """One call of the protocol; events that come in between are noted."""
        self._serial += 1
        self._socket.send(json.dumps({"id": self._serial, "method": method, "params": params}))
        while True:
            message = self._next()
            if message.get("id") == self._serial:
                assert "error" not in message, message
                return dict(message["result"])

    def _until_loaded(self) -> None:
        while not self._loaded:
            self._next()
        self._loaded = False

    def _next(self) -> dict[str, Any]:
        message = json.loads(self._socket.recv())
        if message.get("method") == "Network.requestWillBeSent":
            self.requests.append(message["params"]["request"]["url"])
        if message.get("method") == "Page.loadEventFired":
            self._loaded = True
        return dict(message)

    def _connect(self) -> websocket.WebSocket:
        marker = self._folder / "DevToolsActivePort"
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if marker.is_file() and len(lines := marker.read_text().splitlines()) >= 2:
                root = websocket.create_connection(f"ws://127.0.0.1:{lines[0]}{lines[1]}", timeout=60)
                root.send(json.dumps({"id": 1, "method": "Target.getTargets"}))
                targets = json.loads(root.recv())["result"]["targetInfos"]
                root.close()
                tab = next(t["targetId"] for t in targets if t["type"] == "page")
                return websocket.create_connection(
                    f"ws://127.0.0.1:{lines[0]}/devtools/page/{tab}", timeout=60
                )
            time.sleep(0.05)
        raise TimeoutError("chromium did not open its debugging port")
