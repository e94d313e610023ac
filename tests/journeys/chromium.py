"""Debian's Chromium, driven by Playwright."""

from playwright.sync_api import Browser, Playwright

from config.launch.browser import chromium


def launch(playwright: Playwright) -> Browser:
    """A headless browser that asks nobody anything."""
    return playwright.chromium.launch(
        executable_path=chromium(), args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    )
