"""A whole district, written by SQL: 60,000 enterprises, 1,000,000 members, 200,000 organisations, 2,021 places.

Spread as in life: most organisations have a home place, one member in ten a stated location, one enterprise in eight has
moved, one in twelve is uncovered. Ids are laid out so that paths can be computed.
"""

from dataclasses import dataclass

from django.db import connection, models, transaction
from django.utils import timezone

from liangxin.access.actor import Actor
from liangxin.access.choices import Anchor
from liangxin.access.registry import PERMISSIONS
from liangxin.accounts.models import User
from liangxin.enterprises.models import Coverage, DesignatedContact, Enterprise, Label, OperatingPlace, StatusSpan
from liangxin.members.models import HomeSpan, LinkedOrganisation, Membership
from liangxin.organisations.models import Organisation, OrganisationLead, OrganisationType, Post, PostHolding, PostKind
from liangxin.people.models import Person
from liangxin.places.models import Place, PlaceKind
from liangxin.rulebook.models import Industry
from liangxin.search.models import SearchEntry
from liangxin.trees.models import Node, Placement

OPEN = "daterange('2020-01-01', NULL)"
AREAS, TOWERS_AN_AREA, TYPES, INDUSTRIES = 20, 100, 10, 20
ROOT, BRANCHES = 10_000_000, 11_000_000  # organisations: the committee of the district, and those before the branches
REGION, TOWERS = 20_000_000, 21_000_000
ENTERPRISES, PEOPLE = 30_000_000, 40_000_000


@dataclass(frozen=True)
class Size:
    """How many of each."""

    areas: int
    branches: int
    enterprises: int
    people: int

    @property
    def branches_an_area(self) -> int:
        return self.branches // self.areas

    @property
    def towers(self) -> int:
        return self.areas * TOWERS_AN_AREA


