from enum import StrEnum


class Permission(StrEnum):
    ORGANISATION_READ = "organisations:organisation:read"
    ORGANISATION_CHANGE = "organisations:organisation:change"
    ORGANISATION_FOUND = "organisations:organisation:found"
    ORGANISATION_RESTRUCTURE = "organisations:organisation:restructure"
    ORGANISATION_IMPORT = "organisations:organisation:import"
    ORGANISATION_EXPORT = "organisations:organisation:export"
    LINK_MANAGE = "organisations:link:manage"
    POST_MANAGE = "organisations:post:manage"
    TYPE_ADMINISTER = "organisations:type:administer"
