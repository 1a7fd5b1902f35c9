"""An authority and a calendar on this machine: certificates are made here, `openssl ts -reply` answers, nothing leaves."""

import hashlib
import os
import subprocess
import tarfile
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tawthiq.engines import openssl
from tawthiq.preserve import ots

ROOT = Path(__file__).parents[2]
FIXTURES = Path(os.environ.get("TAWTHIQ_FIXTURES", ROOT.parent / "shared" / "fixtures"))
DAY = timedelta(days=1)
NOW = datetime.now(UTC)

CONFIG = """
[tsa]
default_tsa = one
[one]
serial = {folder}/serial
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.2
digests = sha1, sha256, sha384, sha512
signer_digest = sha256
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


def unpacked(archive: str, where: Path) -> Path:
    """Judges' material that others wrote; the test is skipped aloud where it is not at hand."""
    path = FIXTURES / archive
    if not path.is_file():
        pytest.skip(f"{archive} is not at hand (TAWTHIQ_FIXTURES)")
    with tarfile.open(path) as source:
        # Python before 3.11.4, Debian's among them, has no filters; what is unpacked here is pinned material.
        source.extractall(where, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))  # noqa: S202  (pinned)
    return where


class Party:
    """Somebody with a key and a certificate."""

    def __init__(self, name: str, issuer: "Party | None", **extra: object) -> None:
        self.key = extra.get("key") or ec.generate_private_key(ec.SECP256R1())
        assert isinstance(self.key, ec.EllipticCurvePrivateKey)
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        above = issuer or self
        begin, end = extra.get("valid", (NOW - 10 * DAY, NOW + 10 * DAY))  # type: ignore[misc]
        made = (
            x509.CertificateBuilder()
            .subject_name(self.name)
            .issuer_name(above.name)
            .public_key(self.key.public_key())
            .serial_number(int(str(extra.get("serial", x509.random_serial_number()))))
            .not_valid_before(begin)
            .not_valid_after(end)
            .add_extension(x509.BasicConstraints(ca=not extra.get("stamps"), path_length=None), critical=True)
        )
        usage = extra.get("usage", ExtendedKeyUsageOID.TIME_STAMPING if extra.get("stamps") else None)
        if usage is not None:
            made = made.add_extension(
                x509.ExtendedKeyUsage([usage]),
                critical=bool(extra.get("critical", True)),  # type: ignore[list-item]
            )
        assert isinstance(above.key, ec.EllipticCurvePrivateKey)
        self.certificate = made.sign(above.key, hashes.SHA256())

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)


class Authority:
    """A root, an intermediate, and a signer whose answers `openssl ts -reply` makes."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.root = Party("Root of the test", None)
        self.middle = Party("Middle of the test", self.root)
        self.signer = Party("Signer of the test", self.middle, stamps=True)
        (folder / "serial").write_text("01\n")
        (folder / "openssl.cnf").write_text(CONFIG.format(folder=folder))

    def answer(self, request: bytes, signer: Party | None = None, *extra: str, chain: bool = True) -> bytes:
        """What the authority answers to a request."""
        who = signer or self.signer
        assert isinstance(who.key, ec.EllipticCurvePrivateKey)
        key = who.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        (self.folder / "key.pem").write_bytes(key)
        (self.folder / "signer.pem").write_bytes(who.pem)
        (self.folder / "chain.pem").write_bytes(self.middle.pem)
        (self.folder / "request").write_bytes(request)
        command = ["openssl", "ts", "-reply", "-config", str(self.folder / "openssl.cnf"), "-section", "one"]
        command += ["-queryfile", "request", "-signer", "signer.pem", "-inkey", "key.pem", "-out", "answer"]
        command += ["-chain", "chain.pem"] if chain else []
        done = subprocess.run([*command, *extra], cwd=self.folder, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return (self.folder / "answer").read_bytes()

    def query(self, data: bytes, *extra: str) -> bytes:
        """A request made by openssl."""
        (self.folder / "data").write_bytes(data)
        command = ["openssl", "ts", "-query", "-data", "data", "-out", "query", *extra]
        subprocess.run(command, cwd=self.folder, capture_output=True, check=True)
        return (self.folder / "query").read_bytes()


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    if openssl.found() is None:
        pytest.skip("openssl is not installed")
    return Authority(tmp_path_factory.mktemp("authority"))


class Served:
    """A server on 127.0.0.1; what was asked of it stands in `asked`."""

    def __init__(self, authority: Authority) -> None:
        self.asked: list[tuple[str, bytes]] = []
        self.promised: dict[str, bytes] = {}
        self.blocks: dict[str, bytes] = {}
        self.broken = ""
        served = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                served.asked.append((self.path, body))
                if served.broken == "redirect":
                    self.send_response(302)
                    self.send_header("Location", "http://127.0.0.1:9/elsewhere")
                    self.end_headers()
                elif served.broken == "big":
                    self._say(b"x" * (2 << 20))
                elif self.path == "/digest":
                    nonce = b"calendar"
                    message = hashlib.sha256(body + nonce).digest()
                    served.promised[message.hex()] = message
                    op = bytes([0xF0, len(nonce)]) + nonce + b"\x08"
                    promise = ots.pending(served.url)
                    self._say(op + ots.write_tree(ots.Tree((promise,))))
                else:
                    self._say(authority.answer(body))

            def do_GET(self) -> None:
                served.asked.append((self.path, b""))
                found = served.blocks.get(self.path.removeprefix("/timestamp/"))
                if found is None:
                    self.send_response(404)
                    self.end_headers()
                else:
                    self._say(found)

            def _say(self, body: bytes) -> None:
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def served(authority: Authority) -> Iterator[Served]:
    server = Served(authority)
    yield server
    server.close()
