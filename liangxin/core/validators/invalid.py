"""The refusal of a value."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _


class Invalid(ValueError):
    """A value cannot be what it should be.

    code: for programs and tests. message: for the person, formatted with `facts`.
    suggestion: the value that was probably meant, offered and never applied; "" where it cannot be known.
    """

    code: ClassVar[str] = "invalid"
    message: ClassVar[object] = _("内容不正确。")
    can_be_known: ClassVar[bool] = True  # False: what was meant is lost and must be looked up anew

    def __init__(self, *, suggestion: str = "", **facts: object) -> None:
        super().__init__(self.code)
        self.suggestion = suggestion
        self.facts = facts

    def __str__(self) -> str:
        return str(self.message).format(**self.facts)
