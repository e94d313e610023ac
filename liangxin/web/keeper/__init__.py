"""The keeper's day: one page for today at the counter, that works through a lost connection."""
