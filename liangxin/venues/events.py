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


@event("venues.room_booked")
class RoomBooked:
    booking_id: int


@event("venues.room_booking_decided")
class RoomBookingDecided:
    booking_id: int


@event("venues.room_booking_moved")
class RoomBookingMoved:
    booking_id: int


@event("venues.room_booking_ended")
class RoomBookingEnded:
    """Cancelled, declined, lapsed or recorded as not come; by_staff: not by those who booked."""

    booking_id: int
    by_staff: bool


@event("venues.room_slot_offered")
class RoomSlotOffered:
    """A slot is free for somebody who waits: kept for them (booking_id) or for the first who comes (None)."""

    wait_id: int
    booking_id: int | None
