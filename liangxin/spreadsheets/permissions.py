"""What may be done with spreadsheets; writing a register needs the register's own permission besides."""

from enum import StrEnum


class Permission(StrEnum):
    IMPORT_CREATE = "spreadsheets:import:create"
    EXPORT_CREATE = "spreadsheets:export:create"
    CLAIM_SETTLE = "spreadsheets:claim:settle"
