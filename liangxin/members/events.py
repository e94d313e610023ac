from liangxin.core.events import event


@event("members.enrolled")
class MemberEnrolled:
    membership_id: int
    organisation_id: int | None


@event("members.home_changed")
class HomeChanged:
    membership_id: int
    from_organisation_id: int | None
    to_organisation_id: int | None


@event("members.membership_ended")
class MembershipEnded:
    membership_id: int


@event("members.declared")
class MembershipDeclared:
    declaration_id: int
    organisation_id: int


@event("members.declaration_decided")
class DeclarationDecided:
    declaration_id: int
    user_id: int
