from django.urls import path

from liangxin.web.imports import views

urlpatterns = [
    path("desk/imports/", views.imports, name="imports"),
    path("desk/imports/claims/", views.claims, name="import-claims"),
    path("desk/imports/claims/<int:claim_id>/", views.settle, name="import-claim"),
    path("desk/imports/national/", views.national, name="import-national"),
    path("desk/imports/template/<slug:kind_code>/", views.template, name="import-template"),
    path("desk/imports/<int:batch_id>/", views.batch, name="import-batch"),
    path("desk/imports/<int:batch_id>/columns/", views.columns, name="import-columns"),
    path("desk/imports/<int:batch_id>/recheck/", views.recheck, name="import-recheck"),
    path("desk/imports/<int:batch_id>/rows/<int:number>/", views.row, name="import-row"),
    path("desk/imports/<int:batch_id>/suggestions/", views.suggestions, name="import-suggestions"),
    path("desk/imports/<int:batch_id>/apply/", views.apply, name="import-apply"),
    path("desk/imports/<int:batch_id>/errors/", views.errors, name="import-errors"),
    path("desk/imports/<int:batch_id>/undo/", views.undo, name="import-undo"),
    path("desk/imports/<int:batch_id>/discard/", views.discard, name="import-discard"),
]
