"""The room that weighs: which independent origins bear a claim out, which contradict it, and what may be said of it.

    from tawthiq.weigh import assess, assessment_json
    for assessment in assess(claims):
        print(assessment_json(assessment))

Repeats of one origin never count as corroboration. Pure: values in, values out.
"""

from tawthiq.weigh.assess import assess
from tawthiq.weigh.figures import Standing, standing
from tawthiq.weigh.shape import assessment_json

__all__ = ["Standing", "assess", "assessment_json", "standing"]
