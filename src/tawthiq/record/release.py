"""A release is a published dispatch with its manifest: every file by hash, every footnote by claim and exhibit."""

import msgspec


class ReleaseFile(msgspec.Struct, frozen=True):
    """One file of the site: path relative to its root, SHA-256 in hex, size in bytes."""

    path: str
    digest: str
    size: int


class Release(msgspec.Struct, frozen=True, kw_only=True):
    """Body of a publication statement. `footnotes` pairs each footnote label with what it rests on."""

    title: str
    files: tuple[ReleaseFile, ...]
    footnotes: tuple[tuple[str, str], ...]
    checkpoint: str
