"""Numbers and conditions of this room. Ids are explained in docs/rules/people.md."""

SHORTEST_REASON = 4  # characters, R-PEO-02
LONGEST_REASON = 300  # characters
REVEAL_SHOWN_SECONDS = 60  # R-PEO-04: a revealed value leaves the page again
MOST_NAMES_AT_ONCE = 100  # persons a reveal of names on one page may hold, R-PEO-03
LOOKS_SHOWN_DAYS = 90  # R-PEO-05: the summary on 我的; the whole log stays readable


def reason_holds(reason: str) -> bool:
    """Whether a reason says something: not shorter than SHORTEST_REASON and not one character repeated."""
    plain = "".join(reason.split())
    return SHORTEST_REASON <= len(plain) <= LONGEST_REASON and len(set(plain)) > 1


def masked_identity(identity_last4: str) -> str:
    """**************1234: the last four, all that is stored in clear."""
    return f"{'*' * 14}{identity_last4}" if identity_last4 else ""


def masked_address(address: str) -> str:
    """An address up to its street: 云帆路**."""
    for mark in ("路", "街", "道", "镇", "区"):
        head, found, _rest = address.partition(mark)
        if found:
            return f"{head}{mark}**"
    return f"{address[:3]}**" if address else ""
