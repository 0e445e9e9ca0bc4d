"""What every write stands on: the audit chain, encryption, jobs."""

from __future__ import annotations

import json

from benchmarks.measure import Measurement, count_queries, measure
from benchmarks.shop import ACTOR
from noren.platform.jobs.models import Job
from noren.platform.jobs.services.enqueue import enqueue
from noren.platform.jobs.services.run import claim_next
from noren.platform.jobs.states import JobState
from noren.platform.outbox.publish import DELIVERY_TASK
from noren.platform.privacy.crypto import decrypt, encrypt_for_shop, lookup_hash
from noren.platform.transactions.write import write
from noren.shops.services.content import raise_content_version

_CONTEXT = "orders_order.address"
_ADDRESS = json.dumps(
    {
        "recipient": "髙橋 花子",
        "recipient_kana": "タカハシ ハナコ",
        "postal_code": "6040925",
        "prefecture": 26,
        "city": "京都市中京区上本能寺前町",
        "street": "488",
        "building": "こはるビル 201",
        "phone": "09012345678",
    },
    ensure_ascii=False,
)
_FEW, _MANY = 100, 1_000
_CLAIMS = 40


def groundwork_benchmarks() -> list[Measurement]:
    """Measure a write with and without its audit entry, one address's encryption, and claims from a short and a long queue."""
    return [*_audit(), *_encryption(), _claims(_FEW), _claims(_MANY)]


def _audit() -> list[Measurement]:
    plain = measure("write of one row, not audited", _plain_write, repetitions=200)
    audited = measure("write of one row, audited", _audited_write, repetitions=200)
    return [
        Measurement(one.name, one.milliseconds, one.repetitions, count_queries(operation))
        for one, operation in ((plain, _plain_write), (audited, _audited_write))
    ]


def _plain_write() -> None:
    with write(ACTOR):
        raise_content_version()


def _audited_write() -> None:
    with write(ACTOR) as change:
        raise_content_version()
        change.audit("benchmark.written", ("benchmarks", None), old={"price": 3300}, new={"price": 3500})


def _encryption() -> list[Measurement]:
    sealed = encrypt_for_shop(_ADDRESS, _CONTEXT)
    return [
        measure(
            "an address encrypted", lambda: encrypt_for_shop(_ADDRESS, _CONTEXT), repetitions=100, batch=100
        ),
        measure("an address decrypted", lambda: decrypt(sealed, _CONTEXT), repetitions=100, batch=100),
        measure(
            "keyed hash of an e-mail",
            lambda: lookup_hash("email", "hanako@example.jp"),
            repetitions=100,
            batch=100,
        ),
    ]


def _claims(waiting: int) -> Measurement:
    """Claim jobs while `waiting` wait, each in a lane of its own, as deliveries of events do."""
    left = Job.objects.filter(state=JobState.QUEUED).count()
    with write(ACTOR):
        for number in range(waiting - left):
            enqueue(DELIVERY_TASK, arguments={"number": number}, lane=f"benchmark:{waiting}:{number}")
    return measure(f"claim of a job, {waiting:,} waiting", _claim, repetitions=_CLAIMS)


def _claim() -> None:
    if claim_next() is None:
        raise RuntimeError("no job to claim")
