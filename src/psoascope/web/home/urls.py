"""Addresses of the home pages."""

from django.urls import path

from psoascope.web.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("ready", views.ready, name="ready"),
]
