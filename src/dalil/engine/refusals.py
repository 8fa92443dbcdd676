"""What becomes of an item whose worker does not behave. One item is refused; the run goes on.

Serves docs/spec/jail.md §7.
"""

from dalil.core.errors import Refusal


class WorkerStart(Refusal):
    """The process that would open untrusted files cannot be started: {how}."""

    code = "worker-start"
    exit_status = 50
    remedy = "Run `dalil doctor`; it names what this machine lacks."


class WorkerCpu(Refusal):
    """Looking at it used more than {seconds} s of processor time."""

    code = "worker-cpu"
    exit_status = 51
    remedy = "It is kept as it is; look at it by hand on a machine that may be lost."


class WorkerWall(Refusal):
    """Looking at it took longer than {seconds} s."""

    code = "worker-wall"
    exit_status = 52
    remedy = "It is kept as it is; examine again when the machine is less busy."


class WorkerMemory(Refusal):
    """Looking at it needed more memory than a worker may have."""

    code = "worker-memory"
    exit_status = 53
    remedy = "It is kept as it is; look at it by hand on a machine that may be lost."


class WorkerDied(Refusal):
    """The process that looked at it failed: {how}."""

    code = "worker-died"
    exit_status = 54
    remedy = "It is kept as it is; it may be made to attack its reader. Report it with this sentence."


class WorkerAnswer(Refusal):
    """The process that looked at it gave an answer that is not accepted: {detail}."""

    code = "worker-answer"
    exit_status = 55
    remedy = "It is kept as it is; it may be made to attack its reader. Report it with this sentence."
