from dataclasses import replace
from datetime import timedelta

import pytest

from liangxin.access.models import AccessToken
from liangxin.access.permissions import Permission
from liangxin.access.registry import BY_HAND
from liangxin.access.selectors import actor_by_token, actor_for, own_actor
from liangxin.access.services.grants import end_grant
from liangxin.access.services.tokens import (
    ALPHABET,
    LONGEST_LIFE,
    MOST_TOKENS,
    PREFIX,
    NewToken,
    TokenEndsInThePast,
    TokenEndsTooLate,
    TooManyTokens,
    checksum,
    end_token,
    hashed,
    make_token,
    touch_token,
)
from liangxin.accounts.services.accounts import set_active
from liangxin.core.errors import NotAllowed, NotFound
from liangxin.core.models import OutboxEvent
from tests.access.factories import NOW, TODAY, grant, make_node, make_user, role

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    user = make_user("officer")
    given = grant(user, role("district_officer"), make_node("滨港区"))
    return user, actor_for(user=user, grant_id=given.pk, today=TODAY), given


def make(actor, user, **values):
    new = NewToken(name="周报", grant_id=actor.grant_id, ends_on=TODAY + timedelta(days=30), may_write=True)
    return make_token(actor=actor, user=user, new=replace(new, **values), now=NOW, today=TODAY)


def test_a_token_acts_under_its_grant_and_only_its_hash_is_kept(officer):
    user, actor, _given = officer
    token, secret = make(actor, user)
    found = actor_by_token(hashed=hashed(secret), today=TODAY)
    assert found is not None
    assert found[1] == token
    assert found[0] == replace(actor, door="api", permissions=actor.permissions - BY_HAND)
    assert secret not in str(AccessToken.objects.values())
    assert list(OutboxEvent.objects.filter(name="access.token_made").values_list("payload", flat=True)) == [
        {"token_id": token.pk, "user_id": user.pk}
    ]


def test_a_secret_has_a_known_prefix_and_a_checksum(officer):
    user, actor, _given = officer
    _token, secret = make(actor, user)
    body = secret.removeprefix(PREFIX)
    assert len(body) == 42
    assert set(body) <= set(ALPHABET)
    assert checksum(body[:-6]) == body[-6:]


def test_a_token_never_reveals_nor_grants(officer):
    user, actor, _given = officer
    _token, secret = make(actor, user)
    acting = actor_by_token(hashed=hashed(secret), today=TODAY)[0]
    assert {"people:person:reveal", "enterprises:contact:reveal", "access:grant:give"} <= actor.permissions
    assert not acting.permissions & BY_HAND


def test_it_ends_with_its_day_its_grant_its_person_and_by_hand(officer):
    user, actor, given = officer
    secrets = [make(actor, user)[1] for _each in range(2)]
    own_secret = make(own_actor(user=user), user, grant_id=None)[1]
    last = TODAY + timedelta(days=30)
    assert actor_by_token(hashed=hashed(secrets[0]), today=last) is not None
    assert actor_by_token(hashed=hashed(secrets[0]), today=last + timedelta(days=1)) is None
    end_token(actor=actor, token_id=AccessToken.objects.order_by("pk")[0].pk, now=NOW)
    assert actor_by_token(hashed=hashed(secrets[0]), today=TODAY) is None
    assert actor_by_token(hashed=hashed(secrets[1]), today=TODAY) is not None
    end_grant(actor=replace(actor, is_system=True), grant=given, now=NOW, reason="")
    assert actor_by_token(hashed=hashed(secrets[1]), today=TODAY) is None
    assert actor_by_token(hashed=hashed(own_secret), today=TODAY) is not None
    set_active(user=user, active=False, now=NOW)
    assert actor_by_token(hashed=hashed(own_secret), today=TODAY) is None


@pytest.mark.parametrize(
    ("_case", "values", "refusal"),
    [
        ("yesterday", {"ends_on": TODAY - timedelta(days=1)}, TokenEndsInThePast),
        ("in two years", {"ends_on": TODAY + LONGEST_LIFE + timedelta(days=1)}, TokenEndsTooLate),
        ("another's grant", {"grant_id": 10**9}, NotFound),
    ],
)
def test_a_token_that_may_not_be_is_refused(officer, _case, values, refusal):
    user, actor, _given = officer
    with pytest.raises(refusal):
        make(actor, user, **values)
    assert not AccessToken.objects.exists()


def test_nobody_makes_one_for_another_and_no_token_makes_one(officer):
    user, actor, _given = officer
    with pytest.raises(NotAllowed):
        make(actor, make_user("other"))
    with pytest.raises(NotAllowed):
        make(replace(actor, door="api"), user)
    assert not AccessToken.objects.exists()


def test_a_person_has_so_many(officer):
    user, actor, _given = officer
    for _each in range(MOST_TOKENS):
        make(actor, user)
    with pytest.raises(TooManyTokens):
        make(actor, user)
    assert AccessToken.objects.count() == MOST_TOKENS


def test_another_persons_token_is_not_found(officer):
    user, actor, _given = officer
    token, _secret = make(actor, user)
    with pytest.raises(NotFound):
        end_token(actor=own_actor(user=make_user("other")), token_id=token.pk, now=NOW)
    token.refresh_from_db()
    assert token.ended_at is None


def test_its_last_use_is_kept_to_the_minute(officer):
    user, actor, _given = officer
    token, _secret = make(actor, user)
    for seconds in (0, 30, 61):
        token.refresh_from_db()
        touch_token(token=token, now=NOW + timedelta(seconds=seconds))
    token.refresh_from_db()
    assert token.last_used_at == NOW + timedelta(seconds=61)
    assert Permission.GRANT_GIVE in BY_HAND
