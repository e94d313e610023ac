from enum import StrEnum


class Permission(StrEnum):
    RULESET_READ = "rulebook:ruleset:read"
    RULESET_CHANGE = "rulebook:ruleset:change"
    CALENDAR_READ = "rulebook:calendar:read"
    CALENDAR_CHANGE = "rulebook:calendar:change"
