"""Addresses of the guided tests."""

from django.urls import path

from psoascope.web.measure import views

urlpatterns = [
    path("", views.tests, name="tests"),
    path("<slug:name>/", views.test, name="test"),
    path("results/<uuid:identifier>/delete/", views.delete, name="delete_result"),
]
