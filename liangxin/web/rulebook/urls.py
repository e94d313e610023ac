from django.urls import path

from liangxin.web.rulebook import calendar_views, views

urlpatterns = [
    path("desk/rules/", views.rulesets, name="ruleset-list"),
    path("desk/rules/industries/", views.industries, name="industry-list"),
    path("desk/rules/<int:ruleset_id>/", views.ruleset, name="ruleset"),
    path("desk/rules/<int:ruleset_id>/next/", views.next_version, name="ruleset-next"),
    path("desk/rules/rule/<int:rule_id>/", views.correct, name="rule-correct"),
    path("desk/calendar/", calendar_views.this_year, name="calendar"),
    path("desk/calendar/<int:year>/", calendar_views.calendar, name="calendar-year"),
    path("desk/calendar/<int:year>/load/", calendar_views.load, name="calendar-load"),
    path("desk/calendar/day/<int:year>/<int:month>/<int:number>/", calendar_views.day, name="calendar-day"),
]
