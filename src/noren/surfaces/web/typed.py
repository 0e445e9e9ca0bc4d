"""Reading what people type into number fields."""

from __future__ import annotations

import unicodedata

from noren.kernel.errors import InvalidInput, Problem


class Typed:
    """The fields of one form, with the problems met while reading them."""

    def __init__(self, data: dict[str, str]) -> None:
        self.data = data
        self.problems: list[Problem] = []

    def text(self, name: str) -> str:
        """Return a field as typed."""
        return self.data.get(name, "")

    def checked(self, name: str) -> bool:
        """Tell whether a box is ticked."""
        return name in self.data

    def number(self, name: str, *, otherwise: int = 0) -> int:
        """Return a whole number; full-width digits and commas are fine. A problem is noted for anything else."""
        found = self.number_or_none(name)
        if found is None and not self._noted(name):
            self.problems.append(Problem("number_missing", "数字を入力してください。", name))
        return otherwise if found is None else found

    def number_or_none(self, name: str) -> int | None:
        """Return a whole number, or None for an empty field. A problem is noted for anything else."""
        plain = unicodedata.normalize("NFKC", self.text(name)).replace(",", "").replace("円", "").strip()
        if not plain:
            return None
        if plain.isdecimal() and len(plain) <= 12:
            return int(plain)
        self.problems.append(Problem("number_invalid", "0以上の整数を数字で入力してください。", name))
        return None

    def refuse_problems(self) -> None:
        """Raise InvalidInput with the problems met so far, if any."""
        if self.problems:
            raise InvalidInput(*self.problems)

    def _noted(self, name: str) -> bool:
        return any(problem.field == name for problem in self.problems)
