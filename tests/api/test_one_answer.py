"""What a page, a browser's request, a token and an export tell a random actor of a random world is the same.

The worlds are those of tests/access/test_one_rule.py: random trees, records on them, and a grant anywhere.
"""

import csv
import io
from datetime import timedelta
from random import Random

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liangxin.access.models import Grant
from liangxin.access.selectors import own_actor
from liangxin.access.services.tokens import NewToken, make_token
from liangxin.accounts.models import User
from tests.access.test_one_rule import RandomWorld
from tests.helpers import client_for

pytestmark = pytest.mark.django_db
LISTS = {
    "places": "/desk/places/", "organisations": "/desk/organisations/", "enterprises": "/desk/enterprises/",
    "members": "/desk/members/", "people": "/desk/people/",
}  # fmt: skip


def told(client: Client, register: str) -> tuple[int, list[int], int]:
    """Status, ids and count of a list of the door."""
    answer = client.get(f"/api/v1/{register}", {"limit": 200, "count": "true"})
    if answer.status_code != 200:
        return answer.status_code, [], 0
    page = answer.json()
    return 200, [each["id"] for each in page["items"]], page["count"]


def exported(client: Client, address: str) -> int | None:
    """How many rows the page's export has; None where the page is not open to the actor."""
    answer = client.post(address, {"do": "export-csv", "query": "", "reason": "核对"})
    if answer.status_code != 200:
        return None
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return len(list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))) - 1


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
def test_session_token_and_export_tell_the_same(seed: int) -> None:
    with transaction.atomic():
        world = RandomWorld(Random(seed))
        actor = world.actor()
        user = User.objects.get(pk=actor.user_id)
        held = Grant.objects.filter(pk=actor.grant_id or 0).first()
        today = timezone.localdate()
        new = NewToken(name="核对", grant_id=actor.grant_id, ends_on=today + timedelta(days=9))
        secret = make_token(actor=own_actor(user=user), user=user, new=new, now=timezone.now(), today=today)[1]
        session, program = client_for(user, grant=held), Client(headers={"Authorization": f"Bearer {secret}"})
        for register, address in LISTS.items():
            by_session, by_token = told(session, register), told(program, register)
            assert by_session == by_token, register
            status, ids, count = by_token
            rows = exported(session, address)
            if rows is not None:
                assert (status, len(ids), count) == (200, rows, rows), register
            for pk in ids:
                assert program.get(f"/api/v1/{register}/{pk}").status_code == (
                    session.get(f"/api/v1/{register}/{pk}").status_code
                )
        transaction.set_rollback(True)
