"""Columns that hold personal data or secrets."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from django.core.exceptions import FieldError
from django.db import models

from noren.platform.privacy.crypto import decrypt, encrypt_for_installation, encrypt_for_shop

_Set = TypeVar("_Set", contravariant=True)
_Get = TypeVar("_Get", covariant=True)


class EncryptedTextField(models.TextField[_Set, _Get]):
    """Text that is stored encrypted. It can't be searched: keep a `lookup_hash` beside it where it must be found.

    In a TenantModel it is under the shop's key, in an InstallationModel under the installation's.
    """

    @property
    def _context(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def get_prep_value(self, value: Any) -> Any:
        if value is None or value == "":
            return value
        return self._encrypt(self._to_text(value))

    def _encrypt(self, text: str) -> str:
        of_shop = any(field.name == "shop" for field in self.model._meta.local_fields)
        encrypt = encrypt_for_shop if of_shop else encrypt_for_installation
        return encrypt(text, self._context)

    def from_db_value(self, value: str | None, *_: Any) -> Any:
        """Decrypt what was stored. Raises DecryptionFailed rather than show anything else."""
        if value is None or value == "":
            return self._from_text("") if value == "" else None
        return self._from_text(decrypt(value, self._context))

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted: look it up by its keyed hash")
        return super().get_lookup(lookup_name)

    def _to_text(self, value: Any) -> str:
        return str(value)

    def _from_text(self, text: str) -> Any:
        return text


class EncryptedJSONField(EncryptedTextField[Any, Any]):
    """A JSON value that is stored encrypted."""

    # What django-stubs reads: rows take and give any JSON value, not text.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def _to_text(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, sort_keys=True)

    def _from_text(self, text: str) -> Any:
        return json.loads(text) if text else {}
