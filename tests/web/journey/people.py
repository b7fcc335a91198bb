"""Who goes on the journey: the example market's cooperatives, a coordinator, the chair of the other side."""

import re
import time
from dataclasses import dataclass
from pathlib import Path

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.utils import timezone

from jejaring.market import Market
from jejaring.web.accounts.models import Person
from jejaring.web.cooperatives.models import Cooperative, Membership, Territory
from jejaring.web.demo.load import load

SAMPLE = Path(__file__).parents[3] / "examples" / "sepatu"
PASSWORD = "kulit-sapi-garut-77"
NIK = "3205010012345"
SECRET = "JBSWY3DPEHPK3PXP"


@dataclass(frozen=True)
class Cast:
    """The cooperatives and e-mail addresses of the journey."""

    leather: Cooperative
    shoes: Cooperative
    coordinator: str
    chair: str


def cast() -> Cast:
    """Enter them."""
    today = timezone.localdate()
    known = load(Market.read(SAMPLE), today, begins=today.replace(day=1))
    leather, shoes = known["garut"], known["gianyar"]
    Cooperative.objects.filter(pk=leather.pk).update(nik=NIK)
    office = Person.objects.create_user(email="dinas@example.org", name="Dinas Contoh", password=PASSWORD)
    Territory.objects.create(person=office, region="32", office="Dinas Koperasi Contoh Jawa Barat")
    Authenticator.objects.create(user=office, type="totp", data={"secret": SECRET})
    chair = Person.objects.create_user(email="ketua@example.org", name="Ketua Contoh", password=PASSWORD)
    Membership.objects.create(person=chair, cooperative=shoes, role=Membership.Role.CHAIR)
    return Cast(leather, shoes, office.email, chair.email)


def code_now() -> str:
    """What the coordinator's authenticator shows."""
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def code_in(text: str) -> str:
    """The code in a text message."""
    return re.search(r"Jejaring Anda: (\S+)\.", text)[1]
