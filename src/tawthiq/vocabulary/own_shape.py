"""What a team may change of the bundled lists: words everywhere, entries where no other part depends on their codes."""

from typing import NamedTuple


class Entries(NamedTuple):
    """An array of tables. `by` tells entries apart, `needed` of it must be given; `open`: new entries may be made.

    `codes`: key -> the bundled list whose codes it takes.
    """

    by: tuple[str, ...]
    needed: tuple[str, ...]
    lists: tuple[str, ...]
    open: bool = False
    codes: dict[str, tuple[str, str, str]] = {}  # noqa: RUF012 - never changed


class Lists(NamedTuple):
    """A table of lists. `open`: new keys may be made."""

    open: bool = False


_WORDS = ("words",)
_SAID = {"verb": ("reporting", "verb", "verb"), "strength": ("reporting", "verb", "strength")}

CHANGEABLE: dict[str, dict[str, Entries | Lists]] = {
    "acts": {
        "act": Entries(
            ("code",),
            ("code",),
            ("words", "weak", "verbs", "en", "ar", "nouns", "weak_ar", "weak_en"),
        )
    },
    "units": {
        "unit": Entries(
            ("unit", "of", "act", "means", "target", "kin", "combatant", "plain"),
            ("unit", "of"),
            ("one", "two", "many", "en", "ar"),
            open=True,
            codes={
                "of": ("units", "unit", "of"),
                "act": ("acts", "act", "code"),
                "means": ("means", "means", ""),
                "target": ("targets", "targets", ""),
            },
        )
    },
    "means": {"means": Lists(), "verb": Entries(("means",), ("means",), ("en", "ar", "words"))},
    "targets": {"targets": Lists()},
    "hedges": {
        "hedge": Entries(("hedge",), ("hedge",), ("before", "after", "verb", "later", "lead")),
        "universal": Entries(("hedge",), ("hedge",), _WORDS),
        "role": Entries(("role",), ("role",), _WORDS),
    },
    "modality": {"modality": Entries(("modality",), ("modality",), _WORDS), "negation": Lists()},
    "reporting": {
        "verb": Entries(
            ("verb", "strength", "loose"),
            ("verb", "strength"),
            ("words", "regular", "past", "present", "participle", "spoken"),
            open=True,
            codes=_SAID,
        ),
        "cue": Entries(("verb",), ("verb",), _WORDS),
        "agentless": Entries(("verb",), ("verb",), _WORDS),
        "statement": Lists(),
        "roles": Lists(),
        "heads": Lists(),
    },
    "organisations": {
        "organisation": Entries(("id", "kind"), ("id",), ("alias",), open=True),
        "sites": Lists(open=True),
    },
    "embeds": {
        "announce": Entries(("kind",), ("kind",), _WORDS),
        "verbs": Lists(),
        "pointer": Lists(),
        "caption": Lists(),
        "furniture": Lists(),
    },
    "stop_names": {"stop": Lists(), "demonym": Lists()},
}
