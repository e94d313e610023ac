"""QR codes as SVG: drawn on the server, no script, sharp on paper."""

import io

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString


def qr_svg(text: str, *, label: str, size: int = 240) -> SafeString:
    """A QR code to stand inside a page. label: what it is, for those who do not see it. size: CSS pixels."""
    code = segno.make(text, error="m", micro=False)
    side = code.symbol_size(border=4)[0]
    return format_html(
        '<svg class="qr" role="img" aria-label="{label}" width="{size}" height="{size}" viewBox="0 0 {side} {side}"'
        ' shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{path}"/></svg>',
        label=label, size=size, side=side, path=_path(code),
    )  # fmt: skip


def qr_file(text: str) -> bytes:
    """The same as a file, for papers."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=4, light="#fff", xmldecl=False, nl=False)
    return out.getvalue()


def _path(code: segno.QRCode) -> str:
    """One horizontal bar for each run of dark modules."""
    bars = []
    for row, modules in enumerate(code.matrix_iter(scale=1, border=4)):
        start, dark = 0, False
        for column, module in enumerate([*modules, 0]):
            if bool(module) != dark:
                if dark:
                    bars.append(f"M{start} {row}h{column - start}v1H{start}z")
                start, dark = column, bool(module)
    return "".join(bars)
