"""What an address asks for beyond its path: bounded texts, page numbers, and the address of the next page."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from dalil.catalog.queries.paging import Page
from dalil.core.limits import WEB_FILTER_CHARACTERS_MAX

_NUMBER_DIGITS_MAX = 9


def text(query: QueryDict, name: str) -> str:
    """One value, cut nowhere: a longer one asks for nothing that exists, and is taken as not given."""
    value = query.get(name, "").strip()
    return value if len(value) <= WEB_FILTER_CHARACTERS_MAX and "\x00" not in value else ""


def page_number(query: QueryDict) -> int:
    """The page that is asked for, the first where it is not a number."""
    value = query.get("page", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) <= _NUMBER_DIGITS_MAX else 1


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a page of a list stands, and the addresses of its neighbours (empty at either end)."""

    number: int
    pages: int
    total: int
    before: str
    after: str

    @classmethod
    def of(cls, page: Page[Any], **kept: str) -> "Pager":
        """The pager of ``page``; ``kept`` are the filters that stay as they are."""

        def address(number: int) -> str:
            asked = {name: value for name, value in kept.items() if value}
            return f"?{urlencode({**asked, 'page': number})}"

        return cls(
            number=page.number,
            pages=page.pages,
            total=page.total,
            before=address(page.number - 1) if page.number > 1 else "",
            after=address(page.number + 1) if page.number < page.pages else "",
        )
