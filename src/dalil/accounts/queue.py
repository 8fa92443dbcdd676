"""Queue: long work in the order in which it was asked for, one piece at a time; it outlives the program."""

from django.db import transaction

from dalil.accounts.database import NAME
from dalil.accounts.models import Work
from dalil.core.long_work import ENDED, WorkKind, WorkState


def ask(kind: WorkKind, actor: str, now: int) -> Work:
    """Put a piece of work at the end; where the same kind waits already, that one is the answer."""
    with transaction.atomic(using=NAME):
        waiting = Work.objects.filter(kind=kind.value, state=WorkState.WAITING.value).first()
        if waiting is not None:
            return waiting
        made = Work(kind=kind.value, actor=actor, state=WorkState.WAITING.value, asked=now)
        made.save()
    return made


def take(now: int) -> Work | None:
    """The first that waits, as under way from now on; None where nothing does."""
    with transaction.atomic(using=NAME):
        first = Work.objects.filter(state=WorkState.WAITING.value).order_by("id").first()
        if first is not None:
            first.state, first.started = WorkState.RUNNING.value, now
            first.step, first.done, first.total = "", 0, 0
            first.save()
    return first


def put_back() -> None:
    """Let what was under way when a worker ended wait again: every command goes on where it was."""
    running = Work.objects.filter(state=WorkState.RUNNING.value)
    running.filter(wanted_stopped=False).update(state=WorkState.WAITING.value)
    running.filter(wanted_stopped=True).update(state=WorkState.STOPPED.value)


def progressed(identity: int, step: str, done: int, total: int) -> None:
    """How far a piece of work is."""
    Work.objects.filter(pk=identity).update(step=step, done=done, total=total)


def end(identity: int, state: WorkState, now: int, code: str = "") -> None:
    """A piece of work has ended."""
    assert state in ENDED, state
    Work.objects.filter(pk=identity).update(state=state.value, ended=now, code=code)


def stop(identity: int, now: int) -> None:
    """Have a piece of work stopped: at once where it waits, by the worker where it is under way."""
    with transaction.atomic(using=NAME):
        Work.objects.filter(pk=identity, state=WorkState.WAITING.value).update(
            state=WorkState.STOPPED.value, ended=now
        )
        Work.objects.filter(pk=identity, state=WorkState.RUNNING.value).update(wanted_stopped=True)


def is_to_stop(identity: int) -> bool:
    """Whether somebody wants it stopped."""
    return Work.objects.filter(pk=identity, wanted_stopped=True).exists()


def newest(count: int) -> list[Work]:
    """The newest pieces of work, the newest first."""
    return list(Work.objects.order_by("-id")[:count])
