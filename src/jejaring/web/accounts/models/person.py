"""A person who signs in, by phone number or e-mail address."""

from dataclasses import dataclass
from typing import Any

import rules
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Reach:
    """How far a token carries its person: for one cooperative alone, or only for their territories."""

    token: int
    cooperative: int | None
    """None: for no cooperative, but as coordinator of the person's territories."""


class People(BaseUserManager["Person"]):
    """Makes people."""

    def create_user(self, *, password: str | None = None, **fields: Any) -> "Person":
        """A person with this password; None: one who can not sign in by password."""
        person = self.model(**fields)
        person.set_password(password)
        person.full_clean(exclude=["password"])
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """A person: what they are called and how they are reached. Seen only by those who work with them."""

    name = models.CharField(_("nama"), max_length=120)
    phone = models.CharField(_("nomor HP"), max_length=20, unique=True, null=True, blank=True)
    """E.164, as +6281234567890."""
    phone_verified = models.BooleanField(default=False)
    email = models.EmailField(_("alamat surel"), unique=True, null=True, blank=True)
    is_active = models.BooleanField(default=True)
    joined = models.DateTimeField(auto_now_add=True)
    erased = models.DateTimeField(null=True, blank=True)
    """When the person had themselves erased: what is left is a number that signatures point to."""

    reach: Reach | None = None
    """Of whoever comes by a token; None for people signed in, who act for all that they have roles in."""

    objects = People()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return str(_("akun %(number)s, sudah dihapus") % {"number": self.pk}) if self.erased else self.name

    def has_perm(self, permission: str, subject: Any = None) -> bool:
        """Whether the rules let this person do that to the subject."""
        return self.is_active and rules.has_perm(permission, self, subject)
