"""The documented page at /api/v1/, made from the description itself."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from liangxin.api.examples import EXAMPLES, Example
from liangxin.api.said import SAID, TAGS
from liangxin.api.v1 import api

METHODS = {"get": "plain", "post": "blue", "put": "blue", "patch": "blue"}


@dataclass(frozen=True)
class Field:
    """One field of a shape, or one parameter. refers: the name of a shape that is described too."""

    name: str
    kind: str
    refers: str
    is_required: bool
    words: str = ""


@dataclass(frozen=True)
class Operation:
    """One operation, as the page shows it."""

    anchor: str
    method: str
    path: str
    summary: str
    description: str
    parameters: list[Field]
    body: str
    answers: list[tuple[str, Field]]
    refusals: list[str]


@dataclass
class Section:
    """The operations of one register."""

    tag: str
    name: str
    operations: list[Operation] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)


@dataclass(frozen=True)
class Shape:
    name: str
    words: str
    fields: list[Field]
    choices: list[str]


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """For those who write programs: with or without an account, in Chinese or English."""
    context = {"sections": sections(get_language() or "zh-hans"), "shapes": shapes(), "first_steps": EXAMPLES[:2]}
    return render(request, "api/docs.html", context)


@lru_cache(maxsize=1)
def described() -> dict[str, Any]:
    """The description, as told at /api/v1/openapi.json."""
    return dict(api.get_openapi_schema(path_prefix="/api/v1/"))


@lru_cache(maxsize=4)
def sections(language: str) -> list[Section]:
    """All operations by register, in the words of a language."""
    found: dict[str, Section] = {}
    for path, methods in described()["paths"].items():
        for method, one in methods.items():
            tag = (one.get("tags") or ["others"])[0]
            section = found.setdefault(tag, Section(tag, _named(tag, language)))
            section.operations.append(_operation(path, method, one, language))
    for section in found.values():
        section.examples = [each for each in EXAMPLES if each.tag == section.tag]
    return list(found.values())


def _named(tag: str, language: str) -> str:
    return TAGS.get(tag, tag) if language.startswith("zh") else tag


def _operation(path: str, method: str, one: dict[str, Any], language: str) -> Operation:
    answers = [
        (status, _kind_of("", answer.get("content", {}).get("application/json", {}).get("schema", {}), required=True))
        for status, answer in one["responses"].items()
        if str(status).startswith("2")
    ]
    body = one.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    summary = one["summary"]
    return Operation(
        anchor=one["operationId"], method=method.upper(), path=path,
        summary=SAID.get(summary, summary) if language.startswith("zh") else summary,
        description=one.get("description", ""), body=body.get("$ref", "").rpartition("/")[2], answers=answers,
        parameters=[
            _kind_of(each["name"], each["schema"], required=each.get("required", False)) for each in one.get("parameters", ())
        ],
        refusals=[str(status) for status in one["responses"] if not str(status).startswith("2")],
    )  # fmt: skip


@lru_cache(maxsize=1)
def shapes() -> list[Shape]:
    """The shapes that requests and answers have."""
    return [
        Shape(
            name=name, words=one.get("description", ""), choices=[str(each) for each in one.get("enum", ())],
            fields=[
                _kind_of(each, of, required=each in one.get("required", ()))
                for each, of in one.get("properties", {}).items()
            ],
        )
        for name, one in sorted(described()["components"]["schemas"].items())
    ]  # fmt: skip


def _kind_of(name: str, of: dict[str, Any], *, required: bool) -> Field:
    kind, refers = _told(of)
    return Field(name, kind, refers, required, of.get("description", ""))


def _told(of: dict[str, Any]) -> tuple[str, str]:
    """A schema in a few words, and the shape it refers to."""
    if "$ref" in of:
        name = of["$ref"].rpartition("/")[2]
        return name, name
    if "anyOf" in of:
        told = [_told(each) for each in of["anyOf"]]
        return " | ".join(words for words, _refers in told), next((refers for _words, refers in told if refers), "")
    if of.get("type") == "array":
        words, refers = _told(of.get("items", {}))
        return f"[{words}]", refers
    if "allOf" in of:
        return _told(of["allOf"][0])
    return str(of.get("format") or of.get("type") or _("任意")), ""
