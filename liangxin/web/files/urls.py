from django.urls import path

from liangxin.web.files import views

urlpatterns = [
    path("files/<slug:slug>/", views.file, name="file"),
    path("files/<slug:slug>/small/", views.thumbnail, name="file-thumbnail"),
]
