"""What happens around signing up and logging in, beside what django-allauth does itself."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.http import HttpRequest

from psoascope import tables
from psoascope.web.people.consents import agree
from psoascope.web.people.models import Person
from psoascope.web.people.records import KEY, adopt
from psoascope.web.words.templatetags.words import page_language

STAYS = 14 * 24 * 3600  # s that a login lasts without a visit


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Takes along what a guest entered, at sign-up and at every login."""

    def login(self, request: HttpRequest, user: Person) -> None:
        """Logs in, and makes the guest's record the person's.

        Parameters
        ----------
        request : HttpRequest
        user : Person
        """
        guest = request.session.get(KEY)
        super().login(request, user)
        adopt(user, guest)
        request.session.pop(KEY, None)
        request.session.set_expiry(STAYS)

    def save_user(
        self, request: HttpRequest, user: Person, form: forms.Form, commit: bool = True
    ) -> Person:
        """Keeps a new person, with language and the consent without which there is no account.

        Parameters
        ----------
        request : HttpRequest
        user : Person
        form : Form
        commit : bool

        Returns
        -------
        Person
        """
        user.language = page_language()
        saved: Person = super().save_user(request, user, form, commit=commit)
        if commit:
            record = adopt(saved, request.session.get(KEY))
            for purpose, row in tables.table("consents").items():
                if row["for_account"]:
                    agree(record, purpose)
        return saved


class SignupForm(forms.Form):
    """What sign-up asks beyond an address and a password: the consents an account needs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = page_language()
        for purpose, row in tables.table("consents").items():
            if row["for_account"]:
                self.fields[f"consent_{purpose}"] = forms.BooleanField(
                    label=tables.say(f"consents.{purpose}", language),
                    help_text=tables.say(f"consents.{purpose}", language, "why"),
                )

    def signup(self, request: HttpRequest, user: Person) -> None:
        """Called once the person is kept; what is to be done stands in the adapter.

        Parameters
        ----------
        request : HttpRequest
        user : Person
        """
