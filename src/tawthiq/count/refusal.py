"""A refusal is an answer: it says in both languages why the data cannot identify a number, and what would help."""

from tawthiq.record.assessment import Reason
from tawthiq.record.errors import NotIdentified
from tawthiq.record.estimate import Refusal
from tawthiq.vocabulary.load import LANGUAGES, say


class Refused(NotIdentified):
    """One method's refusal. `code` names the sentence under `count.refuse`; values fill its gaps."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.reason = both(f"refuse.{code}.why", f"refuse.{code}.help", **values)
        super().__init__(
            say(f"count.refuse.{code}.why", "en", **values),
            hint=say(f"count.refuse.{code}.help", "en", **values),
        )

    def refusal(self, method: str) -> Refusal:
        """The refusal as the record keeps it."""
        return Refusal(method=method, reason=self.reason)


def both(*keys: str, **values: object) -> Reason:
    """The sentences of these keys, one after another, in both languages."""
    text = {lang: " ".join(say(f"count.{key}", lang, **values) for key in keys) for lang in LANGUAGES}
    return Reason(en=text["en"], ar=text["ar"])
