"""Where the browser for journeys is."""

import os
import shutil


def chromium() -> str | None:
    """The path of Chromium: LIANGXIN_CHROMIUM, else what the system has; None where there is none."""
    for name in (os.environ.get("LIANGXIN_CHROMIUM"), "/usr/bin/chromium", "chromium", "chromium-browser",
                 "google-chrome"):  # fmt: skip
        found = shutil.which(name) if name else None
        if found:
            return found
    return None
