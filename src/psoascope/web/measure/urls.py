"""Addresses of the guided tests."""

from django.urls import path

from psoascope.web.measure import live, views

urlpatterns = [
    path("", views.tests, name="tests"),
    path("<slug:name>/", views.test, name="test"),
    path("<slug:name>/live/", live.live, name="live"),
    path("results/<uuid:identifier>/", views.result, name="result"),
    path("results/<uuid:identifier>/delete/", views.delete, name="delete_result"),
]
