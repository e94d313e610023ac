from django.urls import path

from liangxin.web.portal import offline, views

urlpatterns = [
    path("", views.home, name="portal-home"),
    path("a/<slug:slug>/", views.place, name="portal-place"),
    path("s/<slug:slug>/", views.station, name="portal-station"),
    path("b/<slug:slug>/", views.brand, name="portal-brand"),
    path("stations/", views.stations, name="portal-stations"),
    path("stations/points.json", views.points, name="portal-points"),
    path("manifest.webmanifest", offline.manifest, name="portal-manifest"),
    path("sw.js", offline.service_worker, name="portal-service-worker"),
    path("offline/", offline.page, name="portal-offline"),
]
