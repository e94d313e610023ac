from liangxin.core.events import event


@event("people.persons_merged")
class PersonsMerged:
    kept_id: int
    duplicate_id: int


@event("people.account_linked")
class AccountLinked:
    """An account belongs to a person of the register from now on; what either did before is one person's."""

    user_id: int
    person_id: int


@event("people.link_asked")
class LinkAsked:
    request_id: int
    node_id: int


@event("people.link_decided")
class LinkDecided:
    request_id: int
    user_id: int


@event("people.correction_proposed")
class CorrectionProposed:
    correction_id: int
    person_id: int


@event("people.correction_decided")
class CorrectionDecided:
    correction_id: int
    person_id: int
