from liangxin.core.events import event


@event("people.persons_merged")
class PersonsMerged:
    kept_id: int
    duplicate_id: int


@event("people.correction_proposed")
class CorrectionProposed:
    correction_id: int
    person_id: int


@event("people.correction_decided")
class CorrectionDecided:
    correction_id: int
    person_id: int
