"""RFC 3161: no answer is believed that should not be, each refusal has its reason, and two judges are heard."""

import hashlib
import subprocess
from pathlib import Path

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.case.judging import Judgement, judge_stamp
from tawthiq.preserve import Verdict
from tawthiq.preserve.der import CERTIFICATES, NotDer, build, elements, only
from tawthiq.preserve.rfc3161 import Stamp, check_stamp, make_request
from tawthiq.preserve.token import plain, read_request
from tawthiq.preserve.trust import read_certificates, trust

from .conftest import DAY, NOW, Authority, Party, unpacked

DATA = b"tawthiq/checkpoint\n12\nroot\n"


UNSORTED = "certificates-unsorted"
"""openssl lists certificates as they come, which is by chance in order or not; one test looks at this by itself."""


def codes(stamp: Stamp | Judgement) -> set[str]:
    return {one.code for one in stamp.problems} - {UNSORTED}


def with_certificates(answer: bytes, certificates: list[bytes]) -> bytes:
    """The answer with other certificates in it: they stand outside the signature."""
    status, token = only(answer, 0x30)
    oid, content = only(token.raw, 0x30)
    signed = only(content.content, 0x30)
    parts = [build(CERTIFICATES, certificates) if one.tag == CERTIFICATES else one.raw for one in signed]
    whole = build(0x30, [oid.raw, build(CERTIFICATES, [build(0x30, parts)])])
    return build(0x30, [status.raw, whole])


@pytest.fixture(scope="module")
def answer(authority: Authority) -> bytes:
    return authority.answer(make_request(DATA))


def test_other_bytes_are_refused(authority: Authority, answer: bytes) -> None:
    """The stamp is for one checkpoint and no other."""
    got = check_stamp(answer, trust([authority.root.certificate]), data=DATA + b" ")
    assert got.verdict is Verdict.FAILED
    assert codes(got) == {"imprint-wrong"}


def test_without_a_named_root_nothing_is_verified(answer: bytes) -> None:
    """The machine's own store is never asked."""
    got = check_stamp(answer, trust([]), data=DATA)
    assert got.verdict is Verdict.NOT_CHECKED
    assert "root-missing" in codes(got)


def test_without_the_bytes_nothing_is_verified(authority: Authority, answer: bytes) -> None:
    """A sound signature over something is not one over this."""
    got = check_stamp(answer, trust([authority.root.certificate]))
    assert got.verdict is Verdict.NOT_CHECKED
    assert codes(got) == {"data-missing"}


def test_a_root_that_came_as_a_chain_ends_no_chain(authority: Authority, answer: bytes) -> None:
    """Or whoever answers could bring the root along."""
    got = check_stamp(answer, trust([], [authority.root.certificate]), data=DATA)
    assert got.verdict is Verdict.NOT_CHECKED
    stranger = Party("Somebody else", None)
    got = check_stamp(answer, trust([stranger.certificate], [authority.root.certificate]), data=DATA)
    assert got.verdict is Verdict.FAILED
    assert codes(got) == {"no-issuer"}


def test_an_answer_for_these_bytes_under_this_root_is_verified_by_both_judges(
    authority: Authority, answer: bytes
) -> None:
    """And each is named with its verdict."""
    got = judge_stamp(answer, trust([authority.root.certificate]), data=DATA)
    assert got.verdict is Verdict.VERIFIED
    assert [one.verdict for one in got.judged] == ["verified", "verified"]
    assert got.judged[1].by.startswith("OpenSSL")
    assert codes(got) == set()


@pytest.mark.parametrize(
    ("valid", "code"),
    [((NOW - 9 * DAY, NOW - DAY), "certificate-expired"), ((NOW + DAY, NOW + 9 * DAY), "certificate-early")],
)
def test_a_certificate_that_was_not_valid_when_it_signed_is_refused(
    authority: Authority, valid: object, code: str
) -> None:
    """At the time of the stamp, not of today."""
    signer = Party("Untimely", authority.middle, stamps=True, valid=valid)
    got = judge_stamp(
        authority.answer(make_request(DATA), signer), trust([authority.root.certificate]), data=DATA
    )
    assert got.verdict is Verdict.FAILED
    assert [set(one.problems) - {UNSORTED} for one in got.judged] == [{code}, {code}]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"usage": None}, "usage-missing"),
        ({"usage": ExtendedKeyUsageOID.CODE_SIGNING}, "usage-missing"),
        ({"critical": False}, "usage-not-critical"),
    ],
)
def test_a_certificate_that_is_not_for_time_stamps_is_refused(
    authority: Authority, change: dict[str, object], code: str
) -> None:
    """Same key, issuer and number, so the signature fits; openssl will not sign with such a one, so it is put in after."""
    signer = Party("Signer", authority.middle, stamps=True, serial=77)
    wrong = Party("Signer", authority.middle, stamps=True, serial=77, key=signer.key, **change)
    answer = with_certificates(
        authority.answer(make_request(DATA), signer), sorted([wrong.der, authority.middle.der])
    )
    got = check_stamp(answer, trust([authority.root.certificate]), data=DATA)
    assert got.verdict is Verdict.FAILED
    assert code in codes(got)


