"""Derives whatever the record lacks, step by step, each kept as soon as it is made: stop it anywhere, it goes on there.

A step is a pure function of its inputs; its key is the hash of them, so the order of work never matters. The rooms meet
here and nowhere else: each gets values and gives values.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import msgspec

from tawthiq.case import steps
from tawthiq.case.check import ALL, NOTHING
from tawthiq.case.footage import carriers, copies, footage_pairs, post_pairs, small_pictures
from tawthiq.case.links import PAGES, TEXTUAL, kept_embeds
from tawthiq.case.retold import about_texts, first_of, lengths, retold
from tawthiq.case.version import room_version
from tawthiq.case.words import own_digest
from tawthiq.preserve import Report
from tawthiq.protect import first_visibility
from tawthiq.record.assessment import Assessment, Visibility
from tawthiq.record.claim import Claim
from tawthiq.record.errors import TawthiqError, with_exit_code
from tawthiq.record.estimate import Count
from tawthiq.record.exhibit import Exhibit, ExtractedText, How, Loss
from tawthiq.record.incident import Incident
from tawthiq.record.judgement import Judgement
from tawthiq.record.person import PersonRow
from tawthiq.record.statement import Statement

if TYPE_CHECKING:
    from tawthiq.case.case import Case
    from tawthiq.case.survey import Survey
    from tawthiq.match import FilmPrint, Fingerprint, MediaMatch, PeopleMatch
    from tawthiq.match.across import Across
    from tawthiq.match.lineage import Footage

T = TypeVar("T")


class Progress(Protocol):
    """Told what is being made: the room, how many of how many, and a word for people."""

    def __call__(self, room: str, done: int, total: int, what: str = "") -> None:
        """One step on."""


def silent(room: str, done: int, total: int, what: str = "") -> None:
    """No progress shown."""


class Failed(msgspec.Struct, frozen=True):
    """A step that its input did not allow; kept like a result, and tried again when the room's code changes."""

    failed: str
    exit_code: int

    def again(self) -> TawthiqError:
        """The error, to be raised once more: its sentence, and a class of its exit code."""
        return with_exit_code(self.exit_code)(self.failed)


