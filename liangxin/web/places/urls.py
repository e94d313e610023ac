from django.urls import path

from liangxin.web.places import kind_views, tree_views, views

urlpatterns = [
    path("desk/places/", views.places, name="place-list"),
    path("desk/places/new/", views.new_place, name="place-new"),
    path("desk/places/tree/", tree_views.tree, name="place-tree"),
    path("desk/places/tree/found/", tree_views.found, name="place-tree-found"),
    path("desk/places/tree/<int:place_id>/below/", tree_views.below, name="place-tree-below"),
    path("desk/places/map/", views.place_map, name="place-map"),
    path("desk/places/kinds/", kind_views.kinds, name="place-kinds"),
    path("desk/places/kinds/new/", kind_views.new_kind, name="place-kind-new"),
    path("desk/places/kinds/<slug:code>/", kind_views.change_kind, name="place-kind"),
    path("desk/places/<int:place_id>/", views.place, name="place"),
    path("desk/places/<int:place_id>/change/", views.change, name="place-change"),
    path("desk/places/<int:place_id>/locate/", views.locate, name="place-locate"),
    path("desk/places/<int:place_id>/boundary/", views.boundary, name="place-boundary"),
    path("desk/places/<int:place_id>/rename/", views.rename, name="place-rename"),
    path("desk/places/<int:place_id>/move/", views.move, name="place-move"),
    path("desk/places/<int:place_id>/close/", views.close, name="place-close"),
    path("desk/places/<int:place_id>/take-back/", views.take_back, name="place-take-back"),
]
