"""Where a passphrase comes from when nobody asks for it on a terminal: the environment, a file, the system's own keystore."""

import os
from pathlib import Path

from tawthiq.record.errors import KeyTrouble, MissingInput

VARIABLE = "TAWTHIQ_PASSPHRASE"
FILE_VARIABLE = "TAWTHIQ_PASSPHRASE_FILE"
SERVICE = "tawthiq"


def from_environment(device: str) -> str | None:
    """$TAWTHIQ_PASSPHRASE, else the file named by $TAWTHIQ_PASSPHRASE_FILE, else the system's keystore."""
    said = os.environ.get(VARIABLE)
    if said is not None:
        return said
    file = os.environ.get(FILE_VARIABLE)
    if file is not None:
        return from_file(Path(file))
    return from_keystore(device)


def from_file(path: Path) -> str:
    """The first line of a file. Raises MissingInput, KeyTrouble."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise MissingInput("no passphrase file that can be read", where=str(path)) from error
    if not lines or not lines[0]:
        raise KeyTrouble(
            "an empty passphrase file", expected="the passphrase on its first line", where=str(path)
        )
    return lines[0]


def from_keystore(device: str) -> str | None:
    """What the system's keystore keeps for a device, if there is a keystore and the package `keyring` to ask it."""
    try:
        import keyring  # noqa: PLC0415  (optional)

        found = keyring.get_password(SERVICE, device)
    except Exception:  # noqa: BLE001  (whatever a keystore raises, the passphrase can be given in another way)
        return None
    return found if isinstance(found, str) else None


def to_keystore(device: str, passphrase: str) -> None:
    """Let the system's keystore remember it. Raises KeyTrouble if there is none."""
    try:
        import keyring  # noqa: PLC0415  (optional)

        keyring.set_password(SERVICE, device, passphrase)
    except Exception as error:
        raise KeyTrouble(
            f"the system's keystore cannot be used ({type(error).__name__})",
            hint="install the package `keyring`, or give the passphrase each time",
        ) from error
