"""An inventory becomes a value, and whatever in it breaks the specification becomes problems with the specification's codes.

OCFL 1.0 and 1.1, sections 3.5.1 to 3.5.4. Pure: nothing here looks at a disk.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from tawthiq.preserve import strict_json
from tawthiq.preserve.hashing import LENGTHS
from tawthiq.preserve.times import is_datetime
from tawthiq.preserve.verdict import Gravity, Problem

SPECIFICATIONS = ("1.0", "1.1")
CONTENT_ALGORITHMS = ("sha512", "sha256")
FIXITY_ALGORITHMS = frozenset(
    {"md5", "sha1", "sha256", "sha512", "blake2b-512"}  # the specification's table
    | {"blake2b-160", "blake2b-256", "blake2b-384", "sha512/256", "size"}  # extensions 0001 and 0009
)
_VERSION = re.compile(r"v([0-9]+)")
_KEYS = {"id", "type", "digestAlgorithm", "head", "contentDirectory", "manifest", "versions", "fixity"}
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]+")


class Noted:
    """Problems as they are met; the codes are the specification's."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def error(self, code: str, where: str, what: str) -> None:
        """Note a MUST that is broken."""
        self.problems.append(Problem(code, where, what))

    def warn(self, code: str, where: str, what: str) -> None:
        """Note a SHOULD that is not followed."""
        self.problems.append(Problem(code, where, what, Gravity.WARNING))


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One block of `versions`: `state` maps each logical path to its digest."""

    state: dict[str, str]
    created: Any
    message: Any
    user: Any


class Inventory(msgspec.Struct, frozen=True, kw_only=True):
    """What an inventory says, as far as it can be understood.

    `manifest` maps content paths to digests, `fixity` content paths to digests by algorithm; digests in lower case.
    """

    id: str | None
    spec: str | None
    algorithm: str | None
    head: str | None
    content: str
    content_set: bool
    manifest: dict[str, str]
    versions: dict[str, Version]
    fixity: dict[str, dict[str, str]]
    has_manifest: bool


def number(name: str) -> int | None:
    """The number of a version directory's name, or None."""
    match = _VERSION.fullmatch(name)
    return int(match[1]) if match and int(match[1]) > 0 else None


def parse(data: bytes, where: str, noted: Noted) -> Inventory | None:
    """Read an inventory. None if it is no JSON object."""
    try:
        raw = strict_json.loads(data)
    except strict_json.Repeated as error:
        noted.error("E033", where, f"the key {str(error)[:80]!r} stands twice in one object")
        return None
    except ValueError as error:
        noted.error("E033", where, f"it is not JSON in UTF-8 ({error})")
        return None
    if not isinstance(raw, dict):
        noted.error("E033", where, "it is not a JSON object")
        return None
    return _Reader(raw, where, noted).read()


