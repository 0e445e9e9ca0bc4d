"""Turning an uploaded file into clean pictures. What comes in is never trusted and never kept."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from noren.kernel.errors import InvalidInput, invalid

MAX_BYTES = 20 * 1024 * 1024
# A 24-megapixel photograph fits, a bomb of a billion pixels does not.
MAX_PIXELS = 60_000_000
MASTER_EDGE = 2400
WIDTHS = (320, 640, 1200)
# Files of several photographs (MPO) open as JPEG: Pillow knows no opener of that name.
_ACCEPTED = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
_MASTER_QUALITY = 90
_WEBP_QUALITY = 82
_AVIF_QUALITY = 60


@dataclass(frozen=True, slots=True)
class Pictures:
    """A cleaned picture (at most 2400 px on its longer edge) and its smaller sizes, all WebP, by width in pixels."""

    width: int
    height: int
    master: bytes
    sizes: dict[int, bytes]


def clean(data: bytes) -> Pictures:
    """Check, turn upright, strip of EXIF and place, and shrink an uploaded picture.

    Raises InvalidInput for a file that is too large, no picture, damaged or a decompression bomb.
    """
    if len(data) > MAX_BYTES:
        raise invalid(
            "image_too_large", "画像は1枚20MBまでです。小さくしてからお試しください。", field_name="image"
        )
    picture = _open(data)
    picture.thumbnail((MASTER_EDGE, MASTER_EDGE), Image.Resampling.LANCZOS)
    sizes = {
        width: _encode(resized(picture, width), "WEBP", _WEBP_QUALITY) for width in widths(picture.width)
    }
    return Pictures(picture.width, picture.height, _encode(picture, "WEBP", _MASTER_QUALITY), sizes)


def avif(master: bytes, width: int) -> bytes:
    """Return one size of a cleaned picture as AVIF."""
    with Image.open(io.BytesIO(master)) as picture:
        return _encode(resized(picture, width), "AVIF", _AVIF_QUALITY)


def widths(original: int) -> list[int]:
    """Return the widths to make: the standard ones that are smaller, and the picture's own up to the largest."""
    largest = min(original, WIDTHS[-1])
    return [width for width in WIDTHS if width < largest] + [largest]


def resized(picture: Image.Image, width: int) -> Image.Image:
    """Return the picture at `width` pixels, its sides in proportion."""
    if picture.width == width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def _open(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_ACCEPTED) as raw:
                if raw.width * raw.height > MAX_PIXELS:
                    raise _too_many_pixels()
                raw.load()
                return _plain(ImageOps.exif_transpose(raw))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise invalid(
            "image_unreadable",
            "画像として読めませんでした。JPEG・PNG・WebP・AVIF・GIFのファイルをお選びください。",
            field_name="image",
        ) from error


def _plain(picture: Image.Image) -> Image.Image:
    """Copy the pixels alone: EXIF, comments, profiles and further frames stay behind."""
    transparent = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    mode = "RGBA" if transparent else "RGB"
    source = _in_srgb(picture).convert(mode)
    copy = Image.new(mode, source.size)
    copy.paste(source)
    return copy


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Bring a telephone's wider colors to those of the web, as the profile that explains them is not kept."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode != "RGB":
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError):
        return picture
    return converted or picture


def _encode(picture: Image.Image, form: str, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, quality=quality)
    return out.getvalue()


def _too_many_pixels() -> InvalidInput:
    return invalid(
        "image_too_many_pixels",
        "画像の縦横が大きすぎます（約6,000万画素まで）。小さくしてからお試しください。",
        field_name="image",
    )
