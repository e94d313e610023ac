"""What the door of background work keeps for itself."""
