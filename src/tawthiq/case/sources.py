"""Sources of a case: known by pseudonyms, and who they are opens on a request that two other admins grant."""

import os
from typing import TYPE_CHECKING

from tawthiq.protect.identity import (
    Consent,
    Opening,
    Request,
    Secret,
    Source,
    open_by_paper,
    open_identity,
    open_passed,
    own_share,
    pass_on,
    seal_identity,
)
from tawthiq.protect.pseudonym import Pseudonym, pseudonym
from tawthiq.protect.recovery import PaperKey
from tawthiq.record.errors import KeyTrouble, UnknownId, UsageError
from tawthiq.record.standing import Recovery

if TYPE_CHECKING:
    from tawthiq.case.case import Case
    from tawthiq.case.index import Mark
    from tawthiq.record.statement import Statement


def add(case: "Case", identity: str) -> Pseudonym:
    """Seal who a source is; its pseudonym. The same identity has the same pseudonym, and is sealed once."""
    if not case.seal.seals.body("source"):
        raise UsageError(
            "this case seals nothing",
            hint="keep the identity elsewhere: here it would be open to every reader",
        )
    name = pseudonym(" ".join(identity.split()), _secret(case))
    if not any(said.code == name.code for _, said in sources(case)):
        known = case.index.recipients()
        admins = {one.hex(): known[one] for one in case.index.standing.admins if one in known}
        paper = [said.recipient for _, said in case.index.told("recovery", Recovery)]
        case.say("source", seal_identity(identity, name, admins, paper))
    return name


def sources(case: "Case") -> "list[tuple[Mark, Source]]":
    """Every source."""
    return case.index.told("source", Source)


def find(case: "Case", typed: str) -> Source:
    """The source of a pseudonym, in either language, or of its code. Raises UnknownId."""
    found = {said.code: said for _, said in sources(case) if typed in (said.code, said.en, said.ar)}
    if len(found) != 1:
        raise UnknownId(
            f"{len(found) or 'no'} sources answer to that name", hint="`tawthiq source list` lists them"
        )
    return next(iter(found.values()))


def request(case: "Case", typed: str, why: str) -> "Statement":
    """Ask who a source is. Raises KeyTrouble if this device holds no share, and is not an admin who may bring paper."""
    source = find(case, typed)
    admin = bytes.fromhex(case.settings.device) in case.index.standing.admins
    if not (admin and source.paper):
        own_share(source, case.settings.device, _identity(case))
    return case.say("request", Request(code=source.code, why=why))


def requests(case: "Case") -> "list[tuple[Mark, Request, int]]":
    """What was asked, and how many others have agreed."""
    return [(mark, said, len(_consents(case, mark))) for mark, said in case.index.told("request", Request)]


def consent(case: "Case", typed: str) -> "Statement":
    """Agree to another's request: this device's share goes to who asked."""
    mark, said = _request(case, typed)
    if mark.author.hex() == case.settings.device:
        raise UsageError("one's own request", expected="that two others grant it")
    source = find(case, said.code)
    words = own_share(source, case.settings.device, _identity(case))
    to = case.index.recipients().get(mark.author)
    if to is None:
        raise KeyTrouble("whoever asked has not said what his device reads with")
    return case.say("consent", Consent(request=mark.id.hex(), share=pass_on(words, to)))


def open_source(case: "Case", typed: str, paper: PaperKey | None = None) -> str:
    """Who the source of one's own request is, once two others have agreed, or by the key on paper. It is recorded."""
    mark, said = _request(case, typed)
    if mark.author.hex() != case.settings.device:
        raise UsageError("another's request", expected="one's own")
    source = find(case, said.code)
    if paper is not None:
        who = open_by_paper(source, paper.identity)
        case.say("opening", Opening(request=mark.id.hex()))
        return who
    own = _identity(case)
    shares = [own_share(source, case.settings.device, own)]
    for one in _consents(case, mark).values():
        try:
            shares.append(open_passed(one.share, own))
        except KeyTrouble:
            continue
    who = open_identity(source, shares)
    case.say("opening", Opening(request=mark.id.hex()))
    return who


def _consents(case: "Case", mark: "Mark") -> dict[bytes, Consent]:
    """By device; who asked cannot agree with himself."""
    every = case.index.told("consent", Consent)
    return {
        by.author: said for by, said in every if said.request == mark.id.hex() and by.author != mark.author
    }


def _request(case: "Case", typed: str) -> "tuple[Mark, Request]":
    found = [
        (mark, said) for mark, said in case.index.told("request", Request) if mark.id.hex().startswith(typed)
    ]
    if len(found) != 1:
        raise UnknownId(
            f"{len(found) or 'no'} requests answer to {typed!r}", hint="`tawthiq source list` lists them"
        )
    return found[0]


def _secret(case: "Case") -> bytes:
    known = case.index.told("pseudonyms", Secret)
    if not known:
        case.say("pseudonyms", Secret(secret=os.urandom(32).hex()))
        known = case.index.told("pseudonyms", Secret)
    return bytes.fromhex(known[0][1].secret)


def _identity(case: "Case") -> str:
    if case.keys is None or case.keys.identity is None:
        raise KeyTrouble("this device holds no reading key")
    return case.keys.identity
