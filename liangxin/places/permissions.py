from enum import StrEnum


class Permission(StrEnum):
    PLACE_READ = "places:place:read"
    PLACE_CREATE = "places:place:create"
    PLACE_CHANGE = "places:place:change"
    PLACE_CLOSE = "places:place:close"
    PLACE_IMPORT = "places:place:import"
    PLACE_EXPORT = "places:place:export"
    REGION_FOUND = "places:region:found"
    FEEDBACK_READ = "places:feedback:read"
    FEEDBACK_ANSWER = "places:feedback:answer"
    FEEDBACK_REVEAL = "places:feedback:reveal"
    KIND_ADMINISTER = "places:kind:administer"
