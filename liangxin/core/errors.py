"""The three kinds of refusal. Anything else that is raised is a bug and reaches the error log untouched."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """A use case says no.

    code: for programs and tests. message: for the person, what is wrong and what to do; formatted with `facts`.
    field: the form field it concerns, or "".
    """

    code: ClassVar[str] = "core.refused"
    message: ClassVar[object] = _("不能这样做。")
    field: ClassVar[str] = ""
    status: ClassVar[int] = 422

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts = facts

    def __str__(self) -> str:
        return str(self.message).format(**self.facts)


class RuleBroken(Refusal):
    """A rule of the domain forbids it (422)."""

    code = "core.rule_broken"


class NotAllowed(Refusal):
    """The actor knows of the thing but may not do this (403)."""

    code = "core.not_allowed"
    message = _("您以现在的身份不能这样做。可在页面上方换一个身份，或请上级授权。")
    status = 403


class NotFound(Refusal):
    """It does not exist, or the actor may not know of it (404)."""

    code = "core.not_found"
    message = _("没有找到。它可能已被删除，或不在您的工作范围内。")
    status = 404
