"""Before an operation: who acts by which token, how much is left of the limit, and whether this was done already."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pghistory
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from liangxin.access.selectors import actor_by_token
from liangxin.access.services.tokens import hashed, touch_token
from liangxin.api.problems import challenge, problem
from liangxin.api.rules import LONGEST_KEY, REQUESTS_A_MINUTE, WRONG_TOKENS_A_MINUTE
from liangxin.api.services import answers
from liangxin.core.limits import Allowance, take
from liangxin.core.logs import client_address, request_id

Answer = Callable[[HttpRequest], HttpResponse]
MINUTE = timedelta(minutes=1)
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
SCHEME = "bearer "


class ApiMiddleware:
    """Only for addresses below /api/; everything else passes untouched."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        if not request.path.startswith("/api/"):
            return self.get_response(request)
        now = timezone.now()
        request.token, request.keeps_no_answer = None, False
        given = request.headers.get("Authorization", "")
        if given:
            refusal = self._become(request, given, now)
            if refusal is not None:
                return refusal
        if request.actor.user_id is None:
            return self.get_response(request)
        if request.token is None and request.user.must_change_password:
            return problem(status=403, code="api.password_first", detail=_("请先在页面上改掉初始密码。"))
        subject = f"api:token:{request.token.pk}" if request.token else f"api:user:{request.actor.user_id}"
        allowance = take(subject, limit=REQUESTS_A_MINUTE, per=MINUTE, now=now)
        response = self._once(request, now) if allowance.allowed else too_many(allowance)
        for name, value in headers_of(allowance).items():
            response[name] = value
        response["Cache-Control"] = "no-store"
        return response

    def _become(self, request: Any, given: str, now: datetime) -> HttpResponse | None:
        secret = given[len(SCHEME) :].strip() if given.lower().startswith(SCHEME) else ""
        found = actor_by_token(hashed=hashed(secret), today=timezone.localdate(now)) if secret else None
        if found is None:
            address = client_address.get() or "unknown"
            allowance = take(f"api:wrong:{address}", limit=WRONG_TOKENS_A_MINUTE, per=MINUTE, now=now)
            words = _("令牌无效、已停用或已到期，请在“我的 › 令牌”里另做一个。")
            return challenge(words) if allowance.allowed else too_many(allowance)
        request.actor, request.token = found
        translation.activate(request.token.user.language)
        touch_token(token=request.token, now=now)
        if request.method not in SAFE_METHODS and not request.token.may_write:
            return problem(status=403, code="api.token_reads_only", detail=_("这个令牌只能读，请用可以写的令牌。"))
        return None

    def _once(self, request: Any, now: datetime) -> HttpResponse:
        if request.method in SAFE_METHODS:
            return self.get_response(request)
        with history_of(request):
            key = request.headers.get("Idempotency-Key", "")
            if not key:
                return self.get_response(request)
            if len(key) > LONGEST_KEY:
                return problem(
                    status=422, code="api.idempotency_key_too_long",
                    detail=_("Idempotency-Key 最长 {most} 个字符。").format(most=LONGEST_KEY),
                )  # fmt: skip
            return self._kept(request, key, now)

    def _kept(self, request: Any, key: str, now: datetime) -> HttpResponse:
        parts = [request.method.encode(), request.get_full_path().encode(), request.body]
        fingerprint = hashlib.sha256(b"\0".join(parts)).hexdigest()
        with transaction.atomic():
            earlier = answers.begin(user_id=request.actor.user_id, key=key, fingerprint=fingerprint, now=now)
            if earlier is not None:
                if earlier.fingerprint != fingerprint:
                    words = _("这个 Idempotency-Key 已用于另一个请求，请换一个。")
                    return problem(status=422, code="api.idempotency_key_reused", detail=words)
                response = HttpResponse(earlier.body, content_type=earlier.content_type, status=earlier.status)
                response["Idempotent-Replayed"] = "true"
                return response
            response = self.get_response(request)
            if response.status_code < 400 and request.keeps_no_answer:
                answers.drop(user_id=request.actor.user_id, key=key)
            elif response.status_code < 400:
                answers.finish(
                    user_id=request.actor.user_id, key=key, status=response.status_code,
                    content_type=response.headers.get("Content-Type", ""), body=response.content.decode(),
                )  # fmt: skip
            else:  # refused: nothing happened, and the key may be used again
                transaction.set_rollback(True)
            return response


def history_of(request: Any) -> Any:
    """Who changed what through this door."""
    return pghistory.context(
        user=request.actor.user_id, user_name=request.actor.user_name, acting_as=request.actor.acting_as,
        role=request.actor.role_name, node=request.actor.node_id, address=client_address.get(),
        request_id=request_id.get(), door="api", token=request.token.pk if request.token else None,
    )  # fmt: skip


def headers_of(allowance: Allowance) -> dict[str, str]:
    """The limit, what is left of it, and the seconds until it begins anew."""
    return {
        "RateLimit-Limit": str(allowance.limit),
        "RateLimit-Remaining": str(allowance.remaining),
        "RateLimit-Reset": str(allowance.resets_in),
    }


def too_many(allowance: Allowance) -> HttpResponse:
    """429, and when to come again."""
    words = _("请求太频繁，请在 {seconds} 秒后再试。").format(seconds=allowance.resets_in)
    answer = problem(status=429, code="api.too_many_requests", detail=words)
    answer["Retry-After"] = str(allowance.resets_in)
    return answer