def test_a_certificate_of_the_same_key_that_is_not_the_one_that_signed_is_refused(
    authority: Authority,
) -> None:
    """Same issuer, number and key, and other dates: the signature names its certificate by hash."""
    signer = Party("Signer", authority.middle, stamps=True, serial=78)
    other = Party(
        "Signer", authority.middle, stamps=True, serial=78, key=signer.key, valid=(NOW - DAY, NOW + DAY)
    )
    whole = authority.answer(make_request(DATA), signer)
    trusted = trust([authority.root.certificate])
    assert check_stamp(whole, trusted, data=DATA).verdict is Verdict.VERIFIED
    swapped = with_certificates(whole, sorted([other.der, authority.middle.der]))
    got = judge_stamp(swapped, trusted, data=DATA)
    assert got.verdict is Verdict.FAILED
    assert codes(got) == {"signer-other"}
    assert [set(one.problems) - {UNSORTED} for one in got.judged] == [{"signer-other"}, {"signer-other"}]


def test_an_answer_to_another_request_is_refused(authority: Authority, answer: bytes) -> None:
    """The nonce says which; an old answer cannot be played again."""
    got = check_stamp(answer, trust([authority.root.certificate]), data=DATA, request=make_request(DATA))
    assert codes(got) == {"nonce-wrong"}
    asked = authority.query(DATA, "-sha256", "-tspolicy", "1.2.3.4.2")
    assert read_request(asked).policy == "1.2.3.4.2"
    other = authority.answer(authority.query(DATA, "-sha256", "-tspolicy", "1.2.3.4.1", "-no_nonce", "-cert"))
    got = check_stamp(other, trust([authority.root.certificate]), data=DATA, request=asked)
    assert {"nonce-wrong", "policy-wrong"} <= codes(got)


def test_certificates_that_ride_along_are_named(authority: Authority, answer: bytes) -> None:
    """They sign nothing and change no verdict; who reads the answer must not take them for its author."""
    stranger = Party("A well known authority", None, stamps=True)
    loaded = with_certificates(answer, sorted([stranger.der, authority.signer.der, authority.middle.der]))
    got = check_stamp(loaded, trust([authority.root.certificate]), data=DATA)
    assert got.verdict is Verdict.VERIFIED
    assert codes(got) == {"certificates-injected"}
    assert got.authority == "CN=Signer of the test"


def test_certificates_out_of_order_are_read_and_told(authority: Authority, answer: bytes) -> None:
    """A strict reader refuses what openssl takes; the bytes as they came are what is kept."""
    wrong = sorted([authority.signer.der, authority.middle.der], reverse=True)
    got = judge_stamp(with_certificates(answer, wrong), trust([authority.root.certificate]), data=DATA)
    assert got.verdict is Verdict.VERIFIED
    assert UNSORTED in {one.code for one in got.problems}
    assert [one.verdict for one in got.judged] == ["verified", "verified"]


def test_a_bare_token_is_read(authority: Authority, answer: bytes) -> None:
    """Some authorities hand out the token alone."""
    got = judge_stamp(plain(answer).token, trust([authority.root.certificate]), data=DATA)
    assert got.verdict is Verdict.VERIFIED
    assert codes(got) == {"bare-token"}


def test_an_answer_without_certificates_needs_them_from_elsewhere(authority: Authority) -> None:
    """Not checkable is not a failure, and never a yes."""
    asked = authority.query(DATA, "-sha256")
    answer = authority.answer(asked, chain=False)
    roots = [authority.root.certificate]
    assert check_stamp(answer, trust(roots), data=DATA).verdict is Verdict.NOT_CHECKABLE
    chain = [authority.signer.certificate, authority.middle.certificate]
    assert judge_stamp(answer, trust(roots, chain), data=DATA).verdict is Verdict.VERIFIED


def test_a_refusal_of_the_authority_is_no_time_stamp(authority: Authority) -> None:
    """It answers with a status and no token."""
    asked = authority.query(DATA, "-sha256", "-tspolicy", "1.9.9.9")
    got = check_stamp(authority.answer(asked), trust([authority.root.certificate]), data=DATA)
    assert codes(got) == {"not-granted"}
    assert got.verdict is Verdict.FAILED


def test_a_sha1_imprint_is_told_and_md5_not_taken(authority: Authority) -> None:
    """Two files made together could bear it."""
    answer = authority.answer(authority.query(DATA, "-sha1", "-cert"))
    got = check_stamp(answer, trust([authority.root.certificate]), data=DATA)
    assert (got.verdict, codes(got)) == (Verdict.VERIFIED, {"imprint-weak"})
    swapped = answer.replace(bytes.fromhex("06052b0e03021a"), bytes.fromhex("06052b0e03021b"))
    assert (
        check_stamp(swapped, trust([authority.root.certificate]), data=DATA).verdict is not Verdict.VERIFIED
    )


