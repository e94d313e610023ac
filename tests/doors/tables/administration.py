"""Accounts, grants, roles and the audit log: the three administrators apart, officers within their node."""

from typing import Any

from django.utils.timezone import localdate

from liangxin.access.selectors import list_grants_of, list_roles
from liangxin.accounts.selectors import get_user_by_login
from tests.doors.rows import Row

ADMINISTRATORS = "sysadmin secadmin auditor"
OFFICERS = "officer linjiang"


def _user(things: dict[str, Any]) -> dict[str, int]:
    user = get_user_by_login(login="park")  # holds a grant in 临江区
    assert user is not None
    return {"user_id": user.pk}


def _act(things: dict[str, Any]) -> dict[str, object]:
    return {**_user(things), "act": "stop"}


def _grant(things: dict[str, Any]) -> dict[str, int]:
    user = get_user_by_login(login="park")
    assert user is not None
    return {"grant_id": list_grants_of(user=user, today=localdate())[0].pk}


def _role(things: dict[str, Any]) -> dict[str, int]:
    role = list_roles().first()
    assert role is not None
    return {"role_id": role.pk}


ROWS = [
    Row("account-list", ok=f"{ADMINISTRATORS} {OFFICERS}", refused=403),
    Row("account-new", ok="sysadmin", refused=403),
    Row("account-new", method="post", ok="sysadmin", ok_status=422, refused=403),
    Row("account-record", ok=f"{ADMINISTRATORS} linjiang", kwargs=_user),
    Row("account-act", ok="sysadmin", refused=403, kwargs=_act),
    Row("account-act", method="post", ok="sysadmin", ok_status=422, refused=403, kwargs=_act),
    Row("grant-list", ok=f"secadmin bonded {OFFICERS}", refused=403),
    Row("grant-new", ok=f"secadmin {OFFICERS}", refused=403),
    Row("grant-new", method="post", ok=f"secadmin {OFFICERS}", ok_status=422, refused=403),
    Row("grant-delegate", ok=f"bonded {OFFICERS}", refused=403),
    Row("grant-delegate", method="post", ok=f"bonded {OFFICERS}", ok_status=422, refused=403),
    Row("grant-record", ok="secadmin linjiang park", kwargs=_grant),
    Row("grants-at", ok="secadmin linjiang", kwargs=lambda things: {"node_id": things["place:autoport"].pk}),
    Row("role-list", ok=f"secadmin bonded {OFFICERS}", refused=403),
    Row("role-new", ok="secadmin", refused=403),
    Row("role-new", method="post", ok="secadmin", ok_status=422, refused=403),
    Row("role-record", ok=f"secadmin bonded {OFFICERS}", refused=403, kwargs=_role),
    Row("role-record", method="post", ok="", refused=403, but={"secadmin": 422}, kwargs=_role),
    Row("audit-list", ok="auditor", refused=403),
    Row("audit-list", method="post", ok="auditor", ok_status=302, refused=403),
]
