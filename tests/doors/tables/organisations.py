"""The desk's pages of organisations."""

from typing import Any

from tests.doors.rows import Row

READERS = "officer linjiang bonded park secretary member contact.shen"
BASIC = {"officer": 403}  # acts at the place: knows of the record, reads its public part


def bonded(things: dict[str, Any]) -> dict[str, Any]:
    return {"organisation_id": things["organisation:bonded"].pk}


def an_act(things: dict[str, Any]) -> dict[str, Any]:
    return {"act_id": things["organisation:bonded"].acts.get(kind="found").pk}


def a_post(things: dict[str, Any]) -> dict[str, Any]:
    return {"post_id": things["organisation:bonded"].posts.order_by("pk")[0].pk}


def a_holding(things: dict[str, Any]) -> dict[str, Any]:
    post = things["organisation:bonded"].posts.get(kind__code="commissioner")
    return {"holding_id": post.holdings.get().pk}


def a_lead(things: dict[str, Any]) -> dict[str, Any]:
    return {"lead_id": things["organisation:qihang"].leads.get().pk}


def the_alliance(things: dict[str, Any]) -> dict[str, Any]:
    return {"organisation_id": things["organisation:chip_alliance"].pk}


def a_member(things: dict[str, Any]) -> dict[str, Any]:
    return {"member_id": things["organisation:chip_alliance"].alliance_members.order_by("pk")[0].pk}


ROWS = [
    *(
        Row(name, ok=READERS, refused=403)
        for name in (
            "organisation-tree",
            "organisation-list",
            "organisation-terms",
            "organisation-vacancies",
            "organisation-cross-postings",
            "organisation-strands",
            "organisation-alliances",
        )
    ),
    Row("organisation-tree-found", ok=READERS, refused=403, query="?q=云帆"),
    Row("organisation-tree-below", ok="officer bonded", kwargs=bonded),
    Row("organisation-new", ok="officer linjiang bonded", refused=403),
    *(Row(name, ok="officer bonded", kwargs=bonded) for name in ("organisation", "organisation-print")),
    *(
        Row(name, ok="bonded", but=BASIC, kwargs=bonded)
        for name in (
            "organisation-change",
            "organisation-rename",
            "organisation-move",
            "organisation-change-type",
            "organisation-merge",
            "organisation-dissolve",
            "organisation-post-new",
            "organisation-lead-new",
            "organisation-tags",
            "organisation-title-new",
        )
    ),
    *(
        Row(name, ok="bonded", ok_status=422, but=BASIC, kwargs=bonded, method="post")
        for name in (
            "organisation-rename",
            "organisation-move",
            "organisation-change-type",
            "organisation-merge",
            "organisation-dissolve",
            "organisation-post-new",
            "organisation-lead-new",
            "organisation-title-new",
        )
    ),
    Row("organisation-take-back", ok="bonded", kwargs=an_act),
    Row("organisation-appoint", ok="bonded", kwargs=a_post),
    Row("organisation-appoint", ok="bonded", ok_status=422, kwargs=a_post, method="post"),
    Row("organisation-post-close", ok="bonded", kwargs=a_post),
    Row("organisation-holding-end", ok="bonded", kwargs=a_holding),
    Row("organisation-lead-end", ok="", kwargs=a_lead),
    Row("organisation-members", ok="officer", kwargs=the_alliance),
    Row("organisation-join", but=BASIC, kwargs=the_alliance),
    Row("organisation-leave", ok="", kwargs=a_member),
    Row("organisation-types", ok="sysadmin", refused=403),
    Row("organisation-type-new", ok="sysadmin", refused=403),
    Row("organisation-type", ok="sysadmin", refused=403, kwargs=lambda things: {"code": "branch"}),
    *(
        Row(
            name,
            ok="linjiang park",
            kwargs=lambda things: {"kind": "place", "record_id": things["place:autoport"].pk},
            but=dict.fromkeys(("officer", "bonded", "secretary", "keeper", "member", "contact.shen"), 403),
        )
        for name in ("mark-tags", "mark-title")
    ),
    Row(
        "mark-tags", kwargs=lambda things: {"kind": "station", "record_id": 1}, but={"member": 403, "contact.shen": 403}
    ),
]
