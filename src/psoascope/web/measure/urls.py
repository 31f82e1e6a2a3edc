"""Addresses of the guided tests."""

from django.urls import path

from psoascope.web.measure import film_views, live, views

urlpatterns = [
    path("", views.tests, name="tests"),
    path("<slug:name>/", views.test, name="test"),
    path("<slug:name>/live/", live.live, name="live"),
    path("<slug:name>/upload/", film_views.upload, name="upload"),
    path("films/<uuid:identifier>/", film_views.film, name="film"),
    path("films/<uuid:identifier>/status/", film_views.status, name="film_status"),
    path("films/<uuid:identifier>/delete/", film_views.delete, name="delete_film"),
    path("films/<uuid:identifier>/delete-videos/", film_views.delete_kept, name="delete_kept"),
    path("results/<uuid:identifier>/", views.result, name="result"),
    path("results/<uuid:identifier>/delete/", views.delete, name="delete_result"),
]
