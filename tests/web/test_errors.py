"""What goes wrong becomes a page."""

import os
import shutil
import sqlite3
import subprocess
import sys

from web.browsing import Served
from web.reading_html import Page


def test_a_broken_catalog_is_a_refusal_with_a_remedy(shown, tmp_path):
    vault = str(tmp_path / "vault")
    shutil.copytree(shown.path, vault)
    with Served(vault) as served:
        guest = served.guest()
        assert guest.get("/ar/individuals/").status == 200
        database = sqlite3.connect(os.path.join(vault, "catalog.sqlite3"))
        database.execute("DROP TABLE catalog_individual")
        database.commit()
        database.close()
        answer = guest.get("/ar/individuals/")
        assert answer.status == 503
        assert "catalog-damaged" in answer.text
        assert not Page(answer.text).mistakes
        assert guest.get("/ar/custody/entries/").status == 200


def test_a_mistake_of_our_own_is_a_page_and_a_line_for_the_terminal(shown):
    program = (
        "import os\n"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'dalil.web.settings'\n"
        f"os.environ['DALIL_VAULT'] = {shown.path!r}\n"
        "import django; django.setup()\n"
        "from django.test import RequestFactory\n"
        "from dalil.web import errors\n"
        "request = RequestFactory().get('/ar/', HTTP_HOST='127.0.0.1')\n"
        "try:\n"
        "    {}['a name from the archive']\n"
        "except KeyError as wrong:\n"
        "    answer = errors.Boundary(None).process_exception(request, wrong)\n"
        "print(answer.status_code, answer.content.decode())\n"
        "print(errors.broken(request).content.decode())\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.startswith("500 ")
    assert "page-broken" in ran.stdout
    assert "KeyError at <string>:9" in ran.stderr
    assert "archive" not in ran.stdout + ran.stderr
