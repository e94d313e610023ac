from django.urls import path

from liangxin.web.members import acts, declarations, located, rosters, views

urlpatterns = [
    path("desk/members/", views.members, name="member-list"),
    path("desk/members/new/", acts.enrol_member, name="member-new"),
    path("desk/members/names/", views.names, name="member-names"),
    path("desk/members/linked/", views.linked, name="member-linked"),
    path("desk/members/located/", located.located, name="member-located"),
    path("desk/members/roster/", rosters.roster, name="member-roster"),
    path("desk/members/national-form/", rosters.national_form, name="member-national-form"),
    path("desk/members/declarations/", declarations.declarations, name="declaration-list"),
    path("desk/members/declarations/<int:declaration_id>/", declarations.decide, name="declaration"),
    path("desk/members/<int:membership_id>/", views.member, name="member"),
    path("desk/members/<int:membership_id>/change/", acts.change, name="member-change"),
    path("desk/members/<int:membership_id>/transfer/", acts.transfer, name="member-transfer"),
    path("desk/members/<int:membership_id>/end/", acts.end, name="member-end"),
    path("desk/members/<int:membership_id>/link/", acts.link, name="member-link"),
    path("desk/members/links/<int:link_id>/end/", acts.end_a_link, name="member-link-end"),
]
