"""What is asked of a visitor: videos, the consent to have them, and what is known beside them."""

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from psoascope import tables
from psoascope.errors import RangeError, ReadError
from psoascope.web.movement import uploads
from psoascope.web.movement.services import Wish
from psoascope.web.people import consents
from psoascope.web.people.models import Record
from psoascope.web.words.templatetags.words import page_language

PURPOSE = "video"
"""Entry of data/consents.toml."""
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


class VideoForm(forms.Form):
    """What goes with videos: consent, side and height.

    What was typed is shown again when something is wrong.

    Parameters
    ----------
    *args, **kwargs : object
        As for a Django form.
    record : Record, optional
        Of whoever asks. Consent is asked for only where it was not given yet.
    too_large : bool
        The upload was let go of because of its size.
    """

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    consent = forms.BooleanField(required=False)
    side = forms.ChoiceField(choices=[(side, side) for side in SIDES], initial="auto")
    height = forms.CharField(required=False, max_length=20)

    def __init__(
        self, *args: Any, record: Record | None = None, too_large: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if PURPOSE in consents.agreed(record):
            del self.fields["consent"]
        self.too_large = too_large
        self.sides = SIDES
        self.max_bytes = settings.PSOASCOPE_UPLOAD_LIMIT
        self.max_size = size_in_words(self.max_bytes)

    def check_video(self, video: "UploadedFile[bytes] | None") -> None:
        """Refuses at once what cannot be a video, in the words of the reader.

        Parameters
        ----------
        video : UploadedFile or None

        Raises
        ------
        ValidationError
        """
        if self.too_large:
            said = tables.say("errors.upload_too_large", page_language(), limit=self.max_size)
            raise forms.ValidationError(said)
        if video is None:
            raise forms.ValidationError(tables.say("errors.no_video", page_language()))
        name = uploads.safe_name(video.name or "")
        if not video.size:
            raise self.said(tables.error(ReadError, "empty_file", name=name))
        if not uploads.kind_of(video.read(16)):
            raise self.said(tables.error(ReadError, "not_a_video", name=name))

    def clean_consent(self) -> bool:
        """No video is taken without consent.

        Returns
        -------
        bool
        """
        if not self.cleaned_data["consent"]:
            raise forms.ValidationError(tables.say("errors.no_video_consent", page_language()))
        return True

    def note_consent(self, record: Record) -> None:
        """Keeps the consent that was just given, once the form is valid.

        Parameters
        ----------
        record : Record
        """
        if self.cleaned_data.get("consent"):
            consents.agree(record, PURPOSE)

    def clean_height(self) -> float | None:
        """Height in metres.

        Returns
        -------
        float or None, m
        """
        try:
            return height_from(self.cleaned_data["height"])
        except RangeError as problem:
            raise self.said(problem) from problem

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
    def said(problem: ReadError | RangeError) -> forms.ValidationError:
        """A refusal in the language of the page.

        Parameters
        ----------
        problem : ReadError or RangeError

        Returns
        -------
        ValidationError
        """
        return forms.ValidationError(tables.explain(problem, page_language()))


class WalkForm(VideoForm):
    """A video of somebody who walks past."""

    video = forms.FileField(required=False, allow_empty_file=True)

    def clean_video(self) -> "UploadedFile[bytes] | None":
        """Refuses at once what cannot be a video.

        Returns
        -------
        UploadedFile
        """
        video: UploadedFile[bytes] | None = self.cleaned_data.get("video")
        self.check_video(video)
        return video


class SampleForm(forms.Form):
    """Pressing the button of the sample walk."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
