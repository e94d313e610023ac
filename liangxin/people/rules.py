"""Numbers and conditions of this room. Ids are explained in docs/rules/people.md."""

from datetime import timedelta

SHORTEST_REASON = 4  # characters, R-PEO-02
LONGEST_REASON = 300  # characters
REVEAL_SHOWN_SECONDS = 60  # R-PEO-04: a revealed value leaves the page again
MOST_NAMES_AT_ONCE = 100  # persons a reveal of names on one page may hold, R-PEO-03
LOOKS_SHOWN_DAYS = 90  # R-PEO-05: the summary on 我的; the whole log stays readable
CODE_LIVES = timedelta(minutes=10)  # R-PEO-10: a code sent by SMS
STATION_CODE_LIVES = timedelta(minutes=30)  # R-PEO-10: one handed out by a station
TRIES_A_CODE = 5  # R-PEO-11
CODE_GAP = timedelta(seconds=60)  # R-PEO-12: between two codes for a number
CODES_A_NUMBER_A_DAY = 5  # R-PEO-12
CODES_AN_ADDRESS_AN_HOUR = 300  # R-PEO-13: a whole tower stands behind one address
CODES_OF_THE_HOUSE_A_DAY = 20_000  # R-PEO-13: what is paid for
TRIES_AN_ADDRESS_AN_HOUR = 600  # R-PEO-13
STATION_CODES_A_DAY = 100  # of one keeper, R-PEO-14
NUMBER_RESTS = timedelta(days=180)  # R-PEO-15: after it a number may be somebody else's
LINKS_A_MONTH = 3  # R-PEO-16: requests of one account in 30 days
CODES_KEPT = timedelta(days=7)  # R-PEO-10: for looking into misuse


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
