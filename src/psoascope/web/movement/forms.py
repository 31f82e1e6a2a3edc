"""What is asked of a visitor: a video, and what is known about the walk."""

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from psoascope import tables
from psoascope.errors import RangeError, ReadError
from psoascope.web.movement import uploads
from psoascope.web.movement.services import Wish
from psoascope.web.words.templatetags.words import page_language

SIDES = ("auto", "left", "right")
CENTIMETRES_FROM = 3.0  # nobody is 3 m tall: such a number was meant in centimetres


def height_from(text: str) -> float | None:
    """Body height as people type it.

    Parameters
    ----------
    text : str
        "1.70", "1,70 m", "170" or "170 cm"; blank for none.

    Returns
    -------
    float or None, m

    Raises
    ------
    RangeError
        Not a number, or outside the range of data/web.toml.

    Examples
    --------
    >>> height_from("1,70 m"), height_from("165 cm"), height_from(" ")
    (1.7, 1.65, None)
    """
    clean = text.strip().lower().removesuffix("cm").removesuffix("m").strip().replace(",", ".")
    if not clean:
        return None
    low, high = tables.entry("web.height.range")
    try:
        number = float(clean)
    except ValueError:
        number = float("nan")
    metres = number / 100 if number > CENTIMETRES_FROM else number
    if not low <= metres <= high:
        raise tables.error(RangeError, "bad_height", text=text.strip(), low=low, high=high)
    return metres


def size_in_words(count: int) -> str:
    """A file size as people say it.

    Parameters
    ----------
    count : int, byte

    Returns
    -------
    str

    Examples
    --------
    >>> size_in_words(1024**3), size_in_words(20 * 1024**2)
    ('1 GB', '20 MB')
    """
    gigabytes = count / 1024**3
    return f"{gigabytes:.0f} GB" if gigabytes >= 1 else f"{count / 1024**2:.0f} MB"


class WalkForm(forms.Form):
    """A video, with side and height. What was typed is shown again when something is wrong.

    Parameters
    ----------
    *args, **kwargs : object
        As for a Django form.
    too_large : bool
        The upload was let go of because of its size.
    """

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    video = forms.FileField(required=False, allow_empty_file=True)
    side = forms.ChoiceField(choices=[(side, side) for side in SIDES], initial="auto")
    height = forms.CharField(required=False, max_length=20)

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = too_large
        self.sides = SIDES
        self.max_bytes = settings.PSOASCOPE_UPLOAD_LIMIT
        self.max_size = size_in_words(self.max_bytes)

    def clean_video(self) -> "UploadedFile[bytes]":
        """Refuses at once what cannot be a video, in the words of the reader.

        Returns
        -------
        UploadedFile
        """
        video: UploadedFile[bytes] | None = self.cleaned_data.get("video")
        if self.too_large:
            said = tables.say("errors.upload_too_large", page_language(), limit=self.max_size)
            raise forms.ValidationError(said)
        if video is None:
            raise forms.ValidationError(tables.say("errors.no_video", page_language()))
        name = uploads.safe_name(video.name or "")
        if not video.size:
            raise self._said(tables.error(ReadError, "empty_file", name=name))
        if not uploads.kind_of(video.read(16)):
            raise self._said(tables.error(ReadError, "not_a_video", name=name))
        return video

    def clean_height(self) -> float | None:
        """Height in metres.

        Returns
        -------
        float or None, m
        """
        try:
            return height_from(self.cleaned_data["height"])
        except RangeError as problem:
            raise self._said(problem) from problem

    def wish(self) -> Wish:
        """What was asked, once the form is valid.

        Returns
        -------
        Wish
        """
        return Wish(
            token=self.cleaned_data["token"],
            side=self.cleaned_data["side"],
            height=self.cleaned_data["height"],
        )

    @staticmethod
    def _said(problem: ReadError | RangeError) -> forms.ValidationError:
        return forms.ValidationError(tables.explain(problem, page_language()))


class SampleForm(forms.Form):
    """Pressing the button of the sample walk."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
