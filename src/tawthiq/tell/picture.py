"""A picture in a dispatch is an exhibit marked public, copied under the hash of its bytes; what it is, is told by its first bytes.

One that carries EXIF or XMP is refused: they may hold the place, the day and the camera of the witness. Width and height stand in the page, so that nothing moves while it loads.
"""

from hashlib import sha256

import msgspec

from tawthiq.tell import image_bytes, markdown
from tawthiq.tell.dispatch import LANGUAGES
from tawthiq.tell.lookup import Lookup
from tawthiq.tell.problem import Problem, problem
from tawthiq.tell.study import Study

_MAGIC = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF87a", "gif"), (b"GIF89a", "gif"))


class Picture(msgspec.Struct, frozen=True):
    """One picture of the site: its path from the root, the SHA-256 of its bytes, its size in pixels if the head tells it."""

    path: str
    digest: str
    data: bytes
    width: int | None
    height: int | None


def pictures(study: Study, lookup: Lookup) -> tuple[dict[str, Picture], list[Problem]]:
    """Every picture that the dispatch shows, by exhibit name, and what is wrong with the others."""
    found: dict[str, Picture] = {}
    problems: list[Problem] = []
    for segment in study.dispatch.segments:
        for lang in LANGUAGES:
            line = segment.line(lang)
            for name, alt in markdown.pictures(study.parsed.get((segment.number, lang), ())):
                if not alt.strip():
                    problems.append(problem("no-alt", line, name=name))
                if name in found:
                    continue
                one = _one(name, line, lookup)
                if isinstance(one, Picture):
                    found[name] = one
                else:
                    problems.append(one)
    return found, problems


def _one(name: str, line: int, lookup: Lookup) -> Picture | Problem:
    digests = {exhibit.original.digest for exhibit in lookup.exhibits_called(name)}
    if len(digests) > 1:
        return problem("picture-twice", line, name=name)
    data = next((lookup.public_bytes(digest) for digest in digests), None)
    if data is None:
        return problem("no-picture", line, name=name)
    kind = image_bytes.kind(data)
    if kind is None:
        return problem("not-a-picture", line, name=name)
    if image_bytes.tells_more(data, kind):
        return problem("picture-tells", line, name=name)
    digest = sha256(data).hexdigest()
    width, height = image_bytes.size(data, kind)
    return Picture(f"media/{digest[:20]}.{kind}", digest, data, width, height)
