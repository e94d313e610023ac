"""Codes that people carry: opaque and signed ones with an end, ones that change at a door, ones to be typed once.

A code says nothing to whoever reads it: the id is encrypted, and two codes of neighbouring ids have nothing in common.
Keys come from SECRET_KEY and the purpose, so a code of one purpose is none of another.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from liangxin.core.errors import RuleBroken

MARK_BYTES = 10  # of the signature: 80 bits
DOOR_STEP = timedelta(seconds=30)  # a door's code changes
DOOR_STEPS = 2  # the present one and the one before it are good
DOOR_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without what is read in two ways
DOOR_LENGTH = 8
DIGITS = 6  # of a code to be typed once


class CodeInvalid(RuleBroken):
    code, field, message = "core.code_invalid", "code", _("这个码无效，请重新扫码或请工作人员帮忙。")


class CodeExpired(RuleBroken):
    code, field, message = "core.code_expired", "code", _("这个码已过期，请重新打开后再试。")


def make_code(purpose: str, object_id: int, *, now: datetime, lifetime: timedelta) -> str:
    """A code for this object, good until now + lifetime; 35 letters, digits, - and _.

    purpose: "activities.registration". The same object and end give the same code, so a page can be shown twice.
    """
    expires = int((now + lifetime).timestamp())
    sealed = _block(purpose).encrypt(struct.pack(">QII", object_id, expires, 0))
    return base64.urlsafe_b64encode(sealed + _mark(purpose, sealed)).decode().rstrip("=")


def read_code(purpose: str, code: str, *, now: datetime) -> int:
    """The id of the object. Raises CodeInvalid (also for a code of another purpose), CodeExpired."""
    if len(code) > 100:
        raise CodeInvalid()
    try:
        read = base64.b64decode(code.strip() + "=" * (-len(code.strip()) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise CodeInvalid() from error
    sealed, mark = read[:16], read[16:]
    if len(sealed) != 16 or not hmac.compare_digest(mark, _mark(purpose, sealed)):
        raise CodeInvalid()
    object_id, expires, zero = struct.unpack(">QII", _block(purpose).decrypt(sealed))
    if zero:
        raise CodeInvalid()
    if now.timestamp() > expires:
        raise CodeExpired()
    return int(object_id)


@dataclass(frozen=True)
class DoorCode:
    """What a door shows now, and when it changes."""

    code: str
    changes_at: datetime


def door_code(purpose: str, object_id: int, *, now: datetime) -> DoorCode:
    """The code that the organiser's screen shows now: it changes every DOOR_STEP."""
    step = _step(now)
    changes_at = datetime.fromtimestamp((step + 1) * DOOR_STEP.total_seconds(), tz=UTC)
    return DoorCode(_door_letters(purpose, object_id, step), changes_at)


def is_door_code(purpose: str, object_id: int, code: str, *, now: datetime) -> bool:
    """Whether `code` is the one shown now, or the one before it (somebody had to walk up to the reader)."""
    given = "".join(letter for letter in code.upper() if letter.isalnum())
    steps = [_step(now) - back for back in range(DOOR_STEPS)]
    fits = [hmac.compare_digest(given.encode(), _door_letters(purpose, object_id, step).encode()) for step in steps]
    return any(fits)


def digits(count: int = DIGITS) -> str:
    """Random digits to be typed once. Whoever uses them limits how often they may be tried."""
    return "".join(secrets.choice("0123456789") for _ in range(count))


def letters(count: int) -> str:
    """Random letters and digits that are not mistaken for one another, to be read out or typed from paper."""
    return "".join(secrets.choice(DOOR_ALPHABET) for _ in range(count))


def digest_of(purpose: str, code: str) -> str:
    """What is stored in place of a code: 64 hexadecimal digits, of no use without the key."""
    return hmac.new(_key(purpose, "digest"), code.encode(), hashlib.sha256).hexdigest()


class _Block:
    """One block of 16 bytes under AES: a permutation, so the ids are hidden and the code stays short."""

    def __init__(self, key: bytes) -> None:
        self.cipher = Cipher(algorithms.AES(key), modes.ECB())  # exactly one block, never a message

    def encrypt(self, block: bytes) -> bytes:
        encryptor = self.cipher.encryptor()
        return encryptor.update(block) + encryptor.finalize()

    def decrypt(self, block: bytes) -> bytes:
        decryptor = self.cipher.decryptor()
        return decryptor.update(block) + decryptor.finalize()


def _block(purpose: str) -> _Block:
    return _Block(_key(purpose, "block"))


def _mark(purpose: str, sealed: bytes) -> bytes:
    return hmac.new(_key(purpose, "mark"), sealed, hashlib.sha256).digest()[:MARK_BYTES]


def _key(purpose: str, use: str) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), f"liangxin code\0{use}\0{purpose}".encode(), hashlib.sha256).digest()


def _step(now: datetime) -> int:
    return int(now.timestamp() // DOOR_STEP.total_seconds())


def _door_letters(purpose: str, object_id: int, step: int) -> str:
    made = hmac.new(_key(purpose, "door"), struct.pack(">QQ", object_id, step), hashlib.sha256).digest()
    return "".join(DOOR_ALPHABET[byte % len(DOOR_ALPHABET)] for byte in made[:DOOR_LENGTH])
