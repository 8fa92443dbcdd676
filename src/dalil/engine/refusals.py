"""What becomes of an item whose worker does not behave: one item is refused; the run goes on.

And why a run ends whose cluster is not to be had, or not to be believed. Serves docs/spec/jail.md §7 and §8.
"""

from dalil.core.errors import Refusal


class WorkerStart(Refusal):
    """The process that would open untrusted files cannot be started: {how}."""

    code = "worker-start"
    exit_status = 50
    ends_run = True
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


class ClusterUnreachable(Refusal):
    """The cluster {scheduler} cannot be reached: {how}."""

    code = "cluster-unreachable"
    exit_status = 66
    ends_run = True
    remedy = (
        "See that its scheduler and at least one worker run, then give the same command again: it resumes."
    )


class ClusterLost(Refusal):
    """The cluster {scheduler} does not finish what it was asked: {how}."""

    code = "cluster-lost"
    exit_status = 66
    ends_run = True
    remedy = (
        "Start its workers anew, with this version of Dalil; their logs tell what ended them. Then give the "
        "same command again: it resumes."
    )


class ClusterDiffers(Refusal):
    """The worker {worker} of the cluster is not like this machine: {what}."""

    code = "cluster-differs"
    exit_status = 66
    ends_run = True
    remedy = (
        "Install the same version of Dalil with the same libraries there, or end this worker; then give the "
        "same command again: it resumes."
    )
