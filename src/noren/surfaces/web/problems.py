"""Saying what is wrong with a form, beside the fields and in a list at its top."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from noren.kernel.errors import NorenError, Problem


def form_problems(error: NorenError, labels: Mapping[str, str]) -> dict[str, Any]:
    """Return the `errors` and `error_list` of a form's template.

    `labels` gives each field's name (translated); a problem of a field that is not in it belongs to the whole form.
    """
    errors: dict[str, str] = {}
    listed = []
    for problem in error.problems:
        text = problem_text(problem)
        field = problem.field if problem.field in labels else ""
        if field:
            errors.setdefault(field, text)
        listed.append({"field": field, "label": labels.get(field, ""), "message": text})
    return {"errors": errors, "error_list": listed}


def no_problems() -> dict[str, Any]:
    """Return the same for a form that has not been sent."""
    return {"errors": {}, "error_list": []}


def problem_text(problem: Problem) -> str:
    """Return a problem's sentence in the reader's language."""
    return problem.text(gettext)


def error_text(error: NorenError) -> str:
    """Return all sentences of an error, for a notice."""
    return " ".join(problem_text(problem) for problem in error.problems)
