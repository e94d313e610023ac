from django.urls import path

from liangxin.web.happenings import door, listing, own, series, views

OWN = "me/bookings/activities/<int:registration_id>/"

urlpatterns = [
    path("activities/", listing.activities, name="activities"),
    path("activities/<slug:slug>/", views.activity, name="activity-page"),
    path("activities/<slug:slug>/register/", views.register_here, name="activity-register"),
    path("activities/<slug:slug>/cancel/", views.cancel_here, name="activity-cancel"),
    path("activities/<slug:slug>/here/", door.here, name="activity-here"),
    path("series/<slug:slug>/", series.series, name="activity-series"),
    path("series/<slug:slug>/follow/", series.follow, name="activity-series-follow"),
    path("campaigns/<slug:slug>/", series.campaign, name="activity-campaign"),
    path(OWN, own.registration, name="my-registration"),
    path(OWN + "cancel/", own.cancel, name="my-registration-cancel"),
    path(OWN + "accept/", own.accept, name="my-registration-accept"),
    path(OWN + "confirm/", own.confirm, name="my-registration-confirm"),
    path(OWN + "calendar.ics", own.calendar, name="my-registration-calendar"),
    path(OWN + "certificate.pdf", own.proof, name="my-registration-certificate"),
]
