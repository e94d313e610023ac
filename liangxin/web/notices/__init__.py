"""Being reached: one's notices and how they come, calendar addresses; for administrators the delivery log and webhooks."""
