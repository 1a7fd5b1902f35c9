"""Problems of a WACZ as they are met; a code is `wacz-`, the part of the specification, and a word."""

from tawthiq.preserve.verdict import Gravity, Problem


class Noted:
    """Gathers them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def error(self, code: str, where: str, what: str) -> None:
        """Note a MUST that is broken, or bytes that are not what was said."""
        self.problems.append(Problem("wacz-" + code, where, what))

    def warn(self, code: str, where: str, what: str) -> None:
        """Note what leaves the package sound."""
        self.problems.append(Problem("wacz-" + code, where, what, Gravity.WARNING))

    def unchecked(self, code: str, where: str, what: str) -> None:
        """Note what nothing vouches for."""
        self.problems.append(Problem("wacz-" + code, where, what, Gravity.UNCHECKED))

    def uncheckable(self, code: str, where: str, what: str) -> None:
        """Note what cannot be looked at here."""
        self.problems.append(Problem("wacz-" + code, where, what, Gravity.UNCHECKABLE))
