from django.urls import path

from liangxin.web.keeper import views

urlpatterns = [
    path("desk/keeper/", views.home, name="keeper-home"),
    path("desk/keeper/sw.js", views.service_worker, name="keeper-worker"),
    path("desk/keeper/<int:station_id>/", views.day, name="keeper-day"),
    path("desk/keeper/<int:station_id>/do/", views.do, name="keeper-do"),
    path("desk/keeper/<int:station_id>/entries/", views.entries, name="keeper-entries"),
]
