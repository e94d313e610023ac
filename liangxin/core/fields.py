"""Fields of our own."""

from typing import Any

from django.db import models

from liangxin.core import crypto


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]
    """Text stored encrypted; read back in clear. Cannot be filtered on: keep a blind index column beside it."""

    def _bound_to(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return crypto.encrypt(value, bound_to=self._bound_to()) if value else value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return crypto.decrypt(value, bound_to=self._bound_to()) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name in {"isnull"}:
            return super().get_lookup(lookup_name)
        raise TypeError(f"{self.name} is encrypted and cannot be looked up by {lookup_name}; use its blind index")
