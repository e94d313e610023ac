"""E-mail over SMTP, by Django."""

import smtplib
from email.utils import formataddr, make_msgid

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import translation
from django.utils.translation import gettext

from liangxin.notifications.channels.carriers import Message, Refused, Tokens, Unavailable
from liangxin.notifications.choices import Failure

REFUSED_FROM = 500  # SMTP: 5yz is for good, 4yz may pass
ADDRESS_CODES = {510, 511, 512, 521, 541, 550, 551, 553, 556}


class Mail:
    name = "smtp"

    def send(self, message: Message, tokens: Tokens) -> str:
        mail = as_mail(message)
        try:
            with get_connection(timeout=settings.EMAIL_TIMEOUT) as connection:
                connection.send_messages([mail])
        except smtplib.SMTPRecipientsRefused as error:
            code, _text = next(iter(error.recipients.values()))
            raise _problem(code, error) from error
        except smtplib.SMTPAuthenticationError as error:
            raise Refused(Failure.MISCONFIGURED, f"SMTP {error.smtp_code}") from error
        except smtplib.SMTPResponseException as error:
            raise _problem(error.smtp_code, error) from error
        except (smtplib.SMTPException, OSError) as error:
            raise Unavailable(type(error).__name__) from error
        return str(mail.extra_headers["Message-ID"])


def _problem(code: int, error: Exception) -> Refused | Unavailable:
    if code < REFUSED_FROM:
        return Unavailable(f"SMTP {code}")
    recipient = isinstance(error, smtplib.SMTPRecipientsRefused) or code in ADDRESS_CODES
    return Refused(Failure.REFUSED_ADDRESS if recipient else Failure.BLOCKED, f"SMTP {code}")


def as_mail(message: Message) -> EmailMessage:
    """The message as an e-mail with everything that lets a program unsubscribe it (RFC 2369, RFC 8058)."""
    text = [message.body, message.url] if message.body else [message.url]
    foot = [message.why] if message.why else []
    headers = {
        "Message-ID": make_msgid(domain=settings.EMAIL_DOMAIN), "Auto-Submitted": "auto-generated",
    }  # fmt: skip
    if message.unsubscribe:
        with translation.override(message.language or translation.get_language()):
            foot.append(gettext("退订：{url}").format(url=message.unsubscribe))
        headers["List-Unsubscribe"] = f"<{message.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    body = "\n\n".join(part for part in text if part) + ("\n\n-- \n" + "\n".join(foot) if foot else "") + "\n"
    return EmailMessage(
        subject=" ".join(message.title.split()), body=body, to=[message.to],
        from_email=formataddr((settings.SITE_NAME, settings.EMAIL_FROM)), headers=headers,
    )  # fmt: skip


def configured() -> Mail | None:
    """Mail, where a server and a sender are set."""
    return Mail() if settings.EMAIL_HOST and settings.EMAIL_FROM else None
