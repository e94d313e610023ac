"""Following what a page offers: its links, what it loads, its buttons; a few of each address's name."""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import parse_qsl, urldefrag, urlencode, urljoin, urlsplit

from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.urls import Resolver404, resolve

STARTS = ("/desk/", "/", "/me/", "/account/")
CAP = 2  # addresses of one name for each account
LEFT_ALONE = frozenset({"account_logout", "acting-choose", "preference-set", "set_language", "readyz", "healthz"})
SILENT = frozenset({"script", "style", "template", "svg"})
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})


@dataclass
class Button:
    """A form of the page: where it goes, what it holds before anybody writes into it."""

    action: str
    method: str
    values: list[tuple[str, str]] = field(default_factory=list)
    pressed: bool = False


@dataclass
class Text:
    """Words that are seen or read aloud, and the elements that they stand in."""

    words: str
    within: tuple[str, ...]


class Reader(HTMLParser):
    """The links, buttons and words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.buttons: list[Button] = []
        self.texts: list[Text] = []
        self._open: list[str] = []
        self._form: Button | None = None
        self._select: tuple[str, list[tuple[str, bool]]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        mark = f"{tag}.{given['class']}" if given.get("class") else tag
        if tag not in VOID:
            self._open.append(mark + ("[data]" if "data-lx-own-words" in given else ""))
        for name in ("aria-label", "placeholder", "title", "alt"):
            if given.get(name):
                self._say(given[name], f"@{name}")
        self.links += [given[name] for name in ("hx-get",) if given.get(name)]
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if tag == "form" and "hidden" not in given:
            self._form = Button(given.get("action", ""), given.get("method", "get").lower())
            self.buttons.append(self._form)
        elif self._form is not None:
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        assert self._form is not None
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "button" and name and not self._form.pressed and given.get("type", "submit") == "submit":
            self._form.pressed = True
            self._form.values.append((name, given.get("value", "")))
        elif tag == "input" and name and not (kind in {"checkbox", "radio"} and "checked" not in given):
            if kind != "file":
                self._form.values.append((name, given.get("value", "")))
        elif tag == "select" and name:
            self._select = (name, [])
        elif tag == "option" and self._select is not None:
            self._select[1].append((given.get("value", ""), "selected" in given))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open[-1].split(".")[0].split("[")[0] != tag:
            self._open.pop()
        if self._open:
            self._open.pop()
        if tag == "select" and self._select is not None and self._form is not None:
            name, options = self._select
            chosen = [value for value, selected in options if selected] or [value for value, _ in options[:1]]
            self._form.values += [(name, value) for value in chosen]
            self._select = None
        if tag == "form":
            self._form = None

    def handle_data(self, data: str) -> None:
        if not any(mark.split(".")[0] in SILENT for mark in self._open):
            self._say(data, "")

    def _say(self, words: str, attribute: str) -> None:
        words = " ".join(words.split())
        if words:
            self.texts.append(Text(words, (*self._open, attribute) if attribute else tuple(self._open)))


@dataclass(frozen=True)
class Seen:
    """One answer: what was asked, on which page it was offered, what came."""

    name: str
    address: str
    offered_on: str
    method: str
    status: int
    page: str = field(repr=False, default="")
    english: str = field(repr=False, default="")

    @property
    def is_page(self) -> bool:
        return self.status == 200 and self.page.lstrip().lower().startswith("<!doctype")


def name_of(address: str) -> str:
    """The URL name; empty for what is not ours."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return ""
    try:
        return resolve(parts.path).url_name or ""
    except Resolver404:
        return "" if parts.path.startswith("/static/") else parts.path


def crawl(client: Client, *, starts: tuple[str, ...] = STARTS, cap: int = CAP) -> Iterator[Seen]:
    """Everything that `client` is offered, the buttons pressed too; what a button did is taken back at once."""
    waiting = deque((start, "") for start in starts)
    known, asked, pressed = set(starts), Counter[str](), Counter[tuple[str, str]]()
    while waiting:
        address, offered_on = waiting.popleft()
        answer = client.get(address)
        html = (
            answer.content.decode() if not answer.streaming and answer["Content-Type"].startswith("text/html") else ""
        )
        yield Seen(name_of(address), address, offered_on, "get", answer.status_code, html)
        reader = Reader()
        reader.feed(html)
        offers = [urljoin(address, link) for link in reader.links if not link.startswith(("#", "mailto:", "tel:"))]
        if answer.status_code in {301, 302}:
            offers.append(urljoin(address, answer["Location"]))
        for button in reader.buttons:
            target = urljoin(address, button.action or address)
            name = name_of(target)
            if not name or name in LEFT_ALONE:
                continue
            if button.method == "get":
                offers.append(urlsplit(target)._replace(query=urlencode(button.values)).geturl())
            elif pressed[name, str(sorted(dict(button.values)))] < 1:
                pressed[name, str(sorted(dict(button.values)))] += 1
                yield Seen(name, target, address, "post", press(client, target, button.values))
        for offer in offers:
            offer = urldefrag(offer)[0]
            name = name_of(offer)
            asks = ",".join(sorted({key for key, _value in parse_qsl(urlsplit(offer).query)}))
            key = f"{name}?{asks}"
            if name and name not in LEFT_ALONE and offer not in known and asked[key] < (1 if asks else cap):
                known.add(offer)
                asked[key] += 1
                waiting.append((offer, address))


def press(client: Client, target: str, values: list[tuple[str, str]]) -> int:
    """What the button answers; nothing of it stays."""
    data = QueryDict(mutable=True)
    for name, value in values:
        data.appendlist(name, value)
    kept = SimpleCookie({name: morsel.value for name, morsel in client.cookies.items()})
    with transaction.atomic():
        status = client.post(target, data.urlencode(), content_type="application/x-www-form-urlencoded").status_code
        transaction.set_rollback(True)
    client.cookies = kept
    return int(status)
