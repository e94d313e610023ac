from django.urls import path

from liangxin.web.venues import acts, views, words

STATION = "desk/stations/<int:station_id>/"

urlpatterns = [
    path("desk/stations/", views.stations, name="station-list"),
    path("desk/stations/new/", acts.new_station, name="station-new"),
    path("desk/stations/tree/", views.tree, name="station-tree"),
    path("desk/stations/tree/<int:station_id>/", views.branch, name="station-branch"),
    path("desk/stations/map/", views.station_map, name="station-map"),
    path("desk/stations/schemes/", words.schemes, name="station-schemes"),
    path("desk/stations/schemes/<int:place_id>/", words.scheme, name="station-scheme"),
    path("desk/stations/schemes/<int:place_id>/targets/", words.targets, name="station-targets"),
    path("desk/stations/words/", words.words, name="station-words"),
    path("desk/stations/words/<str:sort>/new/", words.new_word, name="station-word-new"),
    path("desk/stations/words/<str:sort>/<int:word_id>/", words.word, name="station-word"),
    path("desk/stations/brands/", words.brands, name="brand-list"),
    path("desk/stations/brands/new/", words.new_brand, name="brand-new"),
    path("desk/stations/brands/<int:brand_id>/", words.brand, name="brand-edit"),
    path(STATION, views.station, name="station"),
    path(f"{STATION}edit/", acts.edit_station, name="station-edit"),
    path(f"{STATION}rename/", acts.rename, name="station-rename"),
    path(f"{STATION}move/", acts.move, name="station-move"),
    path(f"{STATION}close/", acts.close, name="station-close"),
    path(f"{STATION}hours/", acts.hours, name="station-hours"),
    path(f"{STATION}special/", acts.special, name="station-special"),
    path("desk/stations/special/<int:exception_id>/remove/", acts.remove_special, name="station-special-remove"),
    path(f"{STATION}share/", acts.share, name="station-share"),
    path("desk/stations/share/<int:co_owner_id>/end/", acts.end_share, name="station-share-end"),
    path(f"{STATION}host/", acts.host, name="station-host"),
    path("desk/stations/host/<int:host_id>/end/", acts.end_hosting, name="station-host-end"),
    path(f"{STATION}work/", acts.work, name="station-work"),
]
