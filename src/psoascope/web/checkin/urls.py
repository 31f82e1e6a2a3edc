"""Addresses of the check-in."""

from django.urls import path

from psoascope.web.checkin import views

urlpatterns = [
    path("", views.start, name="checkin"),
    path("quick/", views.first_minutes, name="quick"),
    path("quick/answer/", views.first_answer, name="first_answer"),
    path("again/", views.again, name="checkin_again"),
    path("<slug:step>/", views.step, name="checkin_step"),
]