class _Reader:
    def __init__(self, raw: dict[str, Any], where: str, noted: Noted) -> None:
        self.raw, self.where, self.noted = raw, where, noted

    def error(self, code: str, what: str) -> None:
        self.noted.error(code, self.where, what)

    def read(self) -> Inventory:
        for key in sorted(set(self.raw) - _KEYS):
            self.error("E102", f"the key {key!r} is not one of the specification")
        for key in ("id", "type", "digestAlgorithm", "head"):
            if key not in self.raw:
                self.error("E036", f"the key {key} is missing")
        algorithm = self._algorithm()
        content = self._content()
        manifest, keys = self._manifest(algorithm)
        versions, used = self._versions(keys)
        head = self._head(versions)
        if keys is not None:
            for digest in sorted(keys - used):
                self.error("E107", f"the manifest's digest {digest[:16]}… is in no state")
        self._places(manifest, content, versions)
        return Inventory(
            id=self._id(),
            spec=self._spec(),
            algorithm=algorithm,
            head=head,
            content=content or "content",
            content_set="contentDirectory" in self.raw,
            manifest=manifest,
            versions=versions,
            fixity=self._fixity(),
            has_manifest=keys is not None,
        )

    def _id(self) -> str | None:
        value = self.raw.get("id")
        if "id" in self.raw and (not isinstance(value, str) or not value):
            self.error("E037", "id is not a text, or is empty")
            return None
        if value is not None and not _URI.fullmatch(value):
            self.noted.warn("W005", self.where, f"the id {value!r} is not a URI")
        return value

    def _spec(self) -> str | None:
        value = self.raw.get("type")
        match = re.fullmatch(r"https://ocfl\.io/([0-9]+\.[0-9]+)/spec/#inventory", str(value))
        if "type" in self.raw and (match is None or match[1] not in SPECIFICATIONS):
            self.error("E038", f"type {value!r} is not the URI of an inventory section")
            return None
        return match[1] if match else None

    def _algorithm(self) -> str | None:
        value = self.raw.get("digestAlgorithm")
        if "digestAlgorithm" in self.raw and value not in CONTENT_ALGORITHMS:
            self.error("E025", f"digestAlgorithm {value!r} is neither sha512 nor sha256")
        if value == "sha256":
            self.noted.warn("W004", self.where, "sha256 is used where sha512 is preferred")
        return value if isinstance(value, str) else None

    def _content(self) -> str | None:
        value = self.raw.get("contentDirectory", "content")
        if not isinstance(value, str) or not value:
            self.error("E108", "contentDirectory is not a name")
        elif "/" in value:
            self.error("E017", f"contentDirectory {value!r} holds a slash")
        elif value in (".", ".."):
            self.error("E018", f"contentDirectory is {value!r}")
        else:
            return value
        return None

    def _head(self, versions: dict[str, Version]) -> str | None:
        value = self.raw.get("head")
        if "head" not in self.raw:
            return None
        if not isinstance(value, str) or number(value) is None:
            self.error("E040", f"head {value!r} is not the name of a version directory")
            return None
        numbered = {one: n for one in versions if (n := number(one)) is not None}
        if value not in versions or numbered[value] != max(numbered.values()):
            self.error("E040", f"head {value!r} is not the highest version")
        return value

    def _manifest(self, algorithm: str | None) -> tuple[dict[str, str], set[str] | None]:
        if "manifest" not in self.raw:
            self.error("E041", "the manifest is missing")
            return {}, None
        raw = self.raw["manifest"]
        if not isinstance(raw, dict):
            self.error("E106", "the manifest is not a JSON object")
            return {}, None
        self._unique(raw, "E096", "the manifest")
        form = {"sha512": "E031", "sha256": "E030"}.get(algorithm or "")
        for digest in raw if form else ():
            if not re.fullmatch(r"[0-9A-Fa-f]+", digest) or len(digest) != LENGTHS[str(algorithm)]:
                self.error(str(form), f"{digest[:40]!r} is no {algorithm} digest in hexadecimal")
        return self._content_paths(raw, "E092", "the manifest"), set(raw)

    def _unique(self, block: dict[str, Any], code: str, of: str) -> None:
        seen: set[str] = set()
        for digest in block:
            if digest.lower() in seen:
                self.error(code, f"{of} holds the digest {digest[:16]}… twice, differing in case")
            seen.add(digest.lower())

    def _content_paths(self, block: dict[str, Any], code: str, of: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for digest, paths in block.items():
            if not isinstance(paths, list) or not all(isinstance(one, str) for one in paths):
                self.error(code, f"{of}: what stands under {digest[:16]}… is not a list of paths")
                continue
            for path in paths:
                if self._sound(path, "E100", "E099", "content"):
                    if path in found:
                        self.error("E101", f"{of} holds the content path {path!r} twice")
                    found[path] = digest.lower()
        self._conflicts(found, "E101", f"content path of {of}")
        return found

    def _sound(self, path: str, ends: str, elements: str, kind: str) -> bool:
        sound = True
        if path.startswith("/") or path.endswith("/") or not path:
            self.error(ends, f"the {kind} path {path!r} begins or ends with a slash, or is empty")
            sound = False
        # An empty element at either end is the slash there, which has a code of its own.
        if any(part in ("", ".", "..") for part in path.strip("/").split("/")) or path.startswith("//"):
            self.error(elements, f"the {kind} path {path!r} has an element that is empty, '.' or '..'")
            sound = False
        if "\0" in path:
            self.error(elements, f"the {kind} path {path!r} holds a null character")
            sound = False
        return sound

    def _conflicts(self, paths: Iterable[str], code: str, kind: str) -> None:
        every = set(paths)
        for path in sorted(every):
            parts = path.split("/")
            for depth in range(1, len(parts)):
                if "/".join(parts[:depth]) in every:
                    self.error(code, f"the {kind} {'/'.join(parts[:depth])!r} is also a folder of {path!r}")

    def _places(self, manifest: dict[str, str], content: str | None, versions: dict[str, Version]) -> None:
        """Content paths lie in the content directory of a version that the inventory knows (E042, E014)."""
        for path in sorted(manifest):
            parts = path.split("/")
            if len(parts) < 3 or parts[0] not in versions or (content is not None and parts[1] != content):
                self.error("E042", f"the content path {path!r} is not in a version's content directory")

    def _versions(self, digests: set[str] | None) -> tuple[dict[str, Version], set[str]]:
        if "versions" not in self.raw:
            for code in ("E041", "E043", "E044"):
                self.error(code, "the block of versions is missing")
            return {}, set()
        raw = self.raw["versions"]
        if not isinstance(raw, dict):
            self.error("E045", "the block of versions is not a JSON object")
            return {}, set()
        if not raw:
            self.error("E008", "there is no version")
        self._sequence(list(raw))
        used: set[str] = set()
        return {name: self._version(name, block, digests, used) for name, block in raw.items()}, used

    def _sequence(self, names: list[str]) -> None:
        good = {name: n for name in names if (n := number(name)) is not None}
        for name in sorted(set(names) - set(good)):
            digits = name[1:] if name.startswith("v") else ""
            code = "E105" if digits and set(digits) == {"0"} else "E104"
            for one in ("E046", code):
                self.error(one, f"{name!r} is not the name of a version directory")
        if not names:
            return
        numbers = sorted(good.values())
        if 1 not in numbers:
            self.error("E009", "the versions do not start at 1")
        if len(set(numbers)) != len(numbers) or (
            numbers and numbers != list(range(numbers[0], numbers[0] + len(numbers)))
        ):
            self.error("E010", "the versions do not follow each other without gaps")
        padded = {name for name in good if name.startswith("v0")}
        if padded and (padded != set(good) or len({len(name) for name in padded}) != 1):
            first = next((name for name, n in good.items() if n == 1), "")
            if first in padded and any(name not in padded for name in good):
                self.error("E011", "zero-padded versions must all begin with v0")
            for code in ("E012", "E013"):
                self.error(code, "the versions are not all named by one convention")
        elif padded:
            self.noted.warn("W001", self.where, "the version directories are zero-padded")

    def _version(self, name: str, block: Any, digests: set[str] | None, used: set[str]) -> Version:
        if not isinstance(block, dict):
            self.error("E047", f"version {name} is not a JSON object")
            return Version(state={}, created=None, message=None, user=None)
        for key in sorted(set(block) - {"created", "state", "message", "user"}):
            self.error("E102", f"version {name}: the key {key!r} is not one of the specification")
        for key in ("created", "state"):
            if key not in block:
                self.error("E048", f"version {name}: the key {key} is missing")
        if "created" in block and not is_datetime(block["created"]):
            self.error(
                "E049", f"version {name}: created {block['created']!r} is no RFC 3339 time with a zone"
            )
        self._who(name, block)
        return Version(
            state=self._state(name, block["state"], digests, used) if "state" in block else {},
            created=block.get("created"),
            message=block.get("message"),
            user=block.get("user"),
        )

    def _who(self, name: str, block: dict[str, Any]) -> None:
        if not {"message", "user"} <= set(block):
            self.noted.warn("W007", self.where, f"version {name} lacks a message or a user")
        if "message" in block and not isinstance(block["message"], str):
            self.error("E094", f"version {name}: the message is not a text")
        if "user" not in block:
            return
        user = block["user"]
        if not isinstance(user, dict) or not isinstance(user.get("name"), str) or not user["name"]:
            self.error("E054", f"version {name}: the user has no name")
            return
        for key in sorted(set(user) - {"name", "address"}):
            self.error("E102", f"version {name}: the user's key {key!r} is not one of the specification")
        if "address" not in user:
            self.noted.warn("W008", self.where, f"version {name}: the user has no address")
        elif not isinstance(user["address"], str) or not _URI.fullmatch(user["address"]):
            self.noted.warn("W009", self.where, f"version {name}: the user's address is not a URI")

    def _state(self, name: str, raw: Any, digests: set[str] | None, used: set[str]) -> dict[str, str]:
        if not isinstance(raw, dict):
            self.error("E050", f"version {name}: the state is not a JSON object")
            return {}
        found: dict[str, str] = {}
        for digest, paths in raw.items():
            used.add(digest)
            if digests is not None and digest not in digests:
                self.error("E050", f"version {name}: the digest {digest[:16]}… is not in the manifest")
            if not isinstance(paths, list) or not all(isinstance(one, str) for one in paths):
                self.error("E051", f"version {name}: what stands under {digest[:16]}… is not a list of paths")
                continue
            for path in paths:
                if self._sound(path, "E053", "E052", "logical"):
                    if path in found:
                        self.error("E095", f"version {name} holds the logical path {path!r} twice")
                    found[path] = digest.lower()
        self._conflicts(found, "E095", f"logical path of {name}")
        return found

    def _fixity(self) -> dict[str, dict[str, str]]:
        raw = self.raw.get("fixity", {})
        if not isinstance(raw, dict):
            self.error("E111", "fixity is not a JSON object")
            return {}
        found: dict[str, dict[str, str]] = {}
        for algorithm, block in raw.items():
            if algorithm not in FIXITY_ALGORITHMS:
                self.error(
                    "E056",
                    f"fixity: {algorithm!r} is not an algorithm of the specification or its extensions",
                )
            if not isinstance(block, dict):
                self.error("E057", f"fixity: {algorithm} is not a JSON object")
                continue
            self._unique(block, "E097", f"fixity of {algorithm}")
            found[algorithm] = self._content_paths(block, "E057", f"fixity of {algorithm}")
        return found


def by_path(inventory: Inventory, name: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Each logical path of a version with the content paths that may hold its bytes."""
    places: dict[str, set[str]] = {}
    for path, digest in inventory.manifest.items():
        places.setdefault(digest, set()).add(path)
    for logical, digest in inventory.versions[name].state.items():
        yield logical, frozenset(places.get(digest, ()))
