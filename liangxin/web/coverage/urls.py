from django.urls import path

from liangxin.web.coverage import views

urlpatterns = [path("desk/coverage/", views.coverage, name="coverage")]
