"""Pictures in the shape that the `picture` macro takes."""

from __future__ import annotations

from noren.platform.media.types import ImageInfo


def picture(image: ImageInfo | None) -> dict[str, object] | None:
    """Return a stored picture for `ui.picture`, or None."""
    if image is None:
        return None
    sources = {source.type.removeprefix("image/"): source.srcset for source in image.sources}
    return {
        "src": image.url,
        "alt": image.alt,
        "width": image.width,
        "height": image.height,
        "avif": sources.get("avif"),
        "webp": sources.get("webp"),
    }