def test_every_flipped_byte_of_an_answer_is_seen_or_harmless(authority: Authority, answer: bytes) -> None:
    """What is verified says the same time over the same bytes; damage elsewhere is refused, without a traceback."""
    trusted = trust([authority.root.certificate])
    whole = check_stamp(answer, trusted, data=DATA)
    for at in range(0, len(answer), 3):
        hurt = bytearray(answer)
        hurt[at] ^= 0x01
        got = check_stamp(bytes(hurt), trusted, data=DATA)
        if got.verdict is Verdict.VERIFIED:
            assert (got.at, got.imprint, got.serial, got.policy) == (
                whole.at,
                whole.imprint,
                whole.serial,
                whole.policy,
            )


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_no_bytes_whatever_are_taken_for_an_answer(data: bytes) -> None:
    """And none of them raises."""
    assert check_stamp(data, trust([]), data=DATA).verdict is Verdict.FAILED


@given(st.lists(st.binary(max_size=300), max_size=5))
def test_der_is_taken_apart_as_it_was_put_together(parts: list[bytes]) -> None:
    """Lengths short and long."""
    whole = build(0x30, [build(0x04, [one]) for one in parts])
    assert [one.content for one in only(whole, 0x30)] == parts


@pytest.mark.parametrize(
    "raw", ["30", "3080", "308101", "30820001", "3003020100ff", "1f8100", "3084ffffffff"]
)
def test_what_is_not_der_is_refused(raw: str) -> None:
    """Indefinite, long or overlong lengths."""
    with pytest.raises(NotDer):
        only(bytes.fromhex(raw), 0x30)
    with pytest.raises(NotDer):
        elements(bytes.fromhex(raw) + b"\x30")


# Material that others wrote

EXPECTED = {
    "identrust/issue-104.tsr": ("verified", set()),
    "sigstage/response-sha256.tsr": ("verified", set()),
    "sigstage/response-sha384.tsr": ("verified", set()),
    "sigstage/response-sha512.tsr": ("verified", set()),
    "sigstage/response-no-embedded-cert.tsr": ("verified", set()),
    "sigstage/response-invalid-signature.tsr": ("failed", {"signature-false"}),
    "sigstore.mock/response-expired.tsr": ("verified", set()),
    "test_tsa/response.tsr": ("verified", set()),
    "test_tsa/other_response.tsr": ("failed", {"no-issuer"}),
    "test_tsa/response-injected-certs.tsr": ("verified", {"certificates-injected"}),
}


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpacked("rfc3161-tokens.tar.gz", tmp_path_factory.mktemp("tokens")) / "test" / "fixtures"


@pytest.mark.parametrize("name", EXPECTED)
def test_every_token_of_the_reference_is_judged_rightly(material: Path, name: str) -> None:
    """By both judges, and with other bytes it is refused."""
    verdict, expected = EXPECTED[name]
    path = material / name
    payload = path.parent / "payload"
    data = payload.read_bytes() if payload.is_file() else b"hello"
    trusted = trust(read_certificates((path.parent / "ts_chain.pem").read_bytes()))
    got = judge_stamp(path.read_bytes(), trusted, data=data)
    assert (got.verdict, {one.code for one in got.problems}) == (verdict, expected)
    assert {one.verdict for one in got.judged} == {verdict}
    assert judge_stamp(path.read_bytes(), trusted, data=data + b".").verdict is Verdict.FAILED


def test_a_signer_that_is_named_wrongly_outside_the_signature_is_not_taken(material: Path) -> None:
    """Issuer and number of the signer stand outside it: with them changed, nothing says whose certificate was compared."""
    path = material / "sigstage" / "response-no-embedded-cert.tsr"
    trusted = trust(read_certificates((path.parent / "ts_chain.pem").read_bytes()))
    serial = trusted.signers[0].serial_number.to_bytes(20, "big")
    raw = path.read_bytes()
    hurt = raw.replace(serial, serial[:-1] + bytes([serial[-1] ^ 1]), 1)  # the first is the unsigned one
    assert check_stamp(raw, trusted, data=b"hello").verdict is Verdict.VERIFIED
    assert check_stamp(hurt, trusted, data=b"hello").verdict is Verdict.NOT_CHECKABLE


def test_no_token_of_the_reference_is_left_out(material: Path) -> None:
    """Each stands in the table above."""
    assert {str(path.relative_to(material)) for path in material.rglob("*.tsr")} == set(EXPECTED)


def test_requests_of_the_reference_are_read(material: Path) -> None:
    """Ours too, by openssl."""
    asked = {path.name: read_request(path.read_bytes()) for path in material.rglob("*request.der")}
    assert len(asked) == 2
    for one in asked.values():
        assert one.nonce is not None
        assert one.imprint in {hashlib.new(name, b"hello").digest() for name in ("sha256", "sha512")}
    done = subprocess.run(
        ["openssl", "ts", "-query", "-in", "/dev/stdin", "-text"],
        input=make_request(DATA),
        capture_output=True,
        check=True,
    )
    assert b"sha256" in done.stdout
    assert b"Certificate required: yes" in done.stdout
