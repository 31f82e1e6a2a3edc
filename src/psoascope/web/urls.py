"""Addresses of the whole application."""

from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("", include("psoascope.web.home.urls")),
    path("walks/", include("psoascope.web.movement.urls")),
    path("language/", set_language, name="language"),
]
