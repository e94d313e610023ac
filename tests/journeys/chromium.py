"""Debian's Chromium, driven by Playwright."""

import os

from playwright.sync_api import Browser, Playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


def launch(playwright: Playwright) -> Browser:
    """A headless browser that asks nobody anything."""
    return playwright.chromium.launch(
        executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    )
