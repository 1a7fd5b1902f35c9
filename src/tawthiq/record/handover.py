"""What left the case, for whom: said in the record when a package is written, so that a withdrawal knows whom to tell."""

import msgspec

from tawthiq.record.assessment import Visibility


class Handover(msgspec.Struct, frozen=True, kw_only=True):
    """Body of a `handover`: these exhibits were written into a package of `kind` (bagit, ocfl, wacz) for readers of `level`.

    `to` is who it was said to be for. With `stored` what is sealed left sealed, `key` being the age recipient who was given
    its keys, if one was.
    """

    kind: str
    level: Visibility
    exhibits: tuple[str, ...]
    to: str = ""
    stored: bool = False
    key: str | None = None
