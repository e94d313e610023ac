from liangxin.core.events import event


@event("access.grant_given")
class GrantGiven:
    grant_id: int
    user_id: int


@event("access.grant_ended")
class GrantEnded:
    grant_id: int
    user_id: int


@event("access.token_made")
class TokenMade:
    token_id: int
    user_id: int


@event("access.token_ended")
class TokenEnded:
    token_id: int
    user_id: int
