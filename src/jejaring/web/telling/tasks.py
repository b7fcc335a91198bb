"""Send e-mail about what waits for people; each thing to each person once."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from jejaring.web.accounts.models import Person
from jejaring.web.common.models import AuditEntry
from jejaring.web.cooperatives.models import Membership
from jejaring.web.telling.item import Item
from jejaring.web.telling.listening import concerned, coordinators
from jejaring.web.telling.models import Told
from jejaring.web.telling.waiting import waiting_for

AT_ONCE = 500


@task()
def tell_of(entry: int) -> None:
    """Tell everybody whom something done concerns. Begun again, it goes on where it was broken off."""
    done = AuditEntry.objects.get(pk=entry)
    cooperatives = list(concerned(done))
    people = set(coordinators(done))
    for first in range(0, len(cooperatives), AT_ONCE):
        own = Membership.objects.filter(cooperative__in=cooperatives[first : first + AT_ONCE], ended=None)
        people |= set(own.values_list("person", flat=True))
    for person in Person.objects.filter(pk__in=people, is_active=True).exclude(email=None).order_by("pk"):
        tell(person)


def tell(person: Person) -> int:
    """E-mail a person what waits for them and was not told before, all in one; how many things."""
    if not person.email:
        return 0
    with translation.override(settings.LANGUAGE_CODE):
        new = _taken(person, waiting_for(person))
        if new:
            subject = _("%(n)s hal menunggu Anda di Jejaring") % {"n": len(new)}
            told = Told.objects.filter(person=person, item__in=[item.key for item in new], sent=None)
            try:
                send_mail(subject, _text(person, new), None, [person.email])
            except OSError:  # as all faults of mail are: told when the job is tried again
                told.delete()
                raise
            told.update(sent=timezone.now())
    return len(new)


@transaction.atomic
def _taken(person: Person, items: list[Item]) -> list[Item]:
    """Those not told before, from now on told: of two workers one takes each."""
    Person.objects.select_for_update().get(pk=person.pk)
    known = set(Told.objects.filter(person=person).values_list("item", flat=True))
    new = [item for item in items if item.key not in known]
    Told.objects.bulk_create(Told(person=person, item=item.key) for item in new)
    return new


def _text(person: Person, items: list[Item]) -> str:
    lines = [f"- {item.words}\n  {settings.SITE_ADDRESS}{item.address}" for item in items]
    greeting = _("%(name)s, yang menunggu Anda:") % {"name": person.name}
    return "\n".join([greeting, "", *lines, "", _("Surel ini dikirim sekali saja untuk setiap hal.")])
