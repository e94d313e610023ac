"""Mounts the doors."""

from django.urls import include, path

urlpatterns = [
    path("", include("liangxin.backstage.urls")),
    path("", include("liangxin.api.urls")),
    path("", include("liangxin.web.urls")),
]
