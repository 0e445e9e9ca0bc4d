"""What other apps know of a picture."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ImageSource:
    """One `<source>` of a `<picture>`: its MIME type and `srcset` with widths in pixels."""

    type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class ImageInfo:
    """A stored picture: size in pixels, words for those who can't see it, addresses by format (best first).

    `url` is the largest WebP, `thumbnail` the smallest.
    """

    id: UUID
    width: int
    height: int
    alt: str
    sources: tuple[ImageSource, ...]
    url: str
    thumbnail: str


@dataclass(frozen=True, slots=True)
class StoredImageInfo:
    """The result of storing a picture. `already_there` tells that the same file was stored before."""

    id: UUID
    width: int
    height: int
    already_there: bool
