"""Addresses of the report."""

from django.urls import path

from psoascope.web.records import views

urlpatterns = [
    path("report/", views.report, name="report"),
    path("report/report.pdf", views.report_pdf, name="report_pdf"),
    path("report/share/", views.share, name="share"),
    path("report/share/<uuid:identifier>/end/", views.unshare, name="unshare"),
    path("shared/<str:token>/", views.shared, name="shared"),
]
