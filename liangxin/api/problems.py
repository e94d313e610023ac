"""Every refusal as problem+json (RFC 9457): code, message, field and facts, the same as on the pages."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from liangxin.core.errors import Refusal
from liangxin.core.logs import request_id

MEDIA_TYPE = "application/problem+json"


class FieldProblem(Schema):
    """One thing that is wrong with one field of the request."""

    field: str
    code: str
    message: str


class Problem(Schema):
    """Why a request was refused. `code` is for programs and stays; `detail` is for people, in their language."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    field: str = ""
    facts: dict[str, Any] = {}
    fields: list[FieldProblem] = []
    request_id: str = ""


def problem(
    *, status: int, code: str, detail: str, field: str = "", facts: Any = None, fields: Any = ()
) -> HttpResponse:
    """The answer itself."""
    body = Problem(
        type=f"urn:liangxin:{code}", title=code, status=status, detail=detail, code=code, field=field,
        facts={key: plain(value) for key, value in (facts or {}).items()}, fields=list(fields),
        request_id=request_id.get() or "",
    )  # fmt: skip
    return HttpResponse(json.dumps(body.model_dump(), ensure_ascii=False), content_type=MEDIA_TYPE, status=status)


def plain(value: Any) -> Any:
    """A fact as JSON: numbers, words and lists of them stay, all else is said in words."""
    if isinstance(value, bool | int | float | str) or value is None:
        return value
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return str(value)


def refused(request: HttpRequest, refusal: Any) -> HttpResponse:
    """A use case said no."""
    return problem(
        status=refusal.status,
        code=refusal.code,
        detail=str(refusal),
        facts=refusal.facts,
        field=refusal.field or str(refusal.facts.get("field", "")),
    )


def invalid(request: HttpRequest, error: Any) -> HttpResponse:
    """The request has not the shape that the description asks for."""
    fields = [
        FieldProblem(
            field=".".join(str(part) for part in one.get("loc", ())[1:] if part != "values"),
            code=str(one.get("type", "")), message=str(one.get("msg", "")),
        )
        for one in error.errors
    ]  # fmt: skip
    return problem(
        status=422, code="api.invalid", detail=_("请求的格式不对，请按 fields 逐项改正。"),
        field=fields[0].field if fields else "", fields=fields,
    )  # fmt: skip


def unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    """The request cannot be read at all: a body that is no JSON."""
    return problem(status=error.status_code, code="api.unreadable", detail=str(error))


def register(api: NinjaAPI) -> None:
    """Make every error of this API a problem."""
    api.add_exception_handler(Refusal, refused)
    api.add_exception_handler(ValidationError, invalid)
    api.add_exception_handler(
        AuthenticationError,
        lambda request, error: challenge(_("请在 Authorization 里带上令牌：Bearer liangxin_pat_…。")),
    )
    api.add_exception_handler(HttpError, unreadable)


def challenge(detail: str) -> HttpResponse:
    """401: nobody is known here."""
    answer = problem(status=401, code="api.not_signed_in", detail=detail)
    answer["WWW-Authenticate"] = 'Bearer realm="liangxin"'
    return answer
