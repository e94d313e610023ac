from django.urls import path

from liangxin.web.enterprises import acts, queues, views

urlpatterns = [
    path("desk/enterprises/", views.enterprises, name="enterprise-list"),
    path("desk/enterprises/new/", views.new_enterprise, name="enterprise-new"),
    path("desk/enterprises/mine/", views.my_enterprises, name="enterprise-mine"),
    path("desk/enterprises/designate/", acts.designate_many, name="enterprise-designate-many"),
    path("desk/enterprises/cover/", acts.cover_many, name="enterprise-cover-many"),
    path("desk/enterprises/export/", acts.export_many, name="enterprise-export-many"),
    path("desk/enterprises/conflicts/", queues.conflicts, name="enterprise-conflicts"),
    path("desk/enterprises/conflicts/<int:claim_id>/", queues.conflict, name="enterprise-conflict"),
    path("desk/enterprises/pending/", queues.pending, name="enterprise-pending"),
    path("desk/enterprises/pending/<int:case_id>/", queues.pending_case, name="enterprise-pending-case"),
    path("desk/enterprises/corrections/", queues.corrections, name="enterprise-corrections"),
    path("desk/enterprises/corrections/<int:correction_id>/", queues.correction, name="enterprise-correction"),
    path("desk/enterprises/labels/", queues.labels, name="enterprise-labels"),
    path("desk/enterprises/labels/<int:label_id>/", queues.change_label, name="enterprise-label"),
    path("desk/enterprises/<int:enterprise_id>/", views.enterprise, name="enterprise"),
    path("desk/enterprises/<int:enterprise_id>/change/", views.change, name="enterprise-change"),
    path("desk/enterprises/<int:enterprise_id>/<slug:act>/", acts.act, name="enterprise-act"),
    path("desk/enterprises/<int:enterprise_id>/<slug:act>/<int:part_id>/", acts.act, name="enterprise-part-act"),
]
