"""A case is a folder: its settings, its record, its objects, its checkpoint, this device's key, and a cache.

case.toml    format, id and title of the case; the device that writes here
record.db    the statements        objects/   the objects        checkpoint   what the log must still hold
log/         full tiles of the Merkle tree       given    sizes of the log that others have seen
keys/        this device's keys, behind a passphrase if there is one      cache/   everything that can be made again, sealed
envelopes.db the keys of what is sealed, each sealed to those who may read it
vocabulary/  the team's own words for `read`, if there are any: TOML files, not sealed
"""

import os
import tomllib
from pathlib import Path

import msgspec

from tawthiq.protect.policy import Seals
from tawthiq.record.errors import CaseError, CaseExists, CaseNotFound, CaseTooNew
from tawthiq.record.storage import replace_file, storage_errors

FORMAT = 1
SETTINGS = "case.toml"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What `case.toml` says. `id` is the founding statement's id, `device` this installation's public key, both in hex.

    A title can name a place: `sealed_title` is its age file in base64, and `title` is empty until it is opened.
    """

    format: int
    id: str
    device: str
    title: str = ""
    sealed_title: str | None = None

    @property
    def origin(self) -> str:
        """The name of the case's log in checkpoints."""
        return f"tawthiq/{self.id}"


class Folder:
    """The paths of one case."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.settings_file = root / SETTINGS
        self.ledger = root / "record.db"
        self.objects = root / "objects"
        self.checkpoint = root / "checkpoint"
        self.keys = root / "keys"
        self.cache = root / "cache"
        self.tiles = root / "log"
        self.given = root / "given"
        self.envelopes = root / "envelopes.db"
        self.vocabulary = root / "vocabulary"

    def key_file(self, author: str) -> Path:
        """Where the seed of a device's key lies."""
        return self.keys / f"{author[:16]}.key"

    def settings(self) -> Settings:
        """Read `case.toml`. Raises CaseError if it is damaged, CaseTooNew if a later version wrote it."""
        try:
            with self.settings_file.open("rb") as handle:
                raw = tomllib.load(handle)
            found = msgspec.convert(raw, Settings)
        except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
            raise CaseError(
                f"case.toml cannot be used ({error})",
                where=str(self.root),
                hint="bring it back from another copy",
            ) from error
        if found.format > FORMAT:
            raise CaseTooNew(
                f"format {found.format}",
                expected=f"at most {FORMAT}",
                where=str(self.root),
                hint="use a later tawthiq",
            )
        return found

    def read_checkpoint(self) -> str | None:
        """The checkpoint's text, or None if it is missing or is not text."""
        try:
            return self.checkpoint.read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        except UnicodeDecodeError:
            return ""

    def write_checkpoint(self, text: str) -> None:
        """Replace the checkpoint, durable."""
        replace_file(self.checkpoint, text.encode())

    def write_settings(self, settings: Settings) -> None:
        """Write `case.toml`, durable."""
        lines = [
            "# A tawthiq case. docs/format.md says how to read it without the program.",
            f"format = {settings.format}",
            f"id = {_quoted(settings.id)}",
            f"title = {_quoted(settings.title)}"
            if settings.sealed_title is None
            else f"sealed_title = {_quoted(settings.sealed_title)}",
            f"device = {_quoted(settings.device)}",
        ]
        replace_file(self.settings_file, ("\n".join(lines) + "\n").encode())


def _quoted(text: str) -> str:
    """A TOML basic string; JSON's escapes are a subset of TOML's."""
    return msgspec.json.encode(text).decode()


def init_case(
    root: Path,
    *,
    title: str | None = None,
    case_id: str | None = None,
    seals: Seals = Seals.EVERYTHING,
    passphrase: str | None = None,
) -> Folder:
    """Found a case in a new or empty folder: its keys, its first statement, its first checkpoint.

    With `case_id` it is a further copy of a case that exists elsewhere, with device keys of its own, and seals what that
    case seals. `passphrase` locks the keys; without one they lie open on the disk.

    Raises CaseExists if the folder holds a case, CaseError if it holds anything else.
    """
    from tawthiq.case.case import found  # noqa: PLC0415  (case.py needs this module's Folder)

    folder = Folder(root)
    if folder.settings_file.exists():
        raise CaseExists("a case is already here", where=str(root), hint="open it, or choose another folder")
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise CaseError("not an empty folder", where=str(root), hint="choose a new folder for the case")
    with storage_errors(root):
        root.mkdir(parents=True, exist_ok=True)
        folder.keys.mkdir(mode=0o700)
        folder.cache.mkdir(mode=0o700)
    found(folder, case_id=case_id, title=title or root.resolve().name, seals=seals, passphrase=passphrase)
    return folder


def find_case(
    explicit: str | None, *, environ: dict[str, str] | None = None, here: Path | None = None
) -> Folder:
    """The case that a command works on: `--case`, else $TAWTHIQ_CASE, else upward from here. Raises CaseNotFound."""
    named = explicit or (os.environ if environ is None else environ).get("TAWTHIQ_CASE")
    if named:
        folder = Folder(Path(named))
        if folder.settings_file.is_file():
            return folder
        raise CaseNotFound("no case here", where=named, hint=f"found one with `tawthiq init {named}`")
    start = (here or Path.cwd()).resolve()
    for place in (start, *start.parents):
        if (place / SETTINGS).is_file():
            return Folder(place)
    raise CaseNotFound(
        "no case here or in any folder above",
        where=str(start),
        hint="name one with --case DIR, or `tawthiq init DIR`",
    )
