from liangxin.core.events import event


@event("venues.station_registered")
class StationRegistered:
    station_id: int


@event("venues.station_closed")
class StationClosed:
    station_id: int
