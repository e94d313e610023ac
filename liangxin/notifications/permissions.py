from enum import StrEnum


class Permission(StrEnum):
    DELIVERY_READ = "notifications:delivery:read"
    WEBHOOK_ADMINISTER = "notifications:webhook:administer"
