"""The papers of a package: what lets somebody who has nothing else check that the record knew these bytes, and when.

Each exhibit brings its signed statement and the proof that the statement stands under the checkpoint. What a statement
says (its body) goes along where it may: to the team always, to others only if it names neither a source nor a folder.
"""

import base64
import json
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tawthiq.record.assessment import Visibility
from tawthiq.record.checkpoint import key_name, parse
from tawthiq.record.errors import NotCanonical
from tawthiq.record.exhibit import Exhibit, ObjectRef, Obtained
from tawthiq.record.ledger import Row
from tawthiq.record.proofs import inclusion
from tawthiq.record.statement import SEALED

if TYPE_CHECKING:
    from tawthiq.case.case import Case

README = """\
The papers beside what you were handed, and how to check them with common tools.

checkpoint        a signed note (C2SP signed-note): the size of the case's log and its Merkle root (RFC 6962)
devices.json      the first statement of each device concerned; its key checks statements and the checkpoint
statement.json    for each exhibit: its signed statement, what it says (body) if that may leave, and its Merkle proof
format.md         the whole format, and how to check it by hand

In a statement.json, `entry` is base64 of a 64-byte Ed25519 signature and the signed bytes; their SHA-256 is `id`, the
exhibit's id. The object's SHA-256 stands among the signed bytes; of an object that was kept sealed, the commitment stands
there instead: SHA-256 of "tw-commit", the 32 bytes of `salt` and the 32 bytes of the object's `sha256` (`objects`). A body
that was kept sealed is an age file; `body_key` opens it. SHA-256 of the byte 0 and the entry, joined with the
hashes of `proof` from left or right as RFC 9162 (2.1.3.2) says for leaf `arrival` of `size`, gives the checkpoint's root.
What this shows: that the holder of the device's key recorded these bytes before the checkpoint was made. It does not show
that what the bytes say is true, and the time is the device's own clock unless an outside time stamp stands beside it.

الأوراق المرفقة بما سُلِّم إليك، وكيف تتحقق منها بأدوات شائعة.

checkpoint        مذكرة موقّعة بحجم سجل القضية وجذر شجرة ميركل
devices.json      أول إفادة لكل جهاز معني؛ بمفتاحه تُفحص الإفادات ونقطة التحقق
statement.json    لكل مستند إثبات: إفادته الموقّعة، ومضمونها إن جاز خروجه، وبرهان وجودها في السجل
format.md         الصيغة كاملة (بالإنكليزية) وطريقة فحصها يدويًا

ما يثبته ذلك: أن حامل مفتاح الجهاز سجّل هذه البايتات قبل صنع نقطة التحقق. ولا يثبت صحة ما تقوله، والوقت وقت ساعة الجهاز
ما لم يرافقه ختم زمني خارجي.
"""


def format_text() -> bytes:
    """The text of docs/format.md, as installed or as it lies in the source tree."""
    packed = resources.files("tawthiq") / "format.md"
    if packed.is_file():
        return packed.read_bytes()
    return (Path(__file__).parents[3] / "docs" / "format.md").read_bytes()


def common_papers(case: "Case", authors: set[bytes]) -> dict[str, bytes]:
    """The papers of the package as a whole."""
    note = case.folder.read_checkpoint() or ""
    signers = {name for name, _, _ in parse(note).signers} if note else set()
    concerned = [
        author
        for author, _ in case.index.devices()
        if author in authors or key_name(case.settings.origin, author) in signers
    ]
    first = [next(iter(case.ledger.chain(author)), None) for author in concerned]
    devices = [
        _told(case, row, with_body=True) for row in first if row is not None and row.statement.seq == 0
    ]
    return {
        "README.txt": README.encode(),
        "checkpoint": note.encode(),
        "devices.json": _json(devices),
        "format.md": format_text(),
    }


def own_papers(case: "Case", exhibit: Exhibit, level: Visibility, *, opened: bool = True) -> dict[str, bytes]:
    """The papers of one exhibit; `opened` False keeps salt and words of what leaves sealed out of them."""
    row = case.ledger.find(bytes.fromhex(exhibit.id))
    if row is None:
        return {}
    told = _told(case, row, with_body=opened and may_leave(exhibit.obtained, level))
    told["objects"] = [_proven(case, one) for one in exhibit.obtained.objects] if opened else None
    return {"statement.json": _json(told)}


def _proven(case: "Case", ref: ObjectRef) -> dict[str, Any]:
    """What ties an object's plain bytes to the signed statement."""
    salt = None if ref.stored is None else case.reader.opens(bytes.fromhex(ref.stored)).salt
    return {"sha256": ref.digest, "size": ref.size, "salt": None if salt is None else salt.hex()}


def may_leave(obtained: Obtained, level: Visibility) -> bool:
    """Whether what a statement says of an exhibit may go to readers of this level."""
    if level in (Visibility.SEALED, Visibility.TEAM):
        return True
    open_place = obtained.origin == obtained.name or urlsplit(obtained.origin).scheme in ("http", "https")
    return obtained.source is None and open_place


def how_obtained(exhibit: Exhibit, level: Visibility) -> bytes:
    """How an exhibit was obtained, as far as readers of this level may know, for a metadata record."""
    said = exhibit.obtained
    about: dict[str, Any] = {
        "exhibit": exhibit.id,
        "how": said.how,
        "obtained": said.at,
        "tool": said.tool,
        "problems": list(said.problems),
        "note": "handed over as a file and wrapped at export; its address here is not one on the web",
    }
    if may_leave(said, level):
        about |= {
            "name": said.name,
            "origin": said.origin,
            "source": said.source,
            "published": said.published,
        }
    return _json(about)


def _told(case: "Case", row: Row, *, with_body: bool) -> dict[str, Any]:
    statement = row.statement
    try:
        size = parse(case.folder.read_checkpoint() or "").size
    except NotCanonical:
        size = 0
    proof = inclusion(case.tiles, row.arrival, size) if row.arrival < size else None
    return {
        "id": statement.id.hex(),
        "arrival": row.arrival,
        "size": size,
        "entry": base64.b64encode(row.entry).decode(),
        "body": base64.b64encode(row.body).decode() if with_body and row.body is not None else None,
        "body_key": _body_key(case, row) if with_body else None,
        "proof": None if proof is None else [base64.b64encode(one).decode() for one in proof],
    }


def _body_key(case: "Case", row: Row) -> str | None:
    statement = row.statement
    sealed = statement.body_form == SEALED and row.body is not None
    return case.reader.opens(statement.body_digest).identity if sealed else None


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
