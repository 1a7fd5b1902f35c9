"""A passport travels as the first frame of a bundle: canonical CBOR of device, note, and proofs by size."""

from tawthiq.record import canonical
from tawthiq.record.errors import NotCanonical
from tawthiq.record.witness import Passport
from tawthiq.sync.bundle import Frame


def write_passport(shown: Passport) -> Frame:
    """The frame of a passport."""
    proofs = {size: list(path) for size, path in shown.proofs.items()}
    return Frame("p", canonical.encode([shown.device, shown.note, proofs]))


def read_passport(frame: Frame) -> Passport:
    """The passport of a frame. Raises NotCanonical."""
    value = canonical.decode(frame.payload)
    if not isinstance(value, list) or len(value) != 3:
        raise NotCanonical("a passport of the wrong shape", expected="device, note and proofs")
    device, note, proofs = value
    sound = (
        isinstance(device, bytes)
        and len(device) == 32
        and isinstance(note, str)
        and isinstance(proofs, dict)
        and all(
            isinstance(size, int)
            and isinstance(path, list)
            and all(isinstance(h, bytes) and len(h) == 32 for h in path)
            for size, path in proofs.items()
        )
    )
    if not sound:
        raise NotCanonical("a passport with a part of the wrong type", expected="device, note and proofs")
    return Passport(device=device, note=note, proofs={size: tuple(path) for size, path in proofs.items()})
