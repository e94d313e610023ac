"""Each area is mounted by one line; its own urls.py begins with /desk/… or with the portal's path."""

from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

AREAS = [
    "happenings",  # first: a rush resolves its address without passing the others
    "shared",
    "accounts",
    "administration",
    "imports",
    "organisations",
    "places",
    "portal",
    "feedback",
    "rulebook",
    "me",
    "notices",
    "members",
    "people",
    "coverage",
    "enterprises",
    "files",
    "appointments",
    "keeper",
    "venues",
    "rooms",
    "activities",
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("i18n/", include("django.conf.urls.i18n")),
    *(path("", include(f"liangxin.web.{area}.urls")) for area in AREAS),
]
