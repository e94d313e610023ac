"""Rooms: the week of a room and booking it (portal and desk), one's own bookings, and what those who run a station do."""
