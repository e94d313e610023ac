"""The desk's pages of enterprises. An enterprise of the finance area that waits for somebody stands for all."""

from typing import Any

from liangxin.enterprises.models import Correction, CoverageClaim, EnterpriseContact, Label, PendingRegistration
from tests.doors.rows import Row

OFFICERS = "officer linjiang bonded park"
READERS = f"{OFFICERS} secretary enterprise contact.shen member"


def waiting(things: dict[str, Any]) -> dict[str, Any]:
    return {"enterprise_id": things["enterprise:waiting"][0].pk}


def act(name: str) -> Any:
    return lambda things: {**waiting(things), "act": name}


def contact(things: dict[str, Any]) -> dict[str, Any]:
    found = EnterpriseContact.objects.filter(enterprise__in=[one.pk for one in things["enterprise:science"]]).earliest(
        "pk"
    )
    return {"enterprise_id": found.enterprise_id, "act": "reveal-contact", "part_id": found.pk}


ROWS = [
    Row("enterprise-list", ok=READERS, refused=403),
    Row("enterprise-list", ok=READERS, refused=403, query="?counted=gap&day=2026-06-01"),
    Row("enterprise-mine", ok=f"{READERS} keeper sysadmin secadmin auditor"),
    Row("enterprise-new", ok=OFFICERS, refused=403),
    Row("enterprise-new", ok=OFFICERS, ok_status=422, refused=403, method="post", query="?empty"),
    Row("enterprise", ok="officer", kwargs=waiting),
    Row("enterprise-change", ok="officer", kwargs=waiting),
    *(
        Row("enterprise-act", ok="officer", kwargs=act(name))
        for name in ("cover", "transfer", "end-coverage", "claim", "designate", "move-in", "status", "leave", "rename",
                     "figures", "add-contact", "correct", "link")
    ),
    Row("enterprise-act", ok="officer", ok_status=422, kwargs=act("cover"), method="post", query="?empty"),
    Row("enterprise-act", kwargs=act("no-such-act")),
    Row("enterprise-part-act", ok="officer", kwargs=contact),
    *(
        Row(name, ok=OFFICERS, ok_status=302, refused=403, method="post")
        for name in ("enterprise-designate-many", "enterprise-cover-many")
    ),
    Row("enterprise-export-many", ok=OFFICERS, ok_status=302, refused=403, method="post"),
    Row("enterprise-conflicts", ok=OFFICERS, refused=403),
    Row(
        "enterprise-conflict", ok="officer", but=dict.fromkeys(("linjiang", "bonded", "park"), 404), refused=403,
        kwargs=lambda things: {"claim_id": CoverageClaim.objects.earliest("pk").pk},
    ),
    Row("enterprise-pending", ok=OFFICERS, refused=403),
    Row(
        "enterprise-pending-case", ok="officer", but=dict.fromkeys(("linjiang", "bonded", "park"), 404), refused=403,
        kwargs=lambda things: {"case_id": PendingRegistration.objects.earliest("pk").pk},
    ),
    Row("enterprise-corrections", ok=OFFICERS, refused=403),
    Row(
        "enterprise-correction", ok="officer", but=dict.fromkeys(("linjiang", "bonded", "park"), 404), refused=403,
        kwargs=lambda things: {"correction_id": Correction.objects.earliest("pk").pk},
    ),
    Row("enterprise-labels", ok=OFFICERS, refused=403),
    Row(
        "enterprise-label", ok=OFFICERS, refused=403,
        kwargs=lambda things: {"label_id": Label.objects.get(code="unicorn").pk},
    ),
]  # fmt: skip
