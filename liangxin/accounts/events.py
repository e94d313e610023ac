from liangxin.core.events import event


@event("accounts.account_created")
class AccountCreated:
    user_id: int


@event("accounts.guest_registered")
class GuestRegistered:
    user_id: int


@event("accounts.account_deactivated")
class AccountDeactivated:
    user_id: int
