"""R-ACC-02: one rule answers “may they” and “what may they see”, against an oracle in plain Python.

Random trees of places and organisations, random enterprises, persons and memberships on them, a random actor; for
each kind and part the set that `visible` gives is exactly the oracle's, `may` agrees about every single record, and
`who_can_see` names the grant exactly where the record is reached.
"""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.range import DateRange

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor, Part
from liangxin.access.models import Grant
from liangxin.access.reach import may, visible
from liangxin.access.registry import PERMISSIONS
from liangxin.access.selectors import actor_for, own_actor, who_can_see
from liangxin.enterprises.models import Coverage, DesignatedContact, Enterprise, OperatingPlace
from liangxin.members.models import LinkedOrganisation, Membership
from liangxin.organisations.models import Organisation, OrganisationType
from liangxin.people.models import Person
from liangxin.places.models import Place, PlaceKind
from liangxin.trees.models import Node
from tests.access.factories import LONG_AGO, NOW, TODAY, grant, make_node, make_role, make_user

pytestmark = pytest.mark.django_db
NOW_OPEN = DateRange(LONG_AGO, None)
OVER = DateRange(LONG_AGO, TODAY - timedelta(days=30))
READS = {
    Place: "places:place:read",
    Organisation: "organisations:organisation:read",
    Enterprise: "enterprises:enterprise:read",
    Person: "people:person:read",
    Membership: "members:membership:read",
}


class RandomWorld:
    """What the oracle knows, beside what the database holds."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.user = make_user()
        self.organisation_nodes = self._tree("organisation", 6)
        self.place_nodes = self._tree("place", 7)
        kind = PlaceKind.objects.first() or PlaceKind.objects.create(code="any", name="任意", level="site")
        branch = OrganisationType.objects.create(code=f"any{chance.random()}"[:40], name="任意")
        self.places = [
            Place.objects.create(
                node=node, kind=kind, owner=self._maybe(self.organisation_nodes), is_public=chance.random() < 0.5
            )
            for node in self.place_nodes
        ]
        self.organisations = [
            Organisation.objects.create(node=node, type=branch, home_place=self._maybe(self.places))
            for node in self.organisation_nodes
        ]
        self.enterprises = [self._enterprise() for _ in range(5)]
        self.memberships = [self._membership(number) for number in range(5)]

    def _tree(self, kind: str, count: int) -> list[Node]:
        nodes: list[Node] = []
        for _ in range(count):
            nodes.append(make_node(kind=kind, parent=self._maybe(nodes) if nodes else None))
        return nodes

    def _maybe(self, some: list[Any]) -> Any:
        return self.chance.choice([*some, None])

    def _enterprise(self) -> Enterprise:
        made = Enterprise.objects.create(node=make_node(kind="enterprise"))
        for place in self.chance.sample(self.places, 2):
            OperatingPlace.objects.create(
                enterprise=made, place=place, is_main=False, during=self.chance.choice([NOW_OPEN, OVER])
            )
        if self.chance.random() < 0.7:
            Coverage.objects.create(
                enterprise=made, organisation=self.chance.choice(self.organisations), mode="own",
                during=self.chance.choice([NOW_OPEN, OVER]),
            )  # fmt: skip
        if self.chance.random() < 0.3:
            DesignatedContact.objects.create(
                enterprise=made, user=self.user, during=self.chance.choice([NOW_OPEN, OVER])
            )
        return made

    def _membership(self, number: int) -> Membership:
        home = self.chance.choice(self.organisations)
        person = Person.objects.create(
            name="张伟", sort_key="zhang wei", keeper=home.node, created_at=NOW, user=self.user if number == 0 else None
        )
        made = Membership.objects.create(person=person, home=home, category="full", located_at=self._maybe(self.places))
        if self.chance.random() < 0.5:
            LinkedOrganisation.objects.create(
                membership=made, organisation=self.chance.choice(self.organisations), kind="mobile",
                during=self.chance.choice([NOW_OPEN, OVER]),
            )  # fmt: skip
        return made

    def actor(self) -> Actor:
        """On one's own account, or under a grant at a random node of any kind, downwards or not."""
        chosen = self.chance.choice(
            [*self.place_nodes, *self.organisation_nodes, *(e.node for e in self.enterprises), None]
        )
        if chosen is None:
            return own_actor(user=self.user)
        given = grant(self.user, make_role(PERMISSIONS), chosen, downwards=self.chance.random() < 0.7)
        return actor_for(user=self.user, grant_id=given.pk, today=TODAY)


