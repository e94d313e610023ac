"""Reaching a person: the message centre. Delivery channels come with later issues."""
