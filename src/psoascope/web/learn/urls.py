"""Addresses of the pages about the muscle."""

from django.urls import path

from psoascope.web.learn import views

urlpatterns = [
    path("", views.muscle, name="muscle"),
    path("handout/", views.handout, name="handout"),
]
