"""Addresses of the walks."""

from django.urls import path

from psoascope.web.movement import views

urlpatterns = [
    path("new/", views.new, name="new_walk"),
    path("sample/", views.sample, name="sample_walk"),
    path("deleted/", views.deleted, name="deleted"),
    path("<uuid:identifier>/", views.walk, name="walk"),
    path("<uuid:identifier>/status/", views.status, name="walk_status"),
    path("<uuid:identifier>/delete/", views.delete, name="delete_walk"),
    path("<uuid:identifier>/report.html", views.report_page, name="report_page"),
    path("<uuid:identifier>/report.json", views.report_document, name="report_document"),
]
