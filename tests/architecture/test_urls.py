"""Every named address stands in the URL × role table, and every address has a name."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, include, path

from tests.doors.rows import Row
from tests.doors.test_permissions import all_rows


def addresses(patterns: Iterable[Any], before: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """(name, pattern) of every address below these patterns."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern.url_patterns, before + str(pattern.pattern), inner)
        elif isinstance(pattern, URLPattern):
            yield (f"{space}{pattern.name}" if pattern.name else ""), before + str(pattern.pattern)


def problems(patterns: Iterable[Any], rows: Iterable[Row]) -> list[str]:
    """Addresses without a name or without a row; rows without an address."""
    listed = {row.name for row in rows}
    found, named = [], set()
    for name, pattern in addresses(patterns):
        named.add(name)
        if not name:
            found.append(f"/{pattern} has no name → give it one")
        elif name not in listed:
            found.append(f"/{pattern} ({name}) has no row → add it to tests/doors/tables/<area>.py")
    return found + [f"{name} stands in the table, but is no address" for name in sorted(listed - named)]


def test_every_address_has_a_row() -> None:
    found = problems(get_resolver().url_patterns, all_rows())
    assert not found, "\n".join(found)


def test_an_address_without_a_row_or_name_is_refused() -> None:
    def view(request: Any) -> None: ...

    patterns = [path("a/", include([path("b/", view, name="b"), path("c/", view)])), path("d/", view, name="d")]
    found = problems(patterns, [Row("b"), Row("gone")])
    assert [problem.split(" ")[0] for problem in found] == ["/a/c/", "/d/", "gone"]
