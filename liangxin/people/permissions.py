from enum import StrEnum


class Permission(StrEnum):
    PERSON_READ = "people:person:read"
    PERSON_CREATE = "people:person:create"
    PERSON_CHANGE = "people:person:change"
    PERSON_REVEAL = "people:person:reveal"
    PERSON_EXPORT = "people:person:export"
    PERSON_MERGE = "people:person:merge"
    ACCOUNT_LINK = "people:account:link"
    LINK_ASK = "people:link:ask"
    GUEST_WELCOME = "people:guest:welcome"
    CORRECTION_PROPOSE = "people:correction:propose"
    CORRECTION_DECIDE = "people:correction:decide"
