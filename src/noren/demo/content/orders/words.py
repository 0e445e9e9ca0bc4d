"""The texts of `words.toml`: reasons, talks, names to be engraved, people who receive gifts."""

from dataclasses import dataclass
from functools import cache
from tomllib import loads

from noren.demo.content.catalogue import read_text
from noren.demo.content.types import Address, OrderState


@dataclass(frozen=True, slots=True)
class Talk:
    """A question, asked `after` a state was reached, and its answer (empty while open).

    `about` is a word that the order's lines must contain.
    """

    customer: str
    shop: str = ""
    about: str = ""
    after: OrderState = "paid"


@dataclass(frozen=True, slots=True)
class Words:
    """What is said around an order; `{name}` stands for the buyer's family name."""

    names: tuple[str, ...]
    wedding_names: tuple[str, ...]
    noshi: tuple[str, ...]
    wishes: tuple[str, ...]
    cancelled_by_buyer: tuple[str, ...]
    cancelled_by_shop: str
    expired: str
    returned: tuple[str, ...]
    completed_by_itself: str
    talks: tuple[Talk, ...]
    open_questions: tuple[Talk, ...]
    recipients: tuple[tuple[str, Address], ...]


@cache
def words() -> Words:
    """The texts, read once."""
    row = loads(read_text("orders", "words.toml"))
    reasons = row["reasons"]
    return Words(
        names=tuple(row["names"]),
        wedding_names=tuple(row["wedding_names"]),
        noshi=tuple(row["noshi"]),
        wishes=tuple(row["wishes"]),
        cancelled_by_buyer=tuple(reasons["cancelled_by_buyer"]),
        cancelled_by_shop=reasons["cancelled_by_shop"],
        expired=reasons["expired"],
        returned=tuple(reasons["returned"]),
        completed_by_itself=reasons["completed_by_itself"],
        talks=tuple(Talk(**talk) for talk in row["talk"]),
        open_questions=tuple(Talk(**talk) for talk in row["open"]),
        recipients=tuple((entry["name"], Address(**entry["address"])) for entry in row["recipient"]),
    )
