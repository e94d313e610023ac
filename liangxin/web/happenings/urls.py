from django.urls import path

from liangxin.web.happenings import views

urlpatterns = [
    path("activities/<slug:slug>/", views.activity, name="activity-page"),
    path("activities/<slug:slug>/register/", views.register_here, name="activity-register"),
    path("activities/<slug:slug>/cancel/", views.cancel_here, name="activity-cancel"),
]
