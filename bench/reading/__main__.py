"""Everything that issue 3 asks to be shown of reading, in one run.

    python -m bench.reading                                all rows; writes docs/results/reading.md
    python -m bench.reading --only strings --count 100     rows whose name holds a word; prints
    python -m bench.reading --list                         the names

It needs what the label reader is trained with. Where `python -m bench.reading` stands, run `make
build/training/.installed` once, then, from the root,
`PYTHONPATH=.:src build/training/bin/python -m bench.reading`.

A row depends on its seed, the data and the weights alone. A whole run keeps every finished row under
``build/bench-reading`` and goes on from there when it is started again with the same weights and code.
"""

import argparse
import os

from bench.reading import report, topics
from bench.reading.measure import Session
from bench.reading.ours import Ours

os.environ.setdefault("OMP_NUM_THREADS", "1")


def main() -> None:
    """Measure what is asked for."""
    given = _asked()
    named = topics.named(given.only)
    if given.list:
        print("\n".join(named))
        return
    ours = Ours(given.weights)
    session = Session(ours, given.rivals, given.rival_python, given.wrong, given.weights)
    whole = not given.only and given.count is None
    kept = report.Kept(ours.digest, given.rivals) if whole else None
    print(report.HEAD, flush=True)
    for name, topic in named.items():
        results = kept.held(name) if kept else None
        if results is None:
            results = topic.measure(session, given.count or topic.count)
            if kept:
                kept.keep(name, results)
        for result in results:
            print(report.line(result), flush=True)
            print("\n".join(f"   {said}" for said in report.details(result)), flush=True)
    if kept:
        kept.write()


def _asked() -> argparse.Namespace:
    asked = argparse.ArgumentParser(
        prog="python -m bench.reading",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    asked.add_argument(
        "--only", action="append", default=[], help="rows whose name holds this; may be repeated"
    )
    asked.add_argument("--count", type=int, help="cases a row")
    asked.add_argument("--rivals", type=int, default=200, help="cases a row for rivals; 0 leaves them out")
    asked.add_argument("--rival-python", help="the rivals' Python, if not build/rivals/bin/python")
    asked.add_argument("--weights", help="other weights than the packaged ones")
    asked.add_argument("--wrong", type=int, default=0, help="misses printed a row")
    asked.add_argument("--list", action="store_true", help="print the names of the rows")
    return asked.parse_args()


if __name__ == "__main__":
    main()
