"""Pictures of pages at 390 and 1440 px, with what axe finds: `python tests/journeys/shots.py /desk/ /desk/enterprises/`.

Needs a running server (--base, default http://127.0.0.1:8000) and an account (--as NAME, --password).
Pictures go to --out (default .data/shots). --dark, --large, --wide, --phone narrow or change the rounds;
--click SELECTOR is clicked before the picture; --english asks for English.
"""

import argparse
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from playwright.sync_api import Page, sync_playwright  # noqa: E402

from tests.journeys.axe import violations  # noqa: E402
from tests.journeys.chromium import launch  # noqa: E402

WIDTHS = {"phone": (390, 844), "wide": (1440, 900)}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--base", default="http://127.0.0.1:8000")
    parser.add_argument("--as", dest="user", default="")
    parser.add_argument("--password", default="")
    parser.add_argument("--grant", default="", help="act under the grant whose words hold this")
    parser.add_argument("--out", type=Path, default=ROOT / ".data" / "shots")
    parser.add_argument("--click", action="append", default=[])
    parser.add_argument("--name", default="")
    for flag in ("dark", "large", "wide", "phone", "full", "english"):
        parser.add_argument(f"--{flag}", action="store_true")
    return parser.parse_args()


def sign_in(page: Page, given: argparse.Namespace) -> None:
    page.goto(f"{given.base}/login/")
    page.fill("#id_login", given.user)
    page.fill("#id_password", given.password)
    page.click("form[action='/login/'] button[type=submit]")
    page.wait_for_load_state()
    if given.grant:
        page.goto(f"{given.base}/account/grants/")
        row = page.locator(".grant-row", has_text=given.grant).locator("button")
        if row.count():
            row.first.click()
            page.wait_for_load_state()


def main() -> int:
    given = arguments()
    given.out.mkdir(parents=True, exist_ok=True)
    found = 0
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for size in [name for name in WIDTHS if not (given.wide or given.phone) or getattr(given, name)]:
            width, height = WIDTHS[size]
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme="dark" if given.dark else "light",
                has_touch=size == "phone",
                locale="en-GB" if given.english else "zh-CN",
            )
            page = context.new_page()
            page.on("console", lambda message: message.type == "error" and print("console:", message.text))
            page.on("pageerror", lambda error: print("script:", error))
            if given.user:
                sign_in(page, given)
            for path in given.paths:
                page.goto(given.base + path)
                if given.large:
                    page.evaluate("document.documentElement.dataset.lxText = 'large'")
                for selector in given.click:
                    page.locator(selector).first.click()
                    page.wait_for_timeout(400)
                words = given.name or re.sub(r"\W+", "-", path).strip("-") or "home"
                marks = "".join(f"-{mark}" for mark in ("dark", "large", "english") if getattr(given, mark))
                file = given.out / f"{words}-{width}{marks}.png"
                page.screenshot(path=file, full_page=given.full)
                print(file)
                wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                if wider > 0:
                    print(f"  the page is {wider} px wider than the screen")
                for line in violations(page):
                    found += 1
                    print("  axe:", line)
            context.close()
        browser.close()
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
