"""Questions that cross rooms; reads only."""
