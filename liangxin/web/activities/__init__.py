"""Activities at the desk: planned, approved, published, filled, held, and what came of them; series, campaigns,
lecturers, classes on request. What a visitor or registrant sees is the area `happenings`."""
