"""A process of its own that imports the whole package and tells, as JSON, what the shape tests ask about.

It stands apart so that what other tests did to Django or the environment plays no part. No socket of the
internet can be made in it: an audit hook, which nothing can remove, ends the process's attempt.
"""

import json
import sys

from shape.offline import forbid_internet

forbid_internet()

from tools import generate  # noqa: E402 - the hook stands first


def main():
    from dalil.core.errors import REGISTRY

    modules = generate.every_module()
    told = {
        "modules": sorted(module.__name__ for module in modules),
        "refusals": [
            {
                "code": code,
                "name": kind.__qualname__,
                "module": kind.__module__,
                "sentence": generate.sentence(kind),
                "own_sentence": "__doc__" in vars(kind) and bool(vars(kind)["__doc__"]),
                "remedy": kind.remedy,
                "exit_status": kind.exit_status,
                "own": sorted({"code", "remedy", "exit_status"} & set(vars(kind))),
            }
            for code, kind in sorted(REGISTRY.items())
        ],
        "pages": {path: page() for path, page in generate.PAGES.items()},
        "helps": dict(generate.helps()),
    }
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
