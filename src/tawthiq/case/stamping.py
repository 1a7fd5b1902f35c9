"""A checkpoint is stamped by somebody outside, at once or by hand over an air gap; whatever they answer is kept whole.

The signed note's bytes are what is stamped. Both they and the request are objects of the record before anything leaves, so
an answer that comes back weeks later finds what it answers. An OpenTimestamps request may carry, beside this copy's
checkpoint, those that other copies were seen with: one stamp then holds for all offices.
"""

import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from tawthiq.case.judging import Judgement, judge_proof, judge_stamp
from tawthiq.preserve import Header, Problem, Verdict, ots, ots_make, read_header
from tawthiq.preserve.rfc3161 import make_request
from tawthiq.preserve.trust import Trust, read_certificates, trust
from tawthiq.record import checkpoint
from tawthiq.record.errors import EvidenceError, InputError, ObjectMissing, RecordError, UsageError
from tawthiq.record.exhibit import ObjectRef
from tawthiq.record.statement import Statement
from tawthiq.record.timestamp import Form, Timestamp

if TYPE_CHECKING:
    from tawthiq.case.case import Case
    from tawthiq.case.index import Told

TYPES = {
    "note": "text/plain",
    "request": "application/timestamp-query",
    "answer": "application/timestamp-reply",
    "proof": "application/vnd.opentimestamps.v1",
    "root": "application/x-pem-file",
    "certificate": "application/x-pem-file",
    "header": "application/octet-stream",
}


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """One time stamp of the record, judged again from its objects."""

    id: str
    at: int
    author: str
    stamp: Timestamp
    note: str
    verdict: Verdict
    problems: tuple[Problem, ...]
    judgement: Judgement | None

    @property
    def covers(self) -> int | None:
        """How many statements the stamped checkpoint holds, or None if its note cannot be read."""
        try:
            return checkpoint.parse(self.note).size
        except RecordError:
            return None


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """A request on its way: the stamped notes, the request as it is kept, and the bytes that go to the server."""

    form: Form
    notes: tuple[bytes, ...]
    request: bytes
    outgoing: bytes


def prepare(case: "Case", form: Form) -> Asking:
    """What is to be stamped. Nothing is kept or recorded yet. Raises EvidenceError where there is no checkpoint."""
    note = case.folder.read_checkpoint()
    if not note:
        raise EvidenceError("there is no checkpoint to stamp", hint="look with `tawthiq verify`")
    notes = [note.encode()]
    if form is Form.RFC3161:
        request = make_request(notes[0])
        return Asking(form=form, notes=tuple(notes), request=request, outgoing=request)
    latest = {one.device: one for one in sorted(case.index.witnesses(), key=lambda one: one.size)}
    notes += [one.note.encode() for one in latest.values() if one.device != case.settings.device]
    asked = ots_make.ask([hashlib.sha256(one).digest() for one in notes])
    return Asking(form=form, notes=tuple(notes), request=msgspec.msgpack.encode(asked), outgoing=asked.tip)


def keep_request(case: "Case", asking: Asking) -> Timestamp:
    """The notes and the request as objects, staged, and the body that names them."""
    notes = [_keep(case, "note", one) for one in asking.notes]
    return Timestamp(form=asking.form, objects=(*notes, _keep(case, "request", asking.request)))


def take_answer(
    case: "Case",
    asking: Asking,
    answers: Sequence[bytes],
    trusted: Trust,
    *,
    server: str | None = None,
    of: str | None = None,
) -> tuple[Statement, Judgement]:
    """Keep what came back, judge it, and record both; an answer to something else is refused and not kept.

    Raises EvidenceError for an answer to another request, UnreadableInput for one that cannot be read.
    """
    note = asking.notes[0]
    if asking.form is Form.RFC3161:
        judgement = judge_stamp(answers[0], trusted, data=note, request=asking.request)
        _refuse_strangers(judgement)
        objects = [*keep_request(case, asking).objects, _keep(case, "answer", answers[0])]
        objects += _keep_trust(case, trusted)
    else:
        path = msgspec.msgpack.decode(asking.request, type=ots_make.Asking)
        proofs = [ots.write_proof(one) for one in ots_make.answered(path, answers)]
        judgement = judge_proof(proofs[0], {}, data=note)
        objects = [*keep_request(case, asking).objects, *(_keep(case, "proof", one) for one in proofs)]
    return _record(case, asking.form, objects, judgement, server=server, of=of), judgement


