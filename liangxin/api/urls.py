from django.urls import path

from liangxin.api import docs
from liangxin.api.v1 import api

urlpatterns = [path("api/v1/", docs.page, name="api-docs"), path("api/v1/", api.urls)]
