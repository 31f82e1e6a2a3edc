"""Who is asking: found together with their record, as every page needs both."""

from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend

from psoascope.web.people.models import Person


class PeopleBackend(AuthenticationBackend):  # type: ignore[misc]
    """Logs in as django-allauth does; asks the database once for person and record."""

    def get_user(self, user_id: UUID | str) -> Person | None:
        """The person of a session, with their record.

        Parameters
        ----------
        user_id : UUID or str

        Returns
        -------
        Person or None
            None where they are gone, or may no longer log in.
        """
        try:
            found = Person.objects.select_related("record").get(pk=user_id)
        except Person.DoesNotExist:
            return None
        return found if self.user_can_authenticate(found) else None
