"""/api/v1: one router a register."""

from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.security import HttpBearer, SessionAuth

from liangxin.api import problems
from liangxin.api.registers import (
    activities,
    enterprises,
    finding,
    members,
    notices,
    offers,
    organisations,
    people,
    places,
    posts,
    registrations,
    rooms,
    rulebook,
    stations,
    working,
)

JSON = "application/json"


class ByToken(HttpBearer):
    """A personal token; ApiMiddleware has read it."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        return getattr(request, "token", None)


class BySession(SessionAuth):
    """A signed-in browser, with its CSRF token on writes."""

    def authenticate(self, request: Any, key: str | None) -> Any:
        return request.actor if request.actor.user_id is not None else None


class Door(NinjaAPI):
    """The API with its description: refusals have a media type of their own."""

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.described: dict[str, Any] = {}  # by prefix: made once in a process

    def get_openapi_operation_id(self, operation: Any) -> str:
        return str(operation.url_name).replace("-", "_")

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> Any:
        key = path_prefix or ""
        if key not in self.described:
            self.described[key] = self._describe(path_prefix, path_params)
        return self.described[key]

    def _describe(self, path_prefix: str | None, path_params: Any) -> Any:
        described = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        for methods in described["paths"].values():
            for operation in methods.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400 and JSON in answer.get("content", {}):
                        answer["content"] = {problems.MEDIA_TYPE: answer["content"][JSON]}
        return described


api = Door(
    title="Liangxin", version="1", urls_namespace="api-v1", auth=[ByToken(), BySession()], docs_url=None,
    description=(
        "The registers of a district, with the same rights, refusals and counts as its pages. "
        "Times are RFC 3339 with an offset; spans are half-open; money is in yuan as a decimal string. "
        "Refusals are problem+json with a stable `code`."
    ),
)  # fmt: skip
problems.register(api)
for prefix, router in (
    ("/places", places.router),
    ("/organisations", organisations.router),
    ("", posts.router),
    ("/enterprises", enterprises.router),
    ("/enterprises", working.router),
    ("/members", members.router),
    ("/people", people.router),
    ("/stations", stations.router),
    ("", rooms.router),
    ("", offers.router),
    ("/activities", activities.router),
    ("", registrations.router),
    ("", notices.router),
    ("", rulebook.router),
    ("/search", finding.router),
):
    api.add_router(prefix, router)
