from django.urls import path

from liangxin.web.shared import views

urlpatterns = [
    path("complaints/", views.complaints, name="complaints"),
]
