"""What is asked of somebody who uploads a guided test: its repeats, and better a stance."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from psoascope import tables
from psoascope.errors import RangeError
from psoascope.web.movement.forms import VideoForm
from psoascope.web.movement.services import Wish

Videos = list["UploadedFile[bytes]"]


class ManyFiles(forms.ClearableFileInput):
    """A field that takes several files."""

    allow_multiple_selected = True


class VideosField(forms.FileField):
    """The files of one field, each cleaned as one."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Cleans each file.

        Parameters
        ----------
        data : list of UploadedFile or None
        initial : object
            As Django has it; not used.

        Returns
        -------
        list of UploadedFile
            Empty where none was chosen.
        """
        one = super().clean
        return [cleaned for file in data or () if (cleaned := one(file, initial)) is not None]


class FilmForm(VideoForm):
    """The videos of one guided test, and whether they are kept."""

    videos = VideosField(required=False, allow_empty_file=True)
    standing = forms.FileField(required=False, allow_empty_file=True)
    keep = forms.BooleanField(required=False)

    def clean_videos(self) -> Videos:
        """Refuses at once too many videos, none, and what cannot be one.

        Returns
        -------
        list of UploadedFile
        """
        videos: Videos = self.cleaned_data["videos"]
        most = int(tables.entry("web.repeats.value"))
        if len(videos) > most:
            told = {"count": len(videos), "most": most}
            raise self.said(tables.error(RangeError, "too_many_videos", **told))
        if not videos:
            self.check_video(None)
        for video in videos:
            self.check_video(video)
        return videos

    def clean_standing(self) -> "UploadedFile[bytes] | None":
        """Refuses at once what cannot be a video.

        Returns
        -------
        UploadedFile or None
        """
        standing: UploadedFile[bytes] | None = self.cleaned_data.get("standing")
        if standing is not None:
            self.check_video(standing)
        return standing

    def wish_for(self, test: str) -> Wish:
        """What was asked, once the form is valid.

        Parameters
        ----------
        test : str
            Entry of data/tests.toml.

        Returns
        -------
        Wish
        """
        return Wish(
            token=self.cleaned_data["token"],
            side=self.cleaned_data["side"],
            height=self.cleaned_data["height"],
            test=test,
            keep=self.cleaned_data["keep"],
        )
