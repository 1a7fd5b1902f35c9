"""Bad and good input, made on the spot; people, places and sentences are invented."""

import io
import zipfile
from pathlib import Path

from PIL import Image

from tawthiq.collect import Item, Limits, Problem, gather

Met = tuple[list[Item], list[Problem]]


def meet(*sources: Path | str, limits: Limits | None = None) -> Met:
    """Everything `gather` yields, items and problems apart; each item's bytes are read to the end."""
    items: list[Item] = []
    problems: list[Problem] = []
    for one in gather([str(source) for source in sources], limits=limits or Limits()):
        if isinstance(one, Item):
            items.append(one)
        else:
            problems.append(one)
    return items, problems


def body(item: Item) -> bytes:
    """An item's bytes."""
    with item.open() as stream:
        return stream.read()


def codes(problems: list[Problem]) -> list[str]:
    """What was told, in order."""
    return [one.code for one in problems]


def png(width: int = 40, height: int = 30) -> bytes:
    """A whole PNG."""
    out = io.BytesIO()
    Image.effect_noise((width, height), 40).save(out, "PNG")
    return out.getvalue()


def jpeg() -> bytes:
    """A whole JPEG."""
    out = io.BytesIO()
    Image.effect_noise((200, 160), 40).save(out, "JPEG")
    return out.getvalue()


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """A zip of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as book:
        for name, data in members.items():
            book.writestr(name, data)
    return out.getvalue()
