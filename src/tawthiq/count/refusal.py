"""A refusal is an answer: it says in both languages why the data cannot identify a number, and what would help."""

from tawthiq.record.assessment import Reason
from tawthiq.record.errors import NotIdentified
from tawthiq.record.estimate import Refusal
from tawthiq.vocabulary.load import LANGUAGES, say


class Word(str):
    """A value that is itself a sentence key under `count`, said in the language of the sentence it stands in."""

    __slots__ = ()


class Refused(NotIdentified):
    """One method's refusal. `code` names the sentence under `count.refuse`; values fill its gaps."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.reason = both(f"refuse.{code}.why", f"refuse.{code}.help", **values)
        why, cure = (both(f"refuse.{code}.{part}", **values).en for part in ("why", "help"))
        super().__init__(why, hint=cure)

    def refusal(self, method: str) -> Refusal:
        """The refusal as the record keeps it."""
        return Refusal(method=method, reason=self.reason)


def both(*keys: str, **values: object) -> Reason:
    """The sentences of these keys, one after another, in both languages."""
    en, ar = (
        " ".join(
            say(f"count.{key}", lang, **{name: _said(value, lang) for name, value in values.items()})
            for key in keys
        )
        for lang in LANGUAGES
    )
    return Reason(en=en, ar=ar)


def _said(value: object, lang: str) -> object:
    if isinstance(value, tuple):
        return ("، " if lang == "ar" else ", ").join(str(_said(one, lang)) for one in value)
    return say(f"count.{value}", lang) if isinstance(value, Word) else value
