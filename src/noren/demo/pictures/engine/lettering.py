"""Japanese words on labels, in whatever Japanese type the machine has; without any, labels stay unlettered."""

from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from noren.demo.pictures.engine.colour import Floats

# Debian and Ubuntu, Fedora, macOS, Windows: where their Mincho and Gothic type lies. The number is the face in the file.
_CANDIDATES = (
    ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 0),
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 0),
    ("/usr/share/fonts/google-noto-serif-cjk-fonts/NotoSerifCJK-Regular.ttc", 0),
    ("/usr/share/fonts/opentype/ipafont-mincho/ipam.ttf", 0),
    ("/System/Library/Fonts/ヒラギノ明朝 ProN.ttc", 0),
    ("/System/Library/Fonts/ヒラギノ角ゴシック W3.ttc", 0),
    ("C:/Windows/Fonts/yumin.ttf", 0),
    ("C:/Windows/Fonts/msmincho.ttc", 0),
)


@lru_cache(maxsize=1)
def _font_file() -> tuple[str, int] | None:
    return next(((path, face) for path, face in _CANDIDATES if Path(path).is_file()), None)


@lru_cache(maxsize=32)
def _font(size: int) -> ImageFont.FreeTypeFont | None:
    found = _font_file()
    return ImageFont.truetype(found[0], size, index=found[1]) if found else None


def can_write() -> bool:
    """Whether this machine has Japanese type."""
    return _font_file() is not None


def upright_words(text: str, *, size: int, spacing: float = 1.08) -> Floats | None:
    """`text` written downwards, one sign below the other, as cover from 0 to 1; None without Japanese type."""
    font = _font(size)
    if font is None:
        return None
    step = size * spacing
    image = Image.new("L", (int(size * 1.3), int(step * len(text) + size * 0.3)), 0)
    draw = ImageDraw.Draw(image)
    for index, sign in enumerate(text):
        draw.text((image.width / 2, size * 0.65 + index * step), sign, font=font, fill=255, anchor="mm")
    return np.asarray(image, np.float32) * np.float32(1 / 255)


def level_words(text: str, *, size: int) -> Floats | None:
    """`text` written to the right as cover from 0 to 1; None without Japanese type."""
    font = _font(size)
    if font is None:
        return None
    width = int(font.getlength(text)) + size // 2
    image = Image.new("L", (width, int(size * 1.5)), 0)
    ImageDraw.Draw(image).text((width / 2, image.height / 2), text, font=font, fill=255, anchor="mm")
    return np.asarray(image, np.float32) * np.float32(1 / 255)


def stamped(surface: Floats, words: Floats | None, *, down: int, across: int) -> None:
    """Adds `words` to a cover map in place, centred at a position; what does not fit is cut off."""
    if words is None:
        return
    top, left = down - words.shape[0] // 2, across - words.shape[1] // 2
    rows = slice(max(0, top), min(surface.shape[0], top + words.shape[0]))
    columns = slice(max(0, left), min(surface.shape[1], left + words.shape[1]))
    part = words[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]
    surface[rows, columns] = np.maximum(surface[rows, columns], part)
