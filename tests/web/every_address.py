"""A process of its own that tells every address of a team's pages, and what it asks of who comes, as JSON."""

import json
import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "dalil.web.settings_accounts"


def patterns(resolver, before=""):
    for each in resolver.url_patterns:
        route = before + str(each.pattern)
        if hasattr(each, "url_patterns"):
            yield from patterns(each, route)
        else:
            needs = getattr(each.callback, "needs", None)
            yield {"route": route, "name": each.name, "needs": needs if needs is None else sorted(needs)}


def main():
    import django
    from django.urls import get_resolver
    from django.utils import translation

    django.setup()
    with translation.override("en"):
        json.dump(list(patterns(get_resolver())), sys.stdout)


if __name__ == "__main__":
    main()
