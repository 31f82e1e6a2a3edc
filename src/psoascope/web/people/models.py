"""Person: the user model, in the first migration because it cannot be changed later."""

import uuid
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower


class People(BaseUserManager["Person"]):
    """Makes and finds people."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person with this address, however it is capitalised.

        Parameters
        ----------
        username : str or None
            E-mail address.

        Returns
        -------
        Person

        Raises
        ------
        Person.DoesNotExist
            Nobody has it.
        """
        return self.get(email__iexact=username or "")

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """A new person.

        Parameters
        ----------
        email : str
        password : str or None
            None: this person cannot log in by password.
        **fields : object
            Further fields of Person.

        Returns
        -------
        Person
        """
        person = self.model(email=self.normalize_email(email), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """A new person who may do everything.

        Parameters
        ----------
        email : str
        password : str or None
        **fields : object

        Returns
        -------
        Person
        """
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody with an account, known by an e-mail address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=150, blank=True)
    language = models.CharField(max_length=8, default="en")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)

    objects = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name_plural = "people"
        constraints = [models.UniqueConstraint(Lower("email"), name="one_person_per_email")]

    def __str__(self) -> str:
        return self.email