def oracle(world: RandomWorld, actor: Actor, part: Part) -> dict[type, set[int]]:
    """What the table of rights says, record by record."""

    def covers(node: Node | None) -> bool:
        return node is not None and (node.pk == actor.node_id or (actor.downwards and node.path.startswith(actor.path)))

    def by(anchor: Anchor) -> bool:
        return actor.anchor == anchor

    basic = part <= Part.BASIC
    places = {
        place.pk
        for place in world.places
        if (by(Anchor.PLACE) and covers(place.node))
        or (by(Anchor.ORGANISATION) and covers(place.owner))
        or (basic and place.is_public)
    }
    organisations = {
        each.pk
        for each in world.organisations
        if (by(Anchor.ORGANISATION) and covers(each.node))
        or (basic and by(Anchor.PLACE) and each.home_place is not None and covers(each.home_place.node))
    }
    if basic and by(Anchor.OWN):
        organisations |= {m.home_id for m in world.memberships if m.person.user_id == actor.user_id}
    enterprises = {
        each.pk
        for each in world.enterprises
        if (by(Anchor.ENTERPRISE) and covers(each.node))
        or (
            by(Anchor.PLACE) and any(s.during == NOW_OPEN and covers(s.place.node) for s in each.operating_places.all())
        )
        or (
            by(Anchor.ORGANISATION)
            and any(s.during == NOW_OPEN and covers(s.organisation.node) for s in each.coverages.all())
        )
        or (by(Anchor.OWN) and any(s.during == NOW_OPEN for s in each.designated_contacts.all()))
    }
    persons, memberships = set(), set()
    for each in world.memberships:
        linked = any(link.during == NOW_OPEN and covers(link.organisation.node) for link in each.links.all())
        if (
            (by(Anchor.ORGANISATION) and (covers(each.home.node) or (basic and linked)))
            or (by(Anchor.OWN) and each.person.user_id == actor.user_id)
        ):  # fmt: skip
            persons.add(each.person_id)
            memberships.add(each.pk)
    return {
        Place: places, Organisation: organisations, Enterprise: enterprises, Person: persons, Membership: memberships,
    }  # fmt: skip


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
def test_seeing_and_being_allowed_are_one_rule(seed: int) -> None:
    with transaction.atomic():
        world = RandomWorld(Random(seed))
        actor = world.actor()
        for part in (Part.BASIC, Part.FULL):
            expected = oracle(world, actor, part)
            for model, read in READS.items():
                found = list(visible(actor, model.objects.all(), read, part=part).values_list("pk", flat=True))
                assert sorted(found) == sorted(expected[model]), (model, part, actor)
                for record in model.objects.all():
                    assert may(actor, read, record, part=part) == (record.pk in expected[model])
        transaction.set_rollback(True)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
def test_who_can_see_names_the_grants_that_see(seed: int) -> None:
    with transaction.atomic():
        world = RandomWorld(Random(seed))
        actor = world.actor()
        basic, full = oracle(world, actor, Part.BASIC), oracle(world, actor, Part.FULL)
        if actor.grant_id is not None:
            for model in READS:
                for record in model.objects.all():
                    seen = {viewer.grant.pk: viewer.part for viewer in who_can_see(record=record, today=TODAY)}
                    part = Part.FULL if record.pk in full[model] else Part.BASIC if record.pk in basic[model] else None
                    shown = seen.get(actor.grant_id)
                    assert (None if shown == Part.COUNT else shown) == part, (model, record.pk)
        transaction.set_rollback(True)


def test_without_the_permission_nothing_is_reached_even_at_the_root() -> None:
    root = make_node(kind="place")
    user = make_user()
    actor = actor_for(user=user, grant_id=grant(user, make_role(["access:grant:read"]), root).pk, today=TODAY)
    assert Grant.objects.filter(pk=actor.grant_id).exists()
    for model, read in READS.items():
        assert visible(actor, model.objects.all(), read, part=Part.COUNT).count() == 0
