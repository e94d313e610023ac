"""What happened to imports."""

from liangxin.core.events import event


@event("spreadsheets.batch_waiting")
class BatchWaiting:
    """A large file was uploaded or its import was ordered: the worker takes it up."""

    batch_id: int


@event("spreadsheets.batch_applied")
class BatchApplied:
    """The good rows of a file are in."""

    batch_id: int
    kind: str
    user_id: int | None
    created: int
    updated: int


@event("spreadsheets.batch_undone")
class BatchUndone:
    """An import was taken back whole."""

    batch_id: int
    kind: str
    user_id: int | None


@event("spreadsheets.claim_raised")
class ClaimRaised:
    """A row may concern a record elsewhere: people at the node decide."""

    claim_id: int
    node_id: int | None