def complete(
    case: "Case", told: "Told[Timestamp]", headers: Mapping[int | None, Sequence[Header]], trusted: Trust
) -> tuple[Statement | None, Judgement | None]:
    """Judge a stamp again with roots or headers that the user now names; recorded with them if they verify it.

    A root that is another authority's says nothing against a stamp, so nothing is ever recorded to its loss. The
    judgement is None where there is nothing to judge, or nothing to gain.
    """
    answer = _answer_of(told.said)
    if answer is None or look(case, told).verdict is Verdict.VERIFIED:
        return None, None
    raw, note = case.object_bytes(answer), case.object_bytes(told.said.named("note")[0])
    kept = [one for one in told.said.objects if one.role not in ("root", "certificate", "header")]
    if told.said.form is Form.RFC3161:
        if not trusted.roots:
            return None, None
        request = case.object_bytes(told.said.named("request")[0])
        judgement = judge_stamp(raw, trusted, data=note, request=request)
        if judgement.verdict is not Verdict.VERIFIED:
            return None, judgement
        kept += _keep_trust(case, trusted)
    else:
        if not headers:
            return None, None
        judgement = judge_proof(raw, headers, data=note)
        if judgement.verdict is not Verdict.VERIFIED:
            return None, judgement
        proof = ots.read_proof(raw)
        roots = {one.root: one for some in headers.values() for one in some}
        ends = [message for message, one in ots.ends(proof.tree, proof.digest) if one.height is not None]
        kept += [_keep(case, "header", roots[message].raw) for message in ends if message in roots]
    return _record(case, told.said.form, kept, judgement, server=told.said.server, of=told.id), judgement


def upgrade(
    case: "Case", told: "Told[Timestamp]", answers: Iterable[tuple[bytes, bytes]]
) -> tuple[Statement, Judgement] | None:
    """Add what calendars answered, as (message, answer), to the proofs of a stamp; None if it brought nothing new."""
    raws = [case.object_bytes(one) for one in told.said.named("proof")]
    proofs = [ots.read_proof(raw) for raw in raws]
    for message, answer in answers:
        for at, proof in enumerate(proofs):
            if any(held == message for _, held in ots_make.promises(proof)):
                proofs[at] = ots_make.upgraded(proof, message, answer)
    grown = [ots.write_proof(one) for one in proofs]
    if grown == raws:
        return None
    kept = [one for one in told.said.objects if one.role not in ("proof", "header")]
    kept += [_keep(case, "proof", one) for one in grown]
    judgement = judge_proof(grown[0], {}, data=case.object_bytes(told.said.named("note")[0]))
    return _record(case, told.said.form, kept, judgement, server=told.said.server, of=told.id), judgement


def stamps(case: "Case") -> list["Told[Timestamp]"]:
    """The stamps of the record that no later one goes on from, oldest first."""
    told = case.index.sayings("timestamp", Timestamp)
    superseded = {one.said.of for one in told}
    return [one for one in told if one.id not in superseded]


def awaited(case: "Case") -> list["Told[Timestamp]"]:
    """Requests that no answer has come for, oldest first."""
    return [one for one in stamps(case) if _answer_of(one.said) is None]


def find_request(case: "Case", answer: bytes, prefix: str | None = None) -> "Told[Timestamp]":
    """The request that an answer is for. Raises UsageError if none fits, or several do that only the user can tell apart."""
    fitting = [
        one for one in awaited(case) if one.id.startswith(prefix or "") and _fits(case, one.said, answer)
    ]
    if not fitting:
        raise UsageError(
            "no request of this case waits for this answer", hint="`tawthiq stamp` lists what is waiting"
        )
    if len(fitting) > 1:
        names = ", ".join(one.id[:12] for one in fitting)
        raise UsageError(
            f"{len(fitting)} requests wait for such an answer ({names})", hint="name one with --for ID"
        )
    return fitting[0]


def asking_of(case: "Case", stamp: Timestamp) -> Asking:
    """A recorded request as it went out. Raises ObjectMissing."""
    notes = tuple(case.object_bytes(one) for one in stamp.named("note"))
    request = case.object_bytes(stamp.named("request")[0])
    return Asking(form=stamp.form, notes=notes, request=request, outgoing=b"")


