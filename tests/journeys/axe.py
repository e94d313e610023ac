"""axe-core in a page: what it finds, a line each."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCRIPT = Path(__file__).parent / "vendor" / "axe.min.js"


def violations(page: Page, *, within: str = "") -> list[str]:
    """The violations of WCAG 2.2 A and AA and of best practice; `within`: a selector, else the whole page."""
    if not page.evaluate("typeof window.axe !== 'undefined'"):
        page.evaluate(SCRIPT.read_text())  # not a <script>: the content security policy forbids those
    found: dict[str, Any] = page.evaluate(
        """async (within) => await window.axe.run(within || document, {resultTypes: ['violations']})""", within
    )
    return [
        f"{one['id']}: {node['target'][0]} {node['html'][:160]} :: {node['failureSummary'].splitlines()[1].strip()}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
