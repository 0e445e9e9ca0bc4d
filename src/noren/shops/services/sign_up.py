"""A person becomes a seller: an account and its first shop from one form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from noren.kernel.actors import staff
from noren.kernel.errors import InvalidInput, NotAllowed, Problem, check_all
from noren.platform.accounts.services.accounts import AccountInfo, check_new_account, create_account
from noren.platform.accounts.services.limits import Limit, network_of, take
from noren.platform.accounts.services.log_in import new_device_mark, try_log_in
from noren.platform.accounts.types import Realm
from noren.shops.services.create import check_new_shop, create_shop
from noren.shops.types import ShopInfo

PER_NETWORK = Limit("sign-up", 20, timedelta(hours=1))
# Whoever asks for addresses that are registered learns little in an hour.
REFUSED_PER_NETWORK = Limit("sign-up-refused", 5, timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class SignedUp:
    """The new seller, the shop, and the mark to leave in the browser."""

    account: AccountInfo
    shop: ShopInfo
    device_mark: str


def sign_up(*, email: str, password: str, shop_name: str, slug: str, language: str, address: str) -> SignedUp:
    """Create a staff account and its shop in preparation.

    Sent again with the same password, or by a seller who has an account, it logs in and adds the shop. Otherwise a
    registered address is refused with the words for any pair that does not fit, and only a few times an hour per network
    (decision 0013). Raises InvalidInput naming each wrong field at once, NotAllowed.
    """
    check_all(
        lambda: check_new_shop(slug=slug, name=shop_name),
        lambda: check_new_account(email=email, password=password),
    )
    if not take(PER_NETWORK, network_of(address)):
        raise _too_many()
    account = _account(email=email, password=password, language=language, address=address)
    shop = create_shop(slug=slug, name=shop_name, actor=staff(account.id))
    return SignedUp(account, shop, new_device_mark(realm=Realm.STAFF, email=email))


def _account(*, email: str, password: str, language: str, address: str) -> AccountInfo:
    try:
        return create_account(realm=Realm.STAFF, email=email, password=password, language=language)
    except InvalidInput as error:
        known = try_log_in(realm=Realm.STAFF, email=email, password=password, address=address)
        if known is not None:
            return known.account
        if not take(REFUSED_PER_NETWORK, network_of(address)):
            raise _too_many() from error
        raise InvalidInput(
            Problem(
                "sign_up_refused",
                "このメールアドレスとパスワードの組み合わせでは登録できません。すでにお店をお持ちの方は、ログインしてください。",
                "email",
            )
        ) from error


def _too_many() -> NotAllowed:
    return NotAllowed(
        Problem(
            "too_many_sign_ups",
            "お申し込みが続いたため、一時的に受け付けを止めています。1時間ほど待ってから、もう一度お試しください。",
        )
    )
