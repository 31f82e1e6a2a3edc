"""Person: the user model; Record: everything that somebody entered, with or without an account."""

import uuid
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


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
        # Lower case throughout, as the login looks for it.
        person = self.model(email=self.normalize_email(email).lower(), **fields)
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


class Record(models.Model):
    """What one person entered and what came of it; a guest's has no person.

    Everything that belongs to it points here and is deleted with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="record"
    )
    created = models.DateTimeField(auto_now_add=True)
    # Last visit; a guest's record is deleted when it is long past.
    seen = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return str(self.person or self.pk)

    @property
    def is_guests(self) -> bool:
        """Whether nobody has signed up for it yet.

        Returns
        -------
        bool
        """
        return self.person_id is None


class Consent(models.Model):
    """That somebody agreed to one purpose of data/consents.toml, from when until when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=40)
    given = models.DateTimeField(default=timezone.now)
    withdrawn = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["given"]

    def __str__(self) -> str:
        return f"{self.purpose}: {'withdrawn' if self.withdrawn else 'given'}"
