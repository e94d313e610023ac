"""The door of operations: health and readiness."""
