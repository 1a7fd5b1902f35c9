"""Nothing passes the gate that should not."""

import base64
import socket
import subprocess
import sys

import pytest

from tawthiq.desk import application, serve
from tawthiq.desk.gate import host_of
from tawthiq.record.errors import UsageError

TOKEN = "a-token-of-good-length-42"


def basic(password: str) -> str:
    return "Basic " + base64.b64encode(f"anyone:{password}".encode()).decode()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_the_desk_only_reads(ask, method):
    """Any method but GET and HEAD is refused before a page is reached."""
    answer = ask("/en/", method=method)
    assert answer.status == 405
    assert answer.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "",
        "127.0.0.1:80:80",
        "[::1",
        "[::1]x",
        "localhost:8x",
        ".".join("0000"),
    ],
)
def test_a_name_that_is_not_ours_is_refused(ask, host):
    """A page elsewhere that points its own name at this machine learns nothing."""
    answer = ask("/en/", host=host)
    assert answer.status == 421
    assert b"Qasrin" not in answer.body


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8040", "localhost:1", "LOCALHOST", "[::1]:8040", "[::1]"]
)
def test_this_machine_by_any_of_its_names_is_let_in(ask, host):
    """Address, name, IPv6, with and without port."""
    assert ask("/en/", host=host).status == 200
    assert host_of(host) in ("127.0.0.1", "localhost", "::1")


@pytest.mark.parametrize(
    "header", [None, "Basic ???", "Basic", "Bearer " + TOKEN, basic("wrong"), basic(""), basic(TOKEN + "x")]
)
def test_without_the_token_nobody_enters(case, asking, header):
    """Missing, malformed, foreign and wrong credentials are all refused alike."""
    ask = asking(case, token=TOKEN)
    answer = ask("/en/", **({} if header is None else {"authorization": header}))
    assert answer.status == 401
    assert "basic" in answer.headers["www-authenticate"].lower()
    assert b"Qasrin" not in answer.body


def test_the_token_opens_the_desk(case, asking):
    """Any user name, the token as password; also at a name given to the desk."""
    ask = asking(case, token=TOKEN, hosts=("desk.example",))
    assert ask("/en/", authorization=basic(TOKEN)).status == 200
    assert ask("/en/", host="desk.example", authorization=basic(TOKEN)).status == 200
    assert ask("/en/", host="other.example", authorization=basic(TOKEN)).status == 421


def test_listening_everywhere_every_name_needs_the_token(case, asking):
    """Bound to all addresses the desk knows no name of its own; whoever lacks the token is refused under any."""
    ask = asking(case, token=TOKEN, hosts=(".".join("0000"),))
    for host in ("192.168.1.5:8040", "desk.example"):
        assert ask("/en/", host=host).status == 401
        assert ask("/en/", host=host, authorization=basic(TOKEN)).status == 200
    assert ask("/en/", host="", authorization=basic(TOKEN)).status == 421


def test_another_loopback_address_is_still_this_machine(case, asking):
    """127.0.0.2 needs no token and is answered to once it was asked for."""
    assert asking(case, hosts=("127.0.0.2",))("/en/", host="127.0.0.2:8040").status == 200
    assert asking(case)("/en/", host="127.0.0.2:8040").status == 421


@pytest.mark.parametrize("token", [None, "", "short"])
def test_a_foreign_name_needs_a_long_token(case, token):
    """An application that others can reach is not made without one."""
    with pytest.raises(UsageError, match="token"):
        application(case, hosts=("desk.example",), token=token)


@pytest.mark.parametrize("host", [".".join("0000"), "192.168.1.5", "::", "desk.example"])
def test_serving_beyond_this_machine_needs_a_flag_and_a_token(case, host):
    """Neither alone suffices."""
    with pytest.raises(UsageError, match="other machines"):
        serve(case, host, 0, token=TOKEN)
    with pytest.raises(UsageError, match="token"):
        serve(case, host, 0, open_to_network=True)


def test_a_port_that_is_none_or_taken_is_said(case):
    """One clear line, no traceback."""
    with pytest.raises(UsageError, match="port 99999"):
        serve(case, "127.0.0.1", 99999)
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(UsageError, match="cannot listen"):
        serve(case, "127.0.0.1", taken.getsockname()[1])
    with pytest.raises(UsageError, match="cannot listen"):
        serve(case, "no such host", 0, open_to_network=True, token=TOKEN)


@pytest.mark.parametrize(
    "path", ["/en/", "/ar/claims/", "/nowhere", "/en/count/ladder.svg", "/objects/" + "4" * 64]
)
def test_every_answer_leaves_with_its_guards(ask, path):
    """Policy, nosniff, no referrer, no framing, no cookie; also where nothing was found."""
    answer = ask(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "script" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert "no-store" in answer.headers["cache-control"]
    assert "set-cookie" not in answer.headers


def test_head_gives_the_headers_alone(ask):
    """As GET, without a body."""
    answer = ask("/en/", method="HEAD")
    assert answer.status == 200
    assert answer.body == b""


def test_importing_the_desk_does_not_import_django():
    """The command line stays quick."""
    code = "import sys, tawthiq.desk; print([m for m in ('django', 'waitress') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