class Derivation:
    """What follows from a case. Every method returns the kept value, or makes and keeps it."""

    def __init__(self, case: "Case", progress: Progress = silent) -> None:
        self.case = case
        self.progress = progress
        self.refused: dict[tuple[str, str | None], Failed] = {}
        """What could not be made when it was last asked for, by step and exhibit (None: the case as a whole)."""

    # Parts of the record itself, so that one object serves whoever only reads

    def refresh(self) -> None:
        """Take in what arrived since the case was opened."""
        self.case.refresh()

    def exhibits(self) -> list[Exhibit]:
        """Every exhibit in order of arrival."""
        return self.case.exhibits()

    def exhibit(self, prefix: str) -> Exhibit:
        """One exhibit. Raises UnknownId."""
        return self.case.exhibit(prefix)

    def object_bytes(self, digest: str) -> bytes:
        """An object's bytes. Raises ObjectMissing."""
        return self.case.object_bytes(digest)

    def judgements(self) -> list[Judgement]:
        """Every judgement, oldest first."""
        return self.case.judgements()

    def visibility(self, exhibit_id: str) -> Visibility:
        """Who may see an exhibit: as was decided, or else as it begins."""
        decided = self.case.index.visibilities().get(exhibit_id)
        return decided or first_visibility(self.exhibit(exhibit_id).obtained.how)

    def withdrawn(self) -> list[str]:
        """The exhibits that their source took back (ids)."""
        return sorted(self.case.index.withdrawn())

    def log(self) -> Iterator[Statement]:
        """The statements in order of arrival."""
        return self.case.statements()

    def custody_page(self, exhibit_id: str, lang: str) -> str:
        """The custody report of an exhibit as a page in one language; the exhibit and the log are read for it."""
        from tawthiq.case.custody import TOOL, custody  # noqa: PLC0415  (certificates are slow to import)
        from tawthiq.preserve.custody_html import page  # noqa: PLC0415  (as above)

        return page(custody(self, exhibit_id, TOOL), (lang,))

    def verify(self, *, deep: bool = True) -> list[Report]:
        """See Case.verify."""
        return self.case.verify(ALL if deep else NOTHING)

    # One exhibit at a time

    def text(self, exhibit_id: str) -> ExtractedText | None:
        """The extracted text; None if the exhibit has none or it could not be read (see `failures`)."""
        exhibit = self.exhibit(exhibit_id)
        original = exhibit.original
        if exhibit.obtained.how is How.LIST or original.media_type not in TEXTUAL:
            return None
        # Only a page has embeds; of other texts every new neighbour would make the work, and the reading, anew.
        kept = kept_embeds(exhibit, self.exhibits()) if original.media_type in PAGES else {}
        return self._keep(
            "text",
            "collect",
            [
                original.digest,
                original.media_type,
                exhibit.obtained.name,
                *(f"{k} {v}" for k, v in sorted(kept.items())),
            ],
            ExtractedText,
            lambda: steps.extract_text(self.object_bytes(original.digest), exhibit, kept),
            about=exhibit.id,
        )

    def claims(self, exhibit_id: str | None = None) -> list[Claim]:
        """The claims of one exhibit, or of all in order of arrival."""
        if exhibit_id is None:
            return [claim for one in self._each("read") for claim in self.claims(one.id)]
        exhibit = self.exhibit(exhibit_id)
        text = self.text(exhibit.id)
        if text is None:
            return []
        published = exhibit.obtained.published or text.published
        found = self._keep(
            "claims",
            "read",
            [exhibit.id, _hash(text), _hash(self.case.index.places()), str(published), own_digest(self.case)],
            tuple[Claim, ...],
            lambda: steps.read_claims(text, exhibit.id, published, self.case),
            about=exhibit.id,
        )
        return list(found or ())

    def losses(self, exhibit_id: str | None = None) -> list[Loss]:
        """What was announced and is not there, of one exhibit or of all."""
        if exhibit_id is None:
            return [loss for one in self._obtained() for loss in self.losses(one.id)]
        exhibit = self.exhibit(exhibit_id)
        text = self.text(exhibit.id)
        if text is None:
            return []
        found = self._keep(
            "losses",
            "read",
            [exhibit.id, _hash(text), own_digest(self.case)],
            tuple[Loss, ...],
            lambda: steps.find_lost(text, exhibit.id, self.case),
            about=exhibit.id,
        )
        return list(found or ())

    def rows(self) -> dict[str, list[PersonRow]]:
        """The lists of persons by name; a list brought twice counts once."""
        lists: dict[str, list[PersonRow]] = {}
        seen: set[str] = set()
        for exhibit in self.exhibits():
            original = exhibit.original
            if exhibit.obtained.how is not How.LIST or original.digest in seen:
                continue
            seen.add(original.digest)
            name = exhibit.obtained.name
            if name in lists:
                name = f"{name} ({exhibit.id[:8]})"
            found = self._keep(
                "rows",
                "collect",
                [original.digest, name, original.media_type],
                tuple[PersonRow, ...],
                lambda exhibit=exhibit, name=name: steps.person_rows_of(
                    self.object_bytes(exhibit.original.digest), exhibit, name
                ),  # type: ignore[misc]  # mypy cannot type defaults of lambdas
                about=exhibit.id,
            )
            if found:
                lists[name] = list(found)
        return lists

    def prints(self) -> "list[tuple[str, Fingerprint]]":
        """Fingerprints of the images, by exhibit id."""
        from tawthiq.match import Fingerprint, fingerprint  # noqa: PLC0415  (numpy and Pillow are slow to import)

        return self._printed("print", ("image/",), ("image/svg+xml",), (), Fingerprint, fingerprint)

    def films(self) -> "list[tuple[str, FilmPrint]]":
        """Fingerprints of the recordings, by exhibit id. Without ffmpeg there are none, and `failures` says so."""
        from tawthiq.engines.ffmpeg_film import available  # noqa: PLC0415  (numpy is slow to import)
        from tawthiq.match import FilmPrint  # noqa: PLC0415  (as above)

        tools = ("ffmpeg" if available() else "",)
        return self._printed("film", ("video/", "audio/"), (), tools, FilmPrint, steps.film_of)

    def _printed(
        self,
        step: str,
        kinds: tuple[str, ...],
        without: tuple[str, ...],
        tools: tuple[str, ...],
        model: type[T],
        make: Callable[[bytes], T],
    ) -> list[tuple[str, T]]:
        """What `make` makes of the bytes of every exhibit of such kinds, by exhibit id; `tools` are part of the key."""
        found = []
        for exhibit in self._obtained():
            original = exhibit.original
            if not original.media_type.startswith(kinds) or original.media_type in without:
                continue
            making = partial(self._of_bytes, make, original.digest)
            made = self._keep(step, "match", [original.digest, *tools], model, making, about=exhibit.id)
            if made is not None:
                found.append((exhibit.id, made))
        return found

    def _of_bytes(self, make: Callable[[bytes], T], digest: str) -> T:
        return make(self.object_bytes(digest))

    # All of them together

    def people(self) -> "PeopleMatch | None":
        """Persons across the lists; None if there is no list."""
        lists = self.rows()
        if not lists:
            return None
        from tawthiq.match import PeopleMatch, people  # noqa: PLC0415  (Splink is slow to import)

        judgements = self.judgements()
        return self._keep(
            "people",
            "match",
            [_hash(lists), _hash(judgements)],
            PeopleMatch,
            lambda: people(lists, judgements),
        )

    def media_matches(self) -> "list[MediaMatch]":
        """Pictures and recordings that are one, or have a part in common, as pairs of exhibit ids."""
        return list(self._media(about_texts(self.judgements(), self.exhibits())[1]) or ())

    def _media(self, judgements: Sequence[Judgement], step: str = "media") -> "tuple[MediaMatch, ...] | None":
        """None where the judgements cannot all hold."""
        prints, films = self.prints(), self.films()
        if not prints and not films:
            return ()
        from tawthiq.match import MediaMatch, media  # noqa: PLC0415  (as above)

        return self._keep(
            step,
            "match",
            [_hash(prints), _hash(films), _hash(judgements)],
            tuple[MediaMatch, ...],
            lambda: media(prints, judgements, films),
        )

    def lineage(self) -> "tuple[Footage, ...]":
        """Which copies of one footage may come from which, with the reasons; see match/lineage."""
        from tawthiq.match.lineage import lineage  # noqa: PLC0415  (as above)

        texts = self._texts()
        prints: list[tuple[str, Fingerprint | FilmPrint]] = [*self.prints(), *self.films()]
        known = copies(self.exhibits(), prints, carriers(self.exhibits(), texts), texts, self.claims())
        return lineage(self.media_matches(), known)

    def across(self) -> "tuple[Across, ...]":
        """Texts that tell one thing in two languages, as pairs of exhibit ids; see match/across."""
        texts, places = self._texts(), self.case.index.places()
        if len(texts) < 2:
            return ()
        from tawthiq.match.across import Across  # noqa: PLC0415  (as above)
        from tawthiq.match.across_judged import judged_across  # noqa: PLC0415  (as above)

        found = self._keep(
            "across",
            "match",
            [room_version("read"), _hash(texts), _hash(places), own_digest(self.case)],
            tuple[Across, ...],
            lambda: steps.tell_across(texts, self.case),
        )
        told, judgements = found or (), about_texts(self.judgements(), self.exhibits())[0]
        if not judgements:
            return told
        inputs = [_hash(told), _hash(judgements), _hash(texts)]
        making = partial(judged_across, told, judgements, lengths(texts))
        judged = self._keep("across judged", "match", inputs, tuple[Across, ...], making)
        # Until people agree what was found stands: fewer origins, not more.
        return told if judged is None else judged

    def incidents(self) -> list[Incident]:
        """What the claims say happened, each event once."""
        from tawthiq.match.incidents import incidents  # noqa: PLC0415  (as above)

        claims, judgements = self.claims(), self.judgements()
        if not claims:
            return []
        found = self._keep(
            "incidents",
            "match",
            [_hash(claims), _hash(judgements)],
            tuple[Incident, ...],
            lambda: incidents(claims, judgements),
        )
        return list(found or ())

    def assessments(self) -> dict[str, Assessment]:
        """Every claim weighed, by claim id."""
        claims, judgements = self.claims(), self.judgements()
        if not claims:
            return {}
        objects = {one.id: one.original.digest for one in self.exhibits()}
        judged = self._media(about_texts(judgements, self.exhibits())[1])
        # As with texts: until people agree what was found stands; a step of its own, so that the failure of the other is still told.
        found_media = list(judged if judged is not None else self._media((), "media unjudged") or ())
        pairs, texts = footage_pairs(found_media), self._texts()
        small = small_pictures(self.prints())
        across = self.across()
        told = retold(across, first_of(across, self.exhibits(), texts), claims)
        together = pairs + post_pairs(pairs, carriers(self.exhibits(), texts), texts, small) + told.documents
        found = self._keep(
            "weigh",
            "weigh",
            [_hash(x) for x in (claims, objects, together, told, judgements)] + [own_digest(self.case)],
            tuple[Assessment, ...],
            lambda: steps.weighed(
                claims,
                self.case,
                objects,
                copies=together,
                judgements=judgements,
                retold=told.claims,
                taken=told.taken,
            ),
        )
        return {one.claim: one for one in found or ()}

    def count(self) -> Count | None:
        """Documented total and estimates from the matched lists; None if there is no list."""
        matched = self.people()
        if matched is None:
            return None
        from tawthiq.count import DRAWS, from_lists  # noqa: PLC0415  (as above)
        from tawthiq.match import clusterings  # noqa: PLC0415  (as above)

        lists = self.rows()
        return self._keep(
            "count",
            "count",
            [_hash(matched), _hash(lists), room_version("match")],
            Count,
            lambda: from_lists(
                lists,
                matched.persons,
                clusterings(matched, DRAWS),
                progress=lambda what, done, of: self.progress("count", done, of, what),
            ),
        )

    # The work as a whole

    def survey(self) -> "Survey":
        """What has yet to be made, and what could not be; nothing is made for it."""
        from tawthiq.case.survey import survey  # noqa: PLC0415  (it is a derivation itself)

        return survey(self.case)

    def run(self) -> None:
        """Make everything that is lacking, room by room."""
        for part in (
            self.rows,
            self.claims,
            self.losses,
            self.prints,
            self.films,
            self.people,
            self.media_matches,
        ):
            part()
        for room, last in (("weigh", self.assessments), ("match", self.incidents), ("count", self.count)):
            self.progress(room, 0, 1)
            last()
            self.progress(room, 1, 1)

    def must(self, *steps: str) -> None:
        """Raise what kept one of these steps from being made the last time it was asked for; nothing where all were."""
        for (step, _), failed in self.refused.items():
            if step in steps:
                raise failed.again()

    def _each(self, room: str) -> Iterator[Exhibit]:
        exhibits = self._obtained()
        for done, exhibit in enumerate(exhibits, 1):
            yield exhibit
            self.progress(room, done, len(exhibits), exhibit.obtained.name)

    def _texts(self) -> dict[str, ExtractedText]:
        """The extracted texts by exhibit id."""
        texts = ((one.id, self.text(one.id)) for one in self._obtained())
        return {name: text for name, text in texts if text is not None}

    def _obtained(self) -> list[Exhibit]:
        """Exhibits that came from somewhere: a copy made here says nothing that its original does not."""
        return [one for one in self.exhibits() if one.obtained.how is not How.DERIVED]

    def _keep(
        self,
        step: str,
        room: str,
        inputs: Sequence[str],
        kind: type[T],
        make: Callable[[], T],
        about: str | None = None,
    ) -> T | None:
        source = hashlib.sha256("\0".join(inputs).encode()).hexdigest()
        version = room_version(room)
        kept = self.case.cache.get(step, version, source)
        if kept is None:
            self._makes(step)
            try:
                kept = b"=" + msgspec.json.encode(make())
            except TawthiqError as error:
                kept = b"!" + msgspec.json.encode(Failed(str(error), error.exit_code))
            self.case.cache.put(step, version, source, kept, about)
        if kept[:1] == b"=":
            self.refused.pop((step, about), None)
            return msgspec.json.decode(kept[1:], type=kind)
        self.refused[step, about] = msgspec.json.decode(kept[1:], type=Failed)
        return None

    def _makes(self, step: str) -> None:
        """A step is about to be made, as nothing is kept of it."""


def _hash(value: Any) -> str:
    return hashlib.sha256(msgspec.json.encode(value, order="deterministic")).hexdigest()
