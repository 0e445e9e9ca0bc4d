"""A worker with one notice in its hands, to be killed: `python -m noren.messaging.tests.one_try SHOP DELIVERY`."""

from __future__ import annotations

import sys
from uuid import UUID

import django


def main() -> None:
    """Deliver the notice once."""
    shop, delivery = sys.argv[1:]
    django.setup()
    from noren.messaging.services.deliver import deliver  # noqa: PLC0415 - the apps had to be ready first
    from noren.platform.tenancy.scope import shop_scope  # noqa: PLC0415

    with shop_scope(UUID(shop)):
        deliver(UUID(delivery))


if __name__ == "__main__":
    main()
