"""The `--json` shape of an assessment (docs/reference/weighing.md): keys may be added, none is renamed or left out."""

from typing import Any

from tawthiq.record.assessment import Assessment


def assessment_json(assessment: Assessment) -> dict[str, Any]:
    """`{claim, status, origins, supports, contradicts, repeats, reasons: [{en, ar}]}` as plain lists and strings."""
    return {
        "claim": assessment.claim,
        "status": assessment.status.value,
        "origins": list(assessment.origins),
        "supports": list(assessment.supports),
        "contradicts": list(assessment.contradicts),
        "repeats": list(assessment.repeats),
        "reasons": [{"en": reason.en, "ar": reason.ar} for reason in assessment.reasons],
    }
