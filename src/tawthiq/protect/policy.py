"""What a case seals: everything unless it was founded otherwise. What governs the case stays readable to all its devices.

The kinds in CLEAR hold public keys, numbers and hashes alone, because every office must come to the same answer from them
(docs/adr/0006), an intake device that may read nothing too. Their reasons are said in a sealed `remark` beside them.
"""

from enum import StrEnum

from tawthiq.record.exhibit import How


class Seals(StrEnum):
    """What is sealed. `persons` leaves open the bytes of what stood on the open web, and seals what is said of them."""

    EVERYTHING = "everything"
    PERSONS = "persons"
    NOTHING = "nothing"

    def objects(self, how: How) -> bool:
        """Whether the bytes of what was obtained in this way are sealed."""
        return self is Seals.EVERYTHING or (self is Seals.PERSONS and how not in WEB)

    def body(self, kind: str) -> bool:
        """Whether what a statement of this kind says is sealed."""
        return self is not Seals.NOTHING and kind not in CLEAR


WEB = frozenset({How.PAGE, How.POST})
CLEAR = frozenset(
    {
        "device", "grant", "revocation", "branch", "witness", "repair",
        "policy", "generation", "recovery", "withdrawal", "shredded",
        "timestamp", "audit",
    }
)  # fmt: skip
