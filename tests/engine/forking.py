"""What test_forked.py asks of a process of its own: one with a single thread, as commands have."""

import json
import os
import signal
import sys
import threading
from concurrent.futures.process import BrokenProcessPool

from dalil.engine.forked import spread

HELD = {"list": list(range(1_000))}
HERE = os.getpid()


def weighed(block):
    return [HELD["list"][at] * 3 for at in block], os.getpid()


def blocks(count=20):
    return [range(at * 10, at * 10 + 10) for at in range(count)]


def order():
    ran = {workers: list(spread(weighed, blocks(), workers=workers)) for workers in (1, 2, 3)}
    return {
        "answers": [[found for found, _ in each] for each in ran.values()],
        "here": [any(process == HERE for _, process in each) for each in ran.values()],
    }


def unpickled():
    held = threading.Lock()  # a lock cannot be pickled
    return list(spread(lambda item: [item, held.locked(), os.getpid() != HERE], [1, 2, 3], workers=2))


def beside_a_thread():
    stop = threading.Event()
    other = threading.Thread(target=stop.wait)
    other.start()
    found = [process == HERE for _, process in spread(weighed, blocks(), workers=2)]
    stop.set()
    other.join()
    return found


def raising():
    def fails(item):
        if item == 7:
            raise ValueError(item)
        return item

    try:
        list(spread(fails, range(40), workers=2))
    except ValueError as wrong:
        return str(wrong)
    return None


def killed():
    def dies(item):
        if item == 5 and os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return item

    try:
        list(spread(dies, range(40), workers=2))
    except BrokenProcessPool:
        return "broken"
    return None


def left():
    found = spread(weighed, blocks(200), workers=2)
    _, process = next(found)
    found.close()
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return "gone"
    return "there"


def drawn():
    seen = []

    def items():
        for at in range(1_000):
            seen.append(at)
            yield range(at, at + 1)

    found = spread(weighed, items(), workers=2)
    next(found)
    count = len(seen)
    found.close()
    return count


if __name__ == "__main__":
    sys.stdout.write(json.dumps(globals()[sys.argv[1]]()))
