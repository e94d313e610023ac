from enum import StrEnum


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
