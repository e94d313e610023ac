"""The URL × role table: who gets what from every address, row by row.

Each area of a door keeps its rows in tests/doors/tables/<area>.py as `ROWS`. A row is tried with every demo account of
the small demo district (tests/doors/conftest.py), and without any account. An address without a row fails
tests/architecture/test_urls.py.

    Row("account-list", ok="sysadmin secadmin auditor")                # everyone else gets 404, no account: to sign-in
    Row("portal-home", anyone=200)                                     # all get 200
    Row("account-record", ok="sysadmin", kwargs=lambda things: {"user_id": things["user:member"].pk}, refused=403)
    Row("grant-new", method="post", ok="secadmin", ok_status=422)      # an empty form is refused in words
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

ACCOUNTS = ("officer", "linjiang", "bonded", "park", "secretary", "keeper", "enterprise", "contact.shen", "member", "sysadmin",
            "secadmin", "auditor")  # fmt: skip
NOBODY = "nobody"
EVERYONE = " ".join(ACCOUNTS)
LOGIN = 302  # to the sign-in page, for those without an account


@dataclass(frozen=True)
class Row:
    """One address and what each kind of actor gets from it.

    ok: those who get `ok_status`; refused: what the other accounts get; nobody: what one without an account gets.
    but: single accounts that get something else. anyone: the same for all, account or not.
    """

    name: str
    ok: str = ""
    ok_status: int = 200
    refused: int = 404
    nobody: int = LOGIN
    anyone: int | None = None
    but: Mapping[str, int] = field(default_factory=dict)
    method: str = "get"
    kwargs: Callable[[dict[str, Any]], dict[str, Any]] = lambda things: {}
    query: str = ""

    def expected(self, account: str) -> int:
        """The status that account (or NOBODY) gets."""
        if account in self.but:
            return self.but[account]
        if self.anyone is not None:
            return self.anyone
        if account == NOBODY:
            return self.nobody
        return self.ok_status if account in self.ok.split() else self.refused
