"""Pictures of shops. Their names never mean another content, so browsers may keep them for ever."""

from __future__ import annotations

from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.urls import path
from django.views.decorators.http import require_safe

from noren.platform.media.files import FORMATS, file_name


@require_safe
def image(_request: HttpRequest, shop_id: UUID, image_id: UUID, width: int, form: str) -> FileResponse:
    """Answer with one size of a picture."""
    name = file_name(shop_id, image_id, width, form)
    if form not in FORMATS or not default_storage.exists(name):
        raise Http404
    response = FileResponse(default_storage.open(name), content_type=f"image/{form}")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


urlpatterns = [path("<uuid:shop_id>/<uuid:image_id>/<int:width>.<slug:form>", image, name="media")]
"""Under /media/."""
