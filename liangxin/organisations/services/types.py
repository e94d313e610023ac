"""Types of organisations and kinds of posts: data that administrators may change."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from liangxin.access.actor import Actor
from liangxin.access.services import require
from liangxin.core.constraints import constraint_as
from liangxin.core.errors import RuleBroken
from liangxin.organisations.choices import Family
from liangxin.organisations.models import Organisation, OrganisationType, PostKind
from liangxin.organisations.permissions import Permission
from liangxin.organisations.types import BUILT_IN_POST_KINDS, BUILT_IN_TYPES


class TypeCodeTaken(RuleBroken):
    code, field, message = "organisations.type_code_taken", "code", _("已有这个代码的类型，请换一个。")


class ChildTypeInUse(RuleBroken):
    code, field, message = (
        "organisations.child_type_in_use",
        "children",
        _("“{parent}”之下已有“{child}”，不能取消；请先调整这些组织。"),
    )


@transaction.atomic
def install_types() -> None:
    """Make the built-in types and kinds of posts that are missing; existing ones keep what was made of them."""
    made: list[OrganisationType] = []
    for position, built_in in enumerate(BUILT_IN_TYPES):
        type_, is_new = OrganisationType.objects.get_or_create(
            code=built_in.code,
            defaults={
                "name": built_in.name, "family": built_in.family, "level": built_in.level,
                "may_be_root": built_in.may_be_root, "holds_members": built_in.holds_members,
                "has_units": built_in.has_units, "position": position,
            },
        )  # fmt: skip
        if is_new:
            made.append(type_)
    by_code = {each.code: each for each in OrganisationType.objects.order_by("pk")}
    children = {each.code: each.children for each in BUILT_IN_TYPES}
    for type_ in made:
        type_.children.set([by_code[code] for code in children[type_.code]])
    for position, kind in enumerate(BUILT_IN_POST_KINDS):
        PostKind.objects.get_or_create(
            code=kind.code,
            defaults={"name": kind.name, "family": kind.family, "is_head": kind.is_head, "position": position},
        )


@transaction.atomic
def create_type(
    *, actor: Actor, code: str, name: str, family: str = Family.PARTY, level: str = "", parents: Iterable[str],
    holds_members: bool = False,
) -> OrganisationType:  # fmt: skip
    """Make a type of one's own that may stand below the types `parents` (codes). Raises NotAllowed, TypeCodeTaken."""
    require(actor, Permission.TYPE_ADMINISTER, scope=None)
    with constraint_as(TypeCodeTaken(), name="organisations_organisationtype_code_key"):
        type_ = OrganisationType.objects.create(
            code=code, name=name, family=family, level=level, holds_members=holds_members
        )
    for parent in OrganisationType.objects.filter(code__in=list(parents)).order_by("pk"):
        parent.children.add(type_)
    return type_


@transaction.atomic
def define_type(*, actor: Actor, type_: OrganisationType, name: str, children: Sequence[str]) -> OrganisationType:
    """Call the type `name`, and let exactly the types `children` (codes) stand below. Raises NotAllowed, ChildTypeInUse."""
    require(actor, Permission.TYPE_ADMINISTER, scope=None)
    type_ = OrganisationType.objects.select_for_update().get(pk=type_.pk)
    dropped = type_.children.exclude(code__in=list(children))
    used = (
        Organisation.objects.filter(type__in=dropped, node__during__upper_inf=True)
        .filter(node__parent_id__in=Organisation.objects.filter(type=type_).values("pk"))
        .select_related("type")
        .order_by("pk")
        .first()
    )
    if used is not None:
        raise ChildTypeInUse(parent=type_.name, child=used.type.name)
    type_.children.set(OrganisationType.objects.filter(code__in=list(children)))
    type_.name = name
    type_.save(update_fields=["name"])
    return type_
