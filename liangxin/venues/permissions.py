from enum import StrEnum


class OfferPermission(StrEnum):
    """What a station offers beside its rooms."""

    SERVICE_READ = "venues:service:read"
    SERVICE_CHANGE = "venues:service:change"
    SERVICE_EXPORT = "venues:service:export"
    SERVICE_MANAGE = "venues:service:manage"
    APPOINTMENT_MAKE = "venues:appointment:make"
    APPOINTMENT_READ = "venues:appointment:read"
    APPOINTMENT_KEEP = "venues:appointment:keep"
    APPOINTMENT_EXPORT = "venues:appointment:export"
    CHECKLIST_READ = "venues:checklist:read"
    CHECKLIST_CHANGE = "venues:checklist:change"
    CHECKLIST_MANAGE = "venues:checklist:manage"
    MATERIAL_READ = "venues:material:read"
    MATERIAL_CHANGE = "venues:material:change"
    LOAN_MAKE = "venues:loan:make"
    LOAN_KEEP = "venues:loan:keep"
    PROJECT_READ = "venues:project:read"
    PROJECT_CHANGE = "venues:project:change"
    PROJECT_MANAGE = "venues:project:manage"
    PROJECT_ORDER = "venues:project:order"
    PROJECT_ANSWER = "venues:project:answer"
    CEREMONY_READ = "venues:ceremony:read"
    CEREMONY_CHANGE = "venues:ceremony:change"
    CEREMONY_BOOK = "venues:ceremony:book"
    KEEPER_READ = "venues:keeper:read"
    KEEPER_KEEP = "venues:keeper:keep"


class Permission(StrEnum):
    STATION_READ = "venues:station:read"
    STATION_CREATE = "venues:station:create"
    STATION_CHANGE = "venues:station:change"
    STATION_CLOSE = "venues:station:close"
    STATION_EXPORT = "venues:station:export"
    STATION_IMPORT = "venues:station:import"
    SCHEME_MANAGE = "venues:scheme:manage"
    BRAND_MANAGE = "venues:brand:manage"
    KIND_MANAGE = "venues:kind:manage"
