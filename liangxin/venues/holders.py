"""By what an appointment is found again without naming who holds it."""

from liangxin.core.crypto import blind_index

DIGITS = 15  # hexadecimal: 60 bits, so that the database's int8range of it never overflows


def holder_key(user_id: int | None) -> int | None:
    """A keyed digest of an account, as a whole number; None for no account."""
    if user_id is None:
        return None
    return int(blind_index(str(user_id), field="venues_appointment.holder")[:DIGITS], 16)
