"""Accounts and sessions of the people who work."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from noren.platform.privacy.fields import EncryptedTextField
from noren.platform.tenancy.models import InstallationMarker, InstallationModel


class Account(InstallationModel, AbstractBaseUser):
    """A person who logs in with an e-mail address and a password (argon2). Belongs to one realm."""

    realm = models.CharField(max_length=16)
    # The keyed hash of realm and address: what is unique, and how an account is found.
    login_hash = models.CharField(max_length=64, unique=True)
    email: EncryptedTextField[str, str] = EncryptedTextField()
    name: EncryptedTextField[str, str] = EncryptedTextField(blank=True)
    language = models.CharField(max_length=8, default="ja")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "login_hash"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "accounts_account"


class StaffSession(AbstractBaseSession, InstallationMarker):
    """Sessions of the console."""


class OperatorSession(AbstractBaseSession, InstallationMarker):
    """Sessions of the operators' pages."""


class AttemptBucket(InstallationModel):
    """Counts attempts of one kind by one somebody within a window of time. Holds no address: the key is a keyed hash."""

    key_hash = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField()
    expires_at = models.DateTimeField(db_index=True)
