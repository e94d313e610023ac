"""A list of nodes that only tests mount: it has every sort of column, filter and bulk action."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import include, path

from liangxin.trees.models import Node
from liangxin.web.shared.lists import (
    Action,
    BulkAction,
    ChoiceFilter,
    Column,
    DayFilter,
    ListPage,
    MultiChoiceFilter,
    NodeFilter,
    NumberFilter,
    TextFilter,
    View,
)
from liangxin.web.shared.rendering import say
from liangxin.web.shared.templatetags import lx


class NodeList(ListPage):
    name, title, unit, default_sort, per_page = "nodes", "节点", "个", "name", 5
    export_permission = "access:grant:read"
    columns = (
        Column(key="name", label="名称", sort=("sort_key",), url=lambda row: f"/nodes/{row.pk}/", small=lambda row: row.short_name),
        Column(key="kind", label="种类", value="get_kind_display"),
        Column(key="depth", label="层级", kind="number", sort=("depth",)),
        Column(key="path", label="路径", hidden=True),
        Column(key="since", label="自", kind="day", value="during.lower", phone="label"),
        Column(key="slug", label="代码", phone="hide"),
        Column(key="next", label="下一步", value=lambda row: "逾期 9 天" if row.pk % 2 else "可单独组建",
               cell=lambda row: lx.state("over", "逾期 9 天") if row.pk % 2 else lx.state("can", "可单独组建")),
    )  # fmt: skip
    filters = (
        TextFilter(key="q", label="找节点", lookup="name__icontains"),
        ChoiceFilter(key="kind", label="种类", choices=[("place", "场所"), ("organisation", "组织")], lookup="kind"),
        MultiChoiceFilter(
            key="level",
            label="层级",
            choices=[("0", "一级"), ("1", "二级"), ("2", "三级"), ("3", "四级")],
            lookup="depth__in",
        ),
        NodeFilter(
            key="in",
            label="位置",
            kind="grant-node",
            apply=lambda rows, pick: rows.filter(path__startswith=pick.record.path),
        ),
        NumberFilter(key="depth", label="深度", lookup="depth", unit="级"),
        DayFilter(key="since", label="成立", lookup="during__startswith"),
    )
    views = (View(label="场所", query="kind=place"), View(label="组织", query="kind=organisation"))

    def rows(self, values: dict[str, Any]) -> QuerySet[Any]:
        return Node.objects.all()

    def actions(self) -> list[Action]:
        return [
            Action(label="登记节点", url="/nodes/new/", primary=True),
            Action(label="导入", url="/nodes/import/", icon="table-import"),
        ]

    def bulk(self) -> list[BulkAction]:
        return [
            BulkAction(label="指定联系人", url="/nodes/bulk/", icon="user-plus"),
            BulkAction(label="划入组织", url="/nodes/bulk/", icon="sitemap"),
            BulkAction(label="排走访", url="/nodes/bulk/", icon="route"),
        ]


@login_required
def nodes(request: Any) -> HttpResponse:
    return NodeList(request).answer()


@login_required
def bulk(request: Any) -> HttpResponse:
    names = ",".join(NodeList(request).selection().order_by("sort_key").values_list("name", flat=True))
    say(request, f"已指定：{names}", undo="/nodes/undo/")
    return HttpResponse(names)


urlpatterns = [
    path("nodes/", nodes, name="demo-nodes"),
    path("nodes/bulk/", bulk, name="demo-bulk"),
    path("", include("liangxin.web.urls")),
]
