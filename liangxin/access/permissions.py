from enum import StrEnum


class Permission(StrEnum):
    ACCOUNT_READ = "access:account:read"
    ACCOUNT_ADMINISTER = "access:account:administer"
    GRANT_READ = "access:grant:read"
    GRANT_GIVE = "access:grant:give"
    GRANT_DELEGATE = "access:grant:delegate"
    ROLE_ADMINISTER = "access:role:administer"
    SECURITY_ADMINISTER = "access:security:administer"
    AUDIT_READ = "access:audit:read"
    HISTORY_BACKDATE = "access:history:backdate"
