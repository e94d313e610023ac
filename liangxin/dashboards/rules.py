"""The dashboards' own numbers."""

from decimal import Decimal

SHADES = (Decimal(93), Decimal(95), Decimal(97))  # R-COV-05: percent; from which share on a map is a shade darker
MOST_OPENED = 12  # R-COV-06: places opened at once in the table
MOST_DOTS = 600  # R-COV-06: dots on the map


def shade_of(share: Decimal | None) -> int:
    """1 (light) to 4 (dark); 1 of nothing."""
    return 1 + sum(share >= step for step in SHADES) if share is not None else 1
