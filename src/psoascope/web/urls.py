"""Addresses of the whole application."""

from django.urls import include, path
from django.views.i18n import set_language

from psoascope.web.checkin.views import results, sentences

urlpatterns = [
    path("", include("psoascope.web.home.urls")),
    path("results/", results, name="results"),
    path("results/three-sentences/", sentences, name="three_sentences"),
    path("checkin/", include("psoascope.web.checkin.urls")),
    path("me/", include("psoascope.web.people.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("psoascope.web.records.urls")),
    path("tests/", include("psoascope.web.measure.urls")),
    path("plan/", include("psoascope.web.practice.urls")),
    path("muscle/", include("psoascope.web.learn.urls")),
    path("walks/", include("psoascope.web.movement.urls")),
    path("language/", set_language, name="language"),
]
