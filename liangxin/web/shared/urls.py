from django.urls import path

from liangxin.web.shared import views

urlpatterns = [
    path("desk/pick/<slug:kind>/", views.pick, name="desk-pick"),
]
