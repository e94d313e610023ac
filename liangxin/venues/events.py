from liangxin.core.events import event


@event("venues.station_registered")
class StationRegistered:
    station_id: int


@event("venues.station_closed")
class StationClosed:
    station_id: int


@event("venues.appointment_made")
class AppointmentMade:
    """Of open kinds only: confidential ones are silent."""

    appointment_id: int


@event("venues.appointment_cancelled")
class AppointmentCancelled:
    """Of open kinds only: confidential ones are silent."""

    appointment_id: int


@event("venues.service_asked")
class ServiceAsked:
    request_id: int


@event("venues.material_taken")
class MaterialTaken:
    loan_id: int


@event("venues.project_ordered")
class ProjectOrdered:
    order_id: int


@event("venues.ceremony_booked")
class CeremonyBooked:
    ceremony_id: int
