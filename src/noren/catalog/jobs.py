"""Fetching pictures that a product file named by their address."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django_tasks import task

from noren.catalog.models import ProductImage
from noren.catalog.services import fetched_images
from noren.catalog.states import FetchState
from noren.kernel.actors import system
from noren.kernel.errors import InvalidInput, Unavailable
from noren.platform.jobs.services.run import RetryLater
from noren.platform.media.fetch import fetch
from noren.platform.media.services.store import store_image

RETRIES = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))


@task()
def fetch_image(place_id: str) -> None:
    """Fetch one picture and put it into its place. Tried again when the other side is away, given up when it refuses."""
    row = ProductImage.objects.filter(pk=UUID(place_id), fetch_state=FetchState.PENDING).first()
    if row is None:
        return
    attempts = fetched_images.note_attempt(row.pk)
    try:
        stored = store_image(fetch(row.source_url), actor=system("catalog"))
    except InvalidInput:
        fetched_images.picture_failed(row.pk)
    except Unavailable as error:
        if attempts > len(RETRIES):
            fetched_images.picture_failed(row.pk)
            return
        raise RetryLater(RETRIES[attempts - 1]) from error
    else:
        fetched_images.picture_arrived(row.pk, stored.id)
