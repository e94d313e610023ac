from collections.abc import Iterator
from typing import Any

import pytest

from tests.notifications.servers import Mailbox, Web, mail_server, web_server


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    """E-mail is offered; a mail server of this machine takes it."""
    with mail_server() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", box.port, False
        settings.EMAIL_FROM, settings.EMAIL_DOMAIN = "notice@liangxin.example", "liangxin.example"
        settings.SITE_URL = "https://liangxin.example"
        yield box


@pytest.fixture
def web() -> Iterator[Web]:
    """A web server of this machine."""
    with web_server() as server:
        yield server


@pytest.fixture
def aliyun(settings: Any, web: Web) -> Web:
    """SMS is offered through Aliyun's SDK, at a server of this machine."""
    _sms(settings, web, provider="aliyun", template="SMS_1234")
    return web


@pytest.fixture
def tencent(settings: Any, web: Web) -> Web:
    """SMS is offered through Tencent's SDK, at a server of this machine."""
    _sms(settings, web, provider="tencent", template="987654")
    settings.SMS_APP_ID = "1400000000"
    return web


def _sms(settings: Any, web: Web, *, provider: str, template: str) -> None:
    settings.SMS_PROVIDER, settings.SMS_SIGN, settings.SMS_ENDPOINT = provider, "滨港两新", web.url
    settings.SMS_KEY_ID, settings.SMS_KEY_SECRET = "key-id", "key-secret"
    settings.SMS_TEMPLATES = {"default": template, "code": f"{template}9"}


@pytest.fixture
def wechat(settings: Any, web: Web) -> Web:
    """WeChat is offered, at a server of this machine."""
    settings.WECHAT_ENDPOINT, settings.WECHAT_APP_ID, settings.WECHAT_APP_SECRET = web.url, "wx1", "app-secret"
    settings.WECHAT_TEMPLATE, settings.WECHAT_FIELDS = "template-1", {"title": "thing1", "at": "time3"}
    return web
