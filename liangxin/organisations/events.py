from liangxin.core.events import event


@event("organisations.founded")
class OrganisationFounded:
    organisation_id: int


@event("organisations.renamed")
class OrganisationRenamed:
    organisation_id: int


@event("organisations.moved")
class OrganisationMoved:
    organisation_id: int
    old_parent_id: int | None
    new_parent_id: int | None


@event("organisations.merged")
class OrganisationMerged:
    organisation_id: int
    into_id: int


@event("organisations.type_changed")
class OrganisationTypeChanged:
    organisation_id: int
    old_type: str
    new_type: str


@event("organisations.dissolved")
class OrganisationDissolved:
    organisation_id: int


@event("organisations.post_filled")
class PostFilled:
    post_id: int
    person_id: int


@event("organisations.post_vacated")
class PostVacated:
    post_id: int
    person_id: int
