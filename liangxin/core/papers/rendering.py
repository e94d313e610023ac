"""From a template and its facts to a PDF, in this process, with no font but the one that ships."""

import json
import threading
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import get_language

FOLDER = Path(__file__).parent
MEDIA_TYPE = "application/pdf"

_one_at_a_time = threading.Lock()  # the compiler keeps its caches between papers


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER / "fonts"])
    return typst.Compiler(root=FOLDER / "templates", font_paths=fonts, ignore_system_fonts=True)


def render_pdf(template: str, facts: Mapping[str, Any], *, code: bytes = b"") -> bytes:
    """The paper `templates/<template>.typ` of these facts. code: a QR code as an SVG file, where the paper has one.

    facts: plain values (text, numbers, lists); text in them stays text. "title" must be there.
    """
    told = {"language": (get_language() or "zh").split("-")[0], **facts}
    inputs = {"facts": json.dumps(told, ensure_ascii=False), "code": code.decode()}
    with _one_at_a_time:
        made = _compiler().compile(FOLDER / "templates" / f"{template}.typ", format="pdf", sys_inputs=inputs)
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made
