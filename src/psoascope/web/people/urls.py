"""Addresses of one's own page."""

from django.urls import path

from psoascope.web.people import ended, views

urlpatterns = [
    path("", views.me, name="me"),
    path("consent/", views.consent, name="consent"),
    path("export/", views.export, name="export"),
    path("delete/", views.delete, name="delete_me"),
    path("gone/", views.gone, name="gone"),
    path("ended/", ended.ended, name="ended"),
]
