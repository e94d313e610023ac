"""Encryption of personal fields, and the blind index by which an encrypted value can be found again.

The key id stands in the ciphertext, so keys can be rotated; table and column are bound as associated data, so a
value copied into another column does not decrypt. AES-256-GCM by default, SM4-GCM where FIELD_CIPHER says so.
"""

import base64
import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12
TAG_BYTES = 16


class Undecipherable(Exception):
    """A stored value cannot be decrypted: its key is missing, or it was tampered with or moved."""


@lru_cache(maxsize=32)
def _key(secret: str, length: int) -> bytes:
    return hashlib.sha256(b"liangxin field key\0" + secret.encode()).digest()[:length]


def _secret(key_id: str) -> str:
    try:
        return settings.FIELD_KEYS[key_id]
    except KeyError:
        raise Undecipherable(f"field key {key_id!r} is not configured") from None


def encrypt(plain: str, *, bound_to: str) -> str:
    """`plain` as "cipher:key id:base64"; bound_to: "table.column"."""
    key_id, kind, nonce = settings.FIELD_KEY_CURRENT, settings.FIELD_CIPHER, os.urandom(NONCE_BYTES)
    if kind == "SM4-GCM":
        encryptor = Cipher(algorithms.SM4(_key(_secret(key_id), 16)), modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(bound_to.encode())
        sealed = encryptor.update(plain.encode()) + encryptor.finalize() + encryptor.tag
    else:
        sealed = AESGCM(_key(_secret(key_id), 32)).encrypt(nonce, plain.encode(), bound_to.encode())
    name = "s" if kind == "SM4-GCM" else "a"
    return f"{name}:{key_id}:{base64.b64encode(nonce + sealed).decode()}"


def decrypt(stored: str, *, bound_to: str) -> str:
    """The plain text of what `encrypt` made. Raises Undecipherable."""
    try:
        name, key_id, body = stored.split(":", 2)
        blob = base64.b64decode(body, validate=True)
    except ValueError as error:
        raise Undecipherable("not a ciphertext") from error
    nonce, sealed = blob[:NONCE_BYTES], blob[NONCE_BYTES:]
    try:
        if name == "s":
            mode = modes.GCM(nonce, sealed[-TAG_BYTES:])
            decryptor = Cipher(algorithms.SM4(_key(_secret(key_id), 16)), mode).decryptor()
            decryptor.authenticate_additional_data(bound_to.encode())
            return (decryptor.update(sealed[:-TAG_BYTES]) + decryptor.finalize()).decode()
        return AESGCM(_key(_secret(key_id), 32)).decrypt(nonce, sealed, bound_to.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise Undecipherable("wrong key, or the value was tampered with or moved") from error


def blind_index(value: str, *, field: str) -> str:
    """A keyed digest by which equal values of `field` can be found; 64 hexadecimal digits, "" for ""."""
    if not value:
        return ""
    key = hmac.new(settings.BLIND_INDEX_KEY.encode(), field.encode(), hashlib.sha256).digest()
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()
