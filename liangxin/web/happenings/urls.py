from django.urls import path

from liangxin.web.happenings import listing, own, views

OWN = "me/bookings/activities/<int:registration_id>/"

urlpatterns = [
    path("activities/", listing.activities, name="activities"),
    path("activities/<slug:slug>/", views.activity, name="activity-page"),
    path("activities/<slug:slug>/register/", views.register_here, name="activity-register"),
    path("activities/<slug:slug>/cancel/", views.cancel_here, name="activity-cancel"),
    path(OWN, own.registration, name="my-registration"),
    path(OWN + "cancel/", own.cancel, name="my-registration-cancel"),
    path(OWN + "accept/", own.accept, name="my-registration-accept"),
    path(OWN + "confirm/", own.confirm, name="my-registration-confirm"),
    path(OWN + "calendar.ics", own.calendar, name="my-registration-calendar"),
    path(OWN + "certificate.pdf", own.proof, name="my-registration-certificate"),
]
