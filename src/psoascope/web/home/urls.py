"""Addresses of the home pages."""

from django.urls import path

from psoascope.web.home import app, views

urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("ready", views.ready, name="ready"),
    path("offline/", app.offline, name="offline"),
    path("sw.js", app.worker, name="worker"),
    path("manifest.webmanifest", app.manifest, name="manifest"),
]
