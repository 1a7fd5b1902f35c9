"""`datapackage.json` and `datapackage-digest.json` become values; what breaks the specification becomes problems. Pure.

WACZ 1.1.1, sections "datapackage.json" and "datapackage-digest.json"; 1.0 and the 1.2.0 draft are read too.
"""

import re
from typing import Any

import msgspec

from tawthiq.preserve import names, strict_json
from tawthiq.preserve.hashing import started
from tawthiq.preserve.wacz.noted import Noted
from tawthiq.preserve.warc.digest import Digest, parse

PACKAGE, DIGEST = "datapackage.json", "datapackage-digest.json"
VERSIONS = {(1, 0), (1, 1), (1, 2)}
STRONG = frozenset({"sha256", "sha384", "sha512", "sha3256", "sha3384", "sha3512"})


class Resource(msgspec.Struct, frozen=True):
    """One listed file: its digest and size as the manifest gives them, None where they could not be read."""

    path: str
    digest: Digest | None
    size: int | None


class Package(msgspec.Struct, frozen=True, kw_only=True):
    """What the manifest says. `version` is (0, 0) where it is not known."""

    version: tuple[int, int]
    resources: dict[str, Resource]
    start: str | None


def read_package(data: bytes, noted: Noted) -> Package | None:
    """Read the manifest. None if it lists nothing that can be used."""
    try:
        raw = strict_json.loads(data)
    except strict_json.Repeated as error:
        noted.error("datapackage-json", PACKAGE, f"the key {str(error)[:80]!r} stands twice in one object")
        return None
    except ValueError as error:
        noted.error("datapackage-json", PACKAGE, f"it is not JSON in UTF-8 ({error})")
        return None
    if not isinstance(raw, dict):
        noted.error("datapackage-json", PACKAGE, "it is not a JSON object")
        return None
    version = _version(raw, noted)
    listed = raw.get("resources")
    if not isinstance(listed, list) or not listed:
        noted.error("datapackage-resources", PACKAGE, "it lists no resources")
        return None
    resources: dict[str, Resource] = {}
    for number, one in enumerate(listed):
        found = _resource(one, f"{PACKAGE}, resource {number}", noted)
        if found is not None and found.path in resources:
            noted.error("datapackage-resources", PACKAGE, f"{found.path!r} is listed twice")
        if found is not None:
            resources[found.path] = found
    return Package(version=version, resources=resources, start=_start(raw, noted))


def _version(raw: dict[str, Any], noted: Noted) -> tuple[int, int]:
    profile, said = raw.get("profile"), raw.get("wacz_version")
    if profile == "wacz" and said is None:
        noted.warn("version-draft", PACKAGE, "it follows the draft of version 1.2.0, which may still change")
        return (1, 2)
    match = re.fullmatch(r"([0-9]+)\.([0-9]+)(\.[0-9]+)?", said) if isinstance(said, str) else None
    if match is None:
        noted.error("datapackage-version", PACKAGE, "wacz_version is missing or malformed")
        return (0, 0)
    version = (int(match[1]), int(match[2]))
    if version not in VERSIONS:
        noted.uncheckable("datapackage-version", PACKAGE, f"version {said} is none that this program knows")
    if profile not in ("data-package", "wacz") or (profile == "wacz" and version < (1, 2)):
        noted.error("datapackage-profile", PACKAGE, f"profile is {profile!r}, not 'data-package'")
    return version


def _start(raw: dict[str, Any], noted: Noted) -> str | None:
    home = raw.get("home")
    value = home.get("url") if isinstance(home, dict) else raw.get("mainPageUrl", raw.get("mainPageURL"))
    if value is not None and not isinstance(value, str):
        noted.error("datapackage-start", PACKAGE, "the main page is not an address")
        return None
    return value


def _resource(raw: Any, where: str, noted: Noted) -> Resource | None:
    path = raw.get("path") if isinstance(raw, dict) else None
    if not isinstance(path, str):
        noted.error("datapackage-resources", where, "it has no path")
        return None
    why = names.unsafe(path)
    if why is not None or names.plain(path) != path or "\\" in path:
        noted.error("datapackage-path", where, f"{path!r}: {why or 'not in its simplest form'}")
        return None
    stats = raw.get("stats") if isinstance(raw.get("stats"), dict) else {}
    said, size = raw.get("hash", stats.get("hash")), raw.get("bytes", stats.get("bytes"))
    if not isinstance(raw.get("name"), str):
        noted.warn("datapackage-name", where, f"{path} has no name")
    # Without a label, a Data Package's hash is MD5.
    labelled = said if isinstance(said, str) and ":" in said else f"md5:{said}"
    digest = parse(labelled) if isinstance(said, str) else None
    if said is None:
        noted.error("datapackage-hash", path, "the manifest gives no hash for it")
    elif digest is None:
        noted.uncheckable("datapackage-hash", path, f"its hash {str(said)[:60]!r} cannot be worked out here")
    elif digest.algorithm not in STRONG:
        noted.warn("datapackage-weak", path, f"{digest.algorithm} does not withstand a forger")
    if not isinstance(size, int) or isinstance(size, bool):
        noted.error("datapackage-bytes", path, "the manifest gives no size for it")
        size = None
    return Resource(path, digest, size)


class Vouched(msgspec.Struct, frozen=True):
    """What the digest file says: the hash as text, and the signature's data if there are any."""

    hash: str
    signed: dict[str, Any] | None


def read_digest(data: bytes, package: bytes, noted: Noted) -> Vouched | None:
    """Hold the digest file against the manifest's bytes. None if it does not vouch for them."""
    try:
        raw = strict_json.loads(data)
    except ValueError as error:
        noted.error("digest-json", DIGEST, f"it is not JSON in UTF-8 ({error})")
        return None
    said = raw.get("hash") if isinstance(raw, dict) else None
    if not isinstance(raw, dict) or not isinstance(said, str):
        noted.error("digest-json", DIGEST, "it gives no hash")
        return None
    if raw.get("path") != PACKAGE:
        noted.error("digest-path", DIGEST, f"its path is {raw.get('path')!r}, not {PACKAGE!r}")
    digest = parse(said)
    if digest is None:
        noted.uncheckable("digest-hash", DIGEST, f"the hash {said[:60]!r} cannot be worked out here")
        return None
    if digest.algorithm not in STRONG:
        noted.warn("digest-weak", DIGEST, f"{digest.algorithm} does not withstand a forger")
    running = started(digest.algorithm)
    running.update(package)
    found = running.hexdigest()
    if found != digest.value:
        noted.error(
            "digest-hash", PACKAGE, f"its {digest.algorithm} is {found[:16]}…, {DIGEST} says otherwise"
        )
        return None
    signed = raw.get("signedData")
    if signed is not None and not isinstance(signed, dict):
        noted.error("auth-form", DIGEST, "signedData is not a JSON object")
        signed = None
    return Vouched(said, signed)
