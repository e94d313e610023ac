from django.urls import path

from liangxin.web.people import accounts, cases, guests, reveals, views

urlpatterns = [
    path("desk/people/", views.people, name="person-list"),
    path("desk/people/new/", views.register, name="person-new"),
    path("desk/people/find/", views.find, name="person-find"),
    path("desk/people/names/", reveals.names, name="people-names"),
    path("desk/people/paper-link/", accounts.paper_link, name="person-paper-link"),
    path("desk/people/guests/", guests.codes, name="guest-codes"),
    path("desk/people/links/", guests.links, name="link-request-list"),
    path("desk/people/links/<int:request_id>/", guests.link, name="link-request"),
    path("desk/people/corrections/", cases.corrections, name="correction-list"),
    path("desk/people/corrections/<int:correction_id>/", cases.correction, name="correction"),
    path("desk/people/duplicates/", cases.duplicates, name="duplicate-list"),
    path("desk/people/duplicates/<int:case_id>/", cases.duplicate, name="duplicate"),
    path("desk/people/<int:person_id>/", views.person, name="person"),
    path("desk/people/<int:person_id>/change/", views.change, name="person-change"),
    path("desk/people/<int:person_id>/reveal/", reveals.reveal, name="person-reveal"),
    path("desk/people/<int:person_id>/account/", accounts.account, name="person-account"),
    path("desk/people/<int:person_id>/account/unlink/", accounts.unlink, name="person-account-unlink"),
    path("desk/people/<int:person_id>/merge/", cases.merge, name="person-merge"),
]
