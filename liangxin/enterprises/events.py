from liangxin.core.events import event


@event("enterprises.registered")
class EnterprisesRegistered:
    """Enterprises came into the register; at most 500 to an event."""

    enterprise_ids: list[int]


@event("enterprises.coverage_assigned")
class CoverageAssigned:
    enterprise_id: int
    organisation_id: int
    since: str  # ISO day


@event("enterprises.coverage_ended")
class CoverageEnded:
    enterprise_id: int
    organisation_id: int
    until: str  # ISO day, the first without


@event("enterprises.contact_designated")
class ContactDesignated:
    enterprise_id: int
    user_id: int


@event("enterprises.moved")
class EnterpriseMoved:
    """It moved into (or out of) a place."""

    enterprise_id: int
    place_id: int
    moved_in: bool


@event("enterprises.left")
class EnterpriseLeft:
    enterprise_id: int
    status: str
