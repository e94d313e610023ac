from django.urls import path

from liangxin.web.feedback import desk, views

urlpatterns = [
    path("complaints/", views.send, name="complaints"),
    path("complaints/answer/", views.by_code, name="complaints-answer"),
    path("me/feedback/", views.mine, name="me-feedback"),
    path("desk/feedback/", desk.feedback_list, name="feedback-list"),
    path("desk/feedback/<int:feedback_id>/", desk.feedback, name="feedback"),
    path("desk/feedback/<int:feedback_id>/contact/", desk.contact, name="feedback-contact"),
]