def size(scale: float) -> Size:
    areas = max(2, int(AREAS * scale))
    return Size(areas, int(200_000 * scale) // areas * areas, int(60_000 * scale), int(1_000_000 * scale))


def say(words: str) -> None:
    print(f"  {words}", flush=True)


def fill(model: type[models.Model], source: str, **expressions: str) -> None:
    """INSERT … SELECT one row per row of `source`; a field without an expression takes its default."""
    columns, values, constants = [], [], []
    for field in model._meta.concrete_fields:
        expression = expressions.get(field.name)
        if expression is None and field.primary_key and field.get_internal_type() == "BigAutoField":
            continue
        columns.append(f'"{field.column}"')
        if expression is None:
            values.append("%s")
            constants.append(field.get_db_prep_save(field.get_default(), connection))
        else:
            values.append(expression)
    table = model._meta.db_table
    query = f'INSERT INTO "{table}" ({", ".join(columns)}) SELECT {", ".join(values)} FROM {source}'
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(query, constants)
        say(f"{table:34} {cursor.rowcount:>9,}")
        cursor.execute("SET LOCAL session_replication_role = origin")


@transaction.atomic
def build(scale: float) -> None:
    """The whole district, in a few statements."""
    of = size(scale)
    _trees(of)
    _registers(of)
    _spans(of)
    _members(of)


def _node(what: str, source: str, *, node: str, path: str, parent: str, depth: int, suffix: str) -> None:
    name = (
        "'滨港' || chr(19968 + ((g::bigint * 7919) %% 5000)::int) || chr(19968 + ((g::bigint * 104729) %% 5000)::int)"
    )
    fill(
        Node, source, id=node, kind=f"'{what}'", parent=parent, path=path, depth=str(depth), name=f"{name} || '{suffix}'",
        sort_key=f"md5(({node})::text)", slug=f"substr(md5(({node})::text), 1, 10)", during=OPEN, short_name="''",
    )  # fmt: skip


def _trees(of: Size) -> None:
    one, areas = "generate_series(1, 1) g", f"generate_series(1, {of.areas}) g"
    _node("organisation", one, node=f"{ROOT}", path=f"'{ROOT}/'", parent="NULL", depth=0, suffix="社工委")
    _node(
        "organisation", areas, node=f"{ROOT} + g", path=f"'{ROOT}/' || ({ROOT} + g) || '/'", parent=str(ROOT), depth=1,
        suffix="综合党委",
    )  # fmt: skip
    above = f"({ROOT} + 1 + (g - 1) / {of.branches_an_area})"
    _node(
        "organisation", f"generate_series(1, {of.branches}) g", node=f"{BRANCHES} + g",
        path=f"'{ROOT}/' || {above} || '/' || ({BRANCHES} + g) || '/'", parent=above, depth=2, suffix="支部",
    )  # fmt: skip
    _node("place", one, node=f"{REGION}", path=f"'{REGION}/'", parent="NULL", depth=0, suffix="区")
    _node(
        "place", areas, node=f"{REGION} + g", path=f"'{REGION}/' || ({REGION} + g) || '/'", parent=str(REGION), depth=1,
        suffix="片区",
    )  # fmt: skip
    above = f"({REGION} + 1 + (g - 1) / {TOWERS_AN_AREA})"
    _node(
        "place", f"generate_series(1, {of.towers}) g", node=f"{TOWERS} + g",
        path=f"'{REGION}/' || {above} || '/' || ({TOWERS} + g) || '/'", parent=above, depth=2, suffix="大厦",
    )  # fmt: skip
    _node(
        "enterprise", f"generate_series(1, {of.enterprises}) g", node=f"{ENTERPRISES} + g",
        path=f"({ENTERPRISES} + g) || '/'", parent="NULL", depth=0, suffix="有限公司",
    )  # fmt: skip
    fill(Placement, f"trees_node n WHERE n.id >= {ROOT}", node="n.id", parent="n.parent_id", name="n.name",
         during="n.during", recorded_at="now()")  # fmt: skip


def _registers(of: Size) -> None:
    every = f"trees_node n WHERE n.id >= {ROOT} AND n.kind = '{{}}'"
    kind = PlaceKind.objects.create(code="bench", name="bench", level="site", parent_levels=["area"])
    first = OrganisationType.objects.bulk_create(
        OrganisationType(code=f"bench{n}", name=f"bench{n}", holds_members=True, position=n) for n in range(TYPES)
    )[0].pk
    industry = Industry.objects.bulk_create(
        Industry(code=f"{n:04}", name=f"bench{n}", version="bench") for n in range(INDUSTRIES)
    )[0].pk
    since = "date '2020-01-01' + (n.id %% 2400)::int"
    fill(Place, every.format("place"), node="n.id", kind=str(kind.pk), path="n.path")
    fill(
        Organisation, every.format("organisation"), node="n.id", type=f"{first} + n.id %% {TYPES}",
        strand="(ARRAY['regional', 'community', 'industry', 'non_public', 'unit'])[1 + n.id %% 5]",
        establishment_mode="(ARRAY['separate', 'joint', 'industry', 'territorial', 'other'])[1 + n.id %% 5]",
        home_place=f"CASE WHEN n.id %% 3 <> 0 THEN {TOWERS} + 1 + (n.id * 7) %% {of.towers} END",
        term_ends_on="date '2026-01-01' + (n.id %% 1500)::int", industry=f"{industry} + n.id %% {INDUSTRIES}",
    )  # fmt: skip
    fill(
        Enterprise, every.format("enterprise"), node="n.id", staff_count="(n.id %% 500)::int", moved_in_on=since,
        ownership="(ARRAY['private', 'state', 'foreign', 'mixed'])[1 + n.id %% 4]", industry=f"{industry} + n.id %% {INDUSTRIES}",
        head_office="CASE WHEN n.id %% 10 = 0 THEN n.id - 9 END",
    )  # fmt: skip
    for what in ("organisation", "enterprise", "place"):
        fill(
            SearchEntry, every.format(what), kind=f"'{what}'", object_id="n.id", title="n.name",
            words="array_to_tsvector(ARRAY['w:' || substr(n.name, 3, 1), 'w:' || substr(n.name, 4, 1), 'w:' || substr(n.name, 3, 2)])",
        )  # fmt: skip


def _spans(of: Size) -> None:
    user = User.objects.create(username="bench", display_name="bench", created_at=timezone.now())
    label = Label.objects.create(code="bench", name="bench")
    one, enterprise = f"generate_series(1, {of.enterprises}) g", f"{ENTERPRISES} + g"
    since = f"date '2020-01-01' + (({enterprise}) %% 2400)"
    tower = f"{TOWERS} + 1 + (g * {{}}) %% {of.towers}"
    fill(StatusSpan, one, enterprise=enterprise, status="'operating'", during=OPEN)
    fill(OperatingPlace, one, enterprise=enterprise, place=tower.format(7), during=f"daterange({since}, NULL)")
    fill(OperatingPlace, f"{one} WHERE g %% 8 = 0", enterprise=enterprise, place=tower.format(11), is_main="false",
         during=f"daterange('2019-01-01', {since})")  # fmt: skip
    fill(Coverage, f"{one} WHERE g %% 12 <> 0", enterprise=enterprise, mode="'own'", during=f"daterange({since}, NULL)",
         organisation=f"{BRANCHES} + 1 + (g * 3) %% {of.branches}")  # fmt: skip
    fill(DesignatedContact, f"{one} WHERE g %% 20 <> 0", enterprise=enterprise, user=str(user.pk),
         during=f"daterange({since}, NULL)")  # fmt: skip
    fill(Enterprise.labels.through, f"{one} WHERE g %% 5 = 0", enterprise=enterprise, label=str(label.pk))
    fill(OrganisationLead, f"generate_series(1, {of.branches // 100}) g", organisation=f"{BRANCHES} + g * 100",
         lead=f"{ROOT} + 1 + (g * 3) %% {of.areas}", during=OPEN)  # fmt: skip


def _members(of: Size) -> None:
    one, home = f"generate_series(1, {of.people}) g", f"({BRANCHES} + 1 + g %% {of.branches})"
    fill(
        Person, one, id=f"{PEOPLE} + g", name="chr(19968 + g %% 400) || chr(19968 + g %% 5000)", sort_key="md5(g::text)",
        keeper=home, created_at="now()", identity_last4="lpad((g %% 10000)::text, 4, '0')", is_key_staff="g %% 50 = 0",
        identity_index="md5(g::text)", phone_index="CASE WHEN g %% 20 <> 0 THEN md5(g::text) ELSE '' END",
    )  # fmt: skip
    fill(
        Membership, one, id=f"{PEOPLE} + g", person=f"{PEOPLE} + g", home=home,
        category="CASE WHEN g %% 20 = 0 THEN 'probationary' ELSE 'full' END",
        joined_on="date '1980-01-01' + (g %% 16000)",
        located_at=f"CASE WHEN g %% 10 = 0 THEN {TOWERS} + 1 + (g * 7) %% {of.towers} END",
    )  # fmt: skip
    fill(HomeSpan, one, membership=f"{PEOPLE} + g", organisation=home, during=OPEN)
    fill(LinkedOrganisation, f"{one} WHERE g %% 20 = 0", membership=f"{PEOPLE} + g", kind="'activity'", during=OPEN,
         organisation=f"{BRANCHES} + 1 + (g * 3) %% {of.branches}")  # fmt: skip
    fill(
        SearchEntry, f"people_person p WHERE p.id > {PEOPLE}", kind="'person'", object_id="p.id", title="p.name",
        words="array_to_tsvector(ARRAY['w:' || substr(p.name, 1, 1), 'w:' || substr(p.name, 2, 1), 'w:' || p.name])",
    )  # fmt: skip
    secretary = PostKind.objects.filter(is_head=True).first() or PostKind.objects.create(
        code="bench", name="b", is_head=True
    )
    fill(Post, f"generate_series(1, {of.branches}) g", id=f"{BRANCHES} + g", organisation=f"{BRANCHES} + g",
         kind=str(secretary.pk), during=OPEN)  # fmt: skip
    fill(
        PostHolding, f"generate_series(1, {of.branches}) g", post=f"{BRANCHES} + g", person=f"{PEOPLE} + g", during=OPEN
    )


def officer(node_id: int) -> Actor:
    """Somebody who may do everything at this node and below."""
    node = Node.objects.get(pk=node_id)
    return Actor(
        user_id=None, anchor=Anchor(node.kind), node_id=node.pk, path=node.path, downwards=True,
        permissions=frozenset(PERMISSIONS),
    )  # fmt: skip
