"""Encryption of columns: AES-256-GCM (NIST SP 800-38D) under a data key per shop, wrapped by the master key.

A ciphertext reads `n1.<key id>.<base64 of nonce and sealed text>`; the key id "0" is the installation's own key. The
context (table and column, with the shop) is authenticated, so a value can't be moved to another column or shop.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import threading
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from noren.kernel.clock import now
from noren.platform.privacy.models import ShopKey
from noren.platform.tenancy.scope import current_shop_id, shop_scope

_VERSION = "n1"
_INSTALLATION_KEY_ID = "0"
_NONCE_BYTES = 12
_keys: dict[UUID, bytes] = {}
_active: dict[tuple[UUID, str], tuple[UUID, bytes]] = {}
_lock = threading.Lock()


class DecryptionFailed(Exception):
    """A value can't be read: wrong master key, destroyed shop key, or changed data. Fails closed."""


def create_shop_keys(shop_id: UUID) -> None:
    """Make a new shop's keys; called once, in the transaction that opens the shop."""
    with shop_scope(shop_id):
        for purpose in ("data", "lookup"):
            wrapped = _seal(_master("wrap"), os.urandom(32), f"{shop_id}:{purpose}")
            ShopKey(purpose=purpose, wrapped=wrapped, created_at=now()).save(force_insert=True)


def encrypt_for_shop(text: str, context: str) -> str:
    """Encrypt `text` for the shop in scope. `context` is `table.column`."""
    shop_id = current_shop_id()
    key_id, key = _active_key(shop_id, "data")
    return _join(key_id.hex, _seal(key, text.encode(), f"{shop_id}:{context}"))


def encrypt_for_installation(text: str, context: str) -> str:
    """Encrypt `text` under the installation's own key."""
    return _join(_INSTALLATION_KEY_ID, _seal(_master("data"), text.encode(), context))


def decrypt(stored: str, context: str) -> str:
    """Return the text of a ciphertext. Raises DecryptionFailed."""
    try:
        version, key_id, sealed = stored.split(".", 2)
        if version != _VERSION:
            raise DecryptionFailed(f"unknown ciphertext version in {context}")
        data = base64.urlsafe_b64decode(sealed)
        if key_id == _INSTALLATION_KEY_ID:
            return _open(_master("data"), data, context).decode()
        shop_id = current_shop_id()
        return _open(_key(UUID(hex=key_id)), data, f"{shop_id}:{context}").decode()
    except (ValueError, InvalidTag, ShopKey.DoesNotExist) as error:
        raise DecryptionFailed(f"can't decrypt {context}") from error


def lookup_hash(kind: str, value: str) -> str:
    """Return the keyed hash by which the shop in scope finds `value`: same value, same hash, in this shop only."""
    _, key = _active_key(current_shop_id(), "lookup")
    return hmac.new(key, f"{kind}\0{value}".encode(), hashlib.sha256).hexdigest()


def installation_lookup_hash(kind: str, value: str) -> str:
    """Return the keyed hash by which the installation finds `value` (accounts)."""
    return hmac.new(_master("lookup"), f"{kind}\0{value}".encode(), hashlib.sha256).hexdigest()


def forget_cached_keys() -> None:
    """Drop keys held in memory (after rotation or destruction, and between tests)."""
    with _lock:
        _keys.clear()
        _active.clear()
    _master.cache_clear()


def _active_key(shop_id: UUID, purpose: str) -> tuple[UUID, bytes]:
    found = _active.get((shop_id, purpose))
    if found is None:
        row = ShopKey.objects.get(purpose=purpose, active=True)
        found = (row.pk, _unwrap(row))
        with _lock:
            _active[shop_id, purpose] = found
            _keys[row.pk] = found[1]
    return found


def _key(key_id: UUID) -> bytes:
    found = _keys.get(key_id)
    if found is None:
        found = _unwrap(ShopKey.objects.get(pk=key_id))
        with _lock:
            _keys[key_id] = found
    return found


def _unwrap(row: ShopKey) -> bytes:
    return _open(_master("wrap"), bytes(row.wrapped), f"{row.shop_id}:{row.purpose}")


@lru_cache(maxsize=8)
def _master(purpose: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=f"noren {purpose}".encode()).derive(settings.NOREN.master_key)


def _seal(key: bytes, data: bytes, context: str) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, data, context.encode())


def _open(key: bytes, sealed: bytes, context: str) -> bytes:
    return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], context.encode())


def _join(key_id: str, sealed: bytes) -> str:
    return f"{_VERSION}.{key_id}.{base64.urlsafe_b64encode(sealed).decode()}"
