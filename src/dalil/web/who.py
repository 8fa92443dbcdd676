"""Who: the person whose request is answered, and what they may do. Nobody, outside a request.

Held by the thread that answers, as the language is; a page never learns it from what a browser sends.
"""

import contextlib
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any, Final, TypeVar

from django.urls import resolve, reverse

from dalil.core.right import NOBODY, Grant, Right

View = TypeVar("View", bound=Callable[..., Any])

_ASKING: Final[ContextVar[Grant]] = ContextVar("asking", default=NOBODY)


def who() -> Grant:
    """Who is asking."""
    return _ASKING.get()


@contextlib.contextmanager
def asked_by(grant: Grant) -> Iterator[None]:
    """While this lasts, ``grant`` is who is asking."""
    before = _ASKING.set(grant)
    try:
        yield
    finally:
        _ASKING.reset(before)


def needs(view: View, *any_of: Right) -> View:
    """Say what an address asks of who comes: one of these rights. None: it is open to everybody.

    What says nothing is closed to everybody.
    """
    view.__dict__["needs"] = frozenset(any_of)
    return view


def leads_to(name: str, *args: object) -> str:
    """The address of a page; empty where who is asking may not see it, so that nothing leads there."""
    address = reverse(name, args=args)
    return address if admits(resolve(address).func, who()) else ""


def admits(view: Callable[..., Any], grant: Grant) -> bool:
    """Whether somebody may see what stands at an address."""
    needed: frozenset[Right] | None = getattr(view, "needs", None)
    if needed is None:
        return False
    return not needed or any(grant.may(each) for each in needed)
