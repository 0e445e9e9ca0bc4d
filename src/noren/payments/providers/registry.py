"""The providers there are."""

from __future__ import annotations

from noren.payments.providers.base import PaymentProvider
from noren.payments.types import PaymentMethod

BY_HAND = "by_hand"

_providers: dict[str, PaymentProvider] = {}


def register(provider: PaymentProvider) -> None:
    """Add a provider; called in `AppConfig.ready()`. Raises ValueError for a code that is taken."""
    if provider.code in _providers or provider.code == BY_HAND:
        raise ValueError(f"payment provider {provider.code} is registered twice")
    _providers[provider.code] = provider


def provider(code: str) -> PaymentProvider:
    """Return a provider. Raises KeyError."""
    return _providers[code]


def known(code: str) -> bool:
    """Tell whether there is such a provider."""
    return code in _providers


def provider_for(method: PaymentMethod) -> str:
    """Return the code of the provider that takes `method`, BY_HAND for those the shop takes itself."""
    if method.by_hand:
        return BY_HAND
    return next(code for code, found in _providers.items() if method in found.limits)
