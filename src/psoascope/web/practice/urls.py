"""Addresses of plan and practice."""

from django.urls import path

from psoascope.web.practice import views

urlpatterns = [
    path("", views.plan, name="plan"),
    path("session/", views.session, name="session"),
    path("next-day/", views.next_day, name="next_day"),
    path("progress/", views.progress, name="progress"),
    path("undo/", views.undo, name="undo_session"),
]
