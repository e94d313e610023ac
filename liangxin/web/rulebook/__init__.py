"""The desk's pages of the rulebook: regulations by version, and the work calendar."""
