from enum import StrEnum


class Permission(StrEnum):
    MEMBERSHIP_READ = "members:membership:read"
    MEMBERSHIP_CREATE = "members:membership:create"
    MEMBERSHIP_CHANGE = "members:membership:change"
    MEMBERSHIP_TRANSFER = "members:membership:transfer"
    MEMBERSHIP_IMPORT = "members:membership:import"
    MEMBERSHIP_EXPORT = "members:membership:export"
    DECLARATION_MAKE = "members:declaration:make"
    DECLARATION_DECIDE = "members:declaration:decide"
    COUNT_READ = "members:count:read"
