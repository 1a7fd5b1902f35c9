"""Names of weekdays: where an Arabic one is a day and no number, and what stands with it ("last", التالي, the 18th)."""

from tawthiq.language.date_pairs import DateSpan
from tawthiq.language.date_words import (
    DAY_AFTER,
    DAY_BEFORE,
    DAYTIMES,
    DIALECT_DAYS,
    LEANING_DAYS,
    NO_DAY,
    TWO_SENSES,
)
from tawthiq.language.figured import Figures
from tawthiq.language.phrases import Hit
from tawthiq.language.when import When


class Weekdays(Figures):
    """What is told by the day of the week."""

    def is_weekday(self, hit: Hit) -> bool:
        """Arabic day names are numbers and words as well (الأحد, الجمعة): they need يوم, a part of the day, or "last"."""
        before = self.words[hit.first - 1].key if hit.first else ""
        before = before.removeprefix("و") if before != "واحد" else before
        daytime = before in DAY_BEFORE
        if not self.words[hit.first].arabic:
            return before not in ("a", "an", "one", "each", "every", "some", "any", "no")
        both = self.words[hit.first].key.startswith("وال") and hit.first - 1 in self.ends["weekday"]
        eve = hit.first - 1 in self.ends["weekday"] and self.key(hit.first - 2) in ("ليل", "ليله", "ليلتي")
        lead = self.words[hit.first - 1].forms if hit.first and before != "واحد" and not (both or eve) else ()
        if any(form in NO_DAY for form in lead):
            return False
        daytime = daytime or both or eve  # الجمعة والأحد, ليلة الأحد الاثنين
        if daytime or self.hit("past", hit.last + 1) is not None:
            return True
        key, after = (
            self.words[hit.first].key,
            self.words[hit.last + 1].key if hit.last + 1 < len(self.words) else "",
        )
        key = key.lstrip("وف") if key[1:3] == "ال" else key
        if not key.startswith("ال") or before in NO_DAY:
            return False
        if key in DIALECT_DAYS:
            return before in ("منذ", "بين")
        opens = before in ("من", "ومن") and self.key(hit.first - 2) in ("", ".", ",", ":")
        closed = (
            opens
            or before in ("", ",", "(", "منذ", "بين", "حتي", "والي")
            or after in ("الي", "حتي", "عن", "ان", "بان", "انه", "انها", "خلال", "وهو", "وهي")
            or after in ("", ",", ".", ")", ":")
        )
        return closed or key not in TWO_SENSES

    def weekday(self, hit: Hit) -> DateSpan:  # noqa: C901 - a grammar: one early answer a rule
        """Friday, last Friday, on the Friday, الجمعة قبل الماضية, Sunday the 18th."""
        shift, first, last, part = 0, hit.first, hit.last, ""
        before = self.words[first - 1] if first else None
        if before is not None and before.key == "next":
            shift, first = 1, first - 1
        elif before is not None and before.key.removeprefix("و") in DAY_AFTER:
            first -= 1
        if first and self.words[first - 1].key in DAYTIMES:
            first -= 1
        if before is not None and before.key in ("last", "past"):
            part = "last"
        after = self.hit("past", last + 1)
        if after and self.words[last].arabic:
            last, part = after.last, "last"
        further = self.hit("past", last + 2) if self.key(last + 1) == "قبل" else None
        if further and self.words[last].arabic:
            shift, last, part = -1, further.last, "last"  # الجمعة قبل الماضي
        ahead = self.hit("next", last + 1)
        if ahead and self.words[last].arabic:
            shift, last = 1, ahead.last
        numbered = self._of_month(last) if not (part or shift) else None
        if numbered:
            return DateSpan(
                first, numbered[1], When("date", None, None, numbered[0], "same", "month", 0, hit.value + 1)
            )
        leans = LEANING_DAYS.get(self.key(last + 1) if self.words[last].arabic else self.key(first - 1))
        the = [self.key(first - 2), self.key(first - 1)] == ["on", "the"] and not (part or shift)
        if the and self.key(last + 1) not in ("of", "before", "after") and "." not in self.key(last + 1):
            return DateSpan(
                first - 1, last, When("weekday", low=hit.value, high=1, unit="same_weekday", part="or")
            )
        if leans:  # the following Sunday, الأحد التالي
            first, last = (first, last + 1) if self.words[last].arabic else (first - 1, last)
            return DateSpan(
                first, last, When("weekday", low=hit.value, high=leans, unit="same_weekday", part="or")
            )
        return DateSpan(first, last, When("weekday", low=hit.value, high=shift, part=part))

    def _of_month(self, last: int) -> tuple[int, int] | None:
        """Sunday, 18th; Wednesday the 12th; الأحد 18: (day of the month, last token); "Sunday 18 people" is none."""
        step = last + 1
        while step <= last + 2 and self.key(step) in (",", "the"):
            step += 1
        number = self.value(step)
        if number is None or not 1 <= number <= 31:
            return None
        suffix = (
            self.key(step + 1) in ("st", "nd", "rd", "th")
            and self.words[step + 1].start == self.words[step].end
        )
        end = step + 1 if suffix else step
        after = self.words[end + 1] if end + 1 < len(self.words) else None
        sure = suffix or self.key(step - 1) == "the"
        if (
            after is not None
            and not (sure and after.key != "of")
            and (after.kind != "p" or after.key in ("/", "-", ":"))
        ):
            return None
        return (number, end) if sure or step == last + 1 else None
