"""What may be done with notices, preferences, feeds and webhooks, by noun."""