def _fits(case: "Case", asked: Timestamp, answer: bytes) -> bool:
    """By imprint and nonce for RFC 3161; a calendar's answer does not say what it is for, so any that can be read fits."""
    try:
        request = case.object_bytes(asked.named("request")[0])
        if asked.form is Form.RFC3161:
            stamp = judge_stamp(answer, trust([]), request=request).stamp
            return stamp is not None and stamp.at is not None and stamp.verdict is not Verdict.FAILED
        ots.read_tree(answer, msgspec.msgpack.decode(request, type=ots_make.Asking).tip)
    except (ObjectMissing, InputError):
        return False
    return True


def look(case: "Case", told: "Told[Timestamp]") -> Kept:
    """One stamp, judged again."""
    try:
        note = case.object_bytes(told.said.named("note")[0]).decode("utf-8", "replace")
        judgement = judge(case, told.said)
    except (ObjectMissing, IndexError) as error:
        problem = Problem("object-missing", told.id[:12], str(error))
        return _kept(told, "", Verdict.NOT_CHECKABLE, (problem,), None)
    if judgement is None:
        problem = Problem("answer-awaited", told.id[:12], "it was asked for, and no answer has come yet")
        return _kept(told, note, Verdict.NOT_CHECKED, (problem,), None)
    return _kept(told, note, judgement.verdict, judgement.problems, judgement)


def judge(case: "Case", stamp: Timestamp) -> Judgement | None:
    """A stamp judged from its objects alone; None if no answer has come."""
    answer = _answer_of(stamp)
    if answer is None:
        return None
    raw, note = case.object_bytes(answer), case.object_bytes(stamp.named("note")[0])
    if stamp.form is Form.RFC3161:
        roots = [c for one in stamp.named("root") for c in read_certificates(case.object_bytes(one))]
        chain = [c for one in stamp.named("certificate") for c in read_certificates(case.object_bytes(one))]
        request = case.object_bytes(stamp.named("request")[0])
        return judge_stamp(raw, trust(roots, chain), data=note, request=request)
    headers = tuple(read_header(case.object_bytes(one)) for one in stamp.named("header"))
    return judge_proof(raw, {None: headers}, data=note)


def calendars(case: "Case", told: "Told[Timestamp]") -> list[tuple[str, bytes]]:
    """(calendar, message) of everything in a stamp that a calendar has only promised."""
    proofs = [ots.read_proof(case.object_bytes(one)) for one in told.said.named("proof")]
    return list(dict.fromkeys(promise for proof in proofs for promise in ots_make.promises(proof)))


def _answer_of(stamp: Timestamp) -> str | None:
    return next(iter(stamp.named("answer" if stamp.form is Form.RFC3161 else "proof")), None)


def _refuse_strangers(judgement: Judgement) -> None:
    for problem in judgement.problems:
        if problem.code in (
            "imprint-wrong",
            "nonce-wrong",
            "policy-wrong",
            "not-granted",
            "answer-unreadable",
        ):
            raise EvidenceError(f"nothing was recorded: {problem.what}", where=problem.where)


def _record(
    case: "Case",
    form: Form,
    objects: Iterable[ObjectRef],
    judgement: Judgement,
    *,
    server: str | None,
    of: str | None,
) -> Statement:
    return case.record_timestamp(
        Timestamp(
            form=form,
            objects=tuple(dict.fromkeys(objects)),
            server=server,
            time=int(judgement.at.timestamp()) if judgement.at else None,
            judged=judgement.judged,
            of=of,
        )
    )


def _keep(case: "Case", role: str, data: bytes) -> ObjectRef:
    digest, size = case.vault.put(io.BytesIO(data))
    return ObjectRef(digest=digest, size=size, media_type=TYPES[role], role=role)


def _keep_trust(case: "Case", trusted: Trust) -> list[ObjectRef]:
    kept = [_keep(case, "root", trusted.roots_pem())] if trusted.roots else []
    return kept + ([_keep(case, "certificate", trusted.others_pem())] if trusted.others_pem() else [])


def _kept(
    told: "Told[Timestamp]",
    note: str,
    verdict: Verdict,
    problems: tuple[Problem, ...],
    judgement: Judgement | None,
) -> Kept:
    return Kept(
        id=told.id,
        at=told.time,
        author=told.author,
        stamp=told.said,
        note=note,
        verdict=verdict,
        problems=problems,
        judgement=judgement,
    )
