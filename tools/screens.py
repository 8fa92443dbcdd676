"""Screens: pictures of the pages for README and guide, of a drawn archive only.

python -m tools.screens              draws an archive, walks it, shows it, and writes docs/screens
python -m tools.screens --vault V    of a vault that was drawn before (``make demo``)
"""

import argparse
import io
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from typing import Any, Final

TARGET: Final = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "docs", "screens")
FLAGS: Final = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
]
TONES: Final = 96
"""Colours of a written picture: enough for flat pages, and a quarter of the bytes."""
HEIGHT_PX_MAX: Final = 1_500
SEEN: Final = (
    "[...document.images].every((image) => image.complete || !image.checkVisibility() || "
    f"image.getBoundingClientRect().top > {HEIGHT_PX_MAX})"
)
LINK: Final = re.compile(r"(http://[^/]+)/\?token=\S+")
VIEWS: Final = (
    # name, page, language, scheme, width
    ("ladder-ar", "", "ar", "light", 1_200),
    ("ladder-en", "", "en", "light", 1_200),
    ("ladder-ar-dark", "", "ar", "dark", 1_200),
    ("ladder-ar-phone", "", "ar", "light", 360),
    ("individuals-ar", "individuals/", "ar", "light", 1_200),
    ("individuals-en", "individuals/", "en", "dark", 1_200),
    ("individual-ar", "individuals/{individual}/", "ar", "light", 1_200),
    ("individual-en", "individuals/{individual}/", "en", "light", 1_200),
    ("photograph-ar", "photographs/{digest}/", "ar", "light", 1_200),
    ("photograph-en", "photographs/{digest}/", "en", "dark", 1_200),
    ("photographs-ar", "photographs/", "ar", "light", 1_200),
    ("custody-ar", "custody/", "ar", "light", 1_200),
    ("custody-en", "custody/", "en", "light", 1_200),
    ("entry-ar", "custody/entries/1/", "ar", "dark", 1_200),
    ("received-en", "received/", "en", "light", 1_200),
)


def main() -> None:
    """Write every view."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vault", default="")
    vault = parser.parse_args().vault
    with tempfile.TemporaryDirectory() as work:
        for name, picture in shots(vault or drawn(work)):
            with open(os.path.join(TARGET, f"{name}.png"), "wb") as file:
                file.write(picture)


def drawn(work: str) -> str:
    """A vault of a drawn archive of 120 photographs."""
    from dalil.testing.archive import ArchiveBuilder

    archive, vault = os.path.join(work, "archive"), os.path.join(work, "vault")
    ArchiveBuilder(seed=2014, photographs=120).draw(archive)
    walk = ["run", os.path.join(archive, "disk"), "--vault", vault, "--profile", "syria"]
    subprocess.run([sys.executable, "-m", "dalil", *walk], check=True)  # noqa: S603 - our own program
    return vault


def shots(vault: str) -> Iterator[tuple[str, bytes]]:
    """Every view as (name, PNG)."""
    from playwright.sync_api import sync_playwright

    command = [sys.executable, "-m", "dalil", "serve", "--vault", vault, "--port", "0"]
    with (
        subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server,  # noqa: S603 - our own program
        sync_playwright() as playwright,
    ):
        assert server.stderr, "it is a pipe"
        link = next(found for line in server.stderr if (found := LINK.search(line)))
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        context = browser.new_context()
        page = context.new_page()
        page.goto(link[0])
        places = told(page, link[1])
        let_in = context.storage_state()
        for name, address, language, scheme, width in VIEWS:
            yield (
                name,
                shot(browser, let_in, f"{link[1]}/{language}/{address.format(**places)}", scheme, width),
            )
        browser.close()
        server.terminate()


def told(page: Any, origin: str) -> dict[str, str]:  # noqa: ANN401 - Playwright's page
    """The individual with the most photographs among those with a settled look, and one of them."""
    page.goto(f"{origin}/en/individuals/")
    rows = page.locator("tbody tr").evaluate_all(
        "(rows) => rows.map((row) => [Number(row.cells[5].innerText), Boolean(row.querySelector('img')), "
        "row.cells[0].innerText.trim()])"
    )
    individual = max((photographs, name) for photographs, has_label, name in rows if has_label)[1]
    page.goto(f"{origin}/en/individuals/{individual}/")
    address = page.locator(".strip a").first.get_attribute("href")
    return {"individual": individual, "digest": address.rstrip("/").rpartition("/")[2]}


def shot(browser: Any, let_in: Any, address: str, scheme: str, width: int) -> bytes:  # noqa: ANN401
    """One view, with all its pictures, in few colours."""
    from PIL import Image

    context = browser.new_context(
        storage_state=let_in, color_scheme=scheme, viewport={"width": width, "height": HEIGHT_PX_MAX}
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(address)
    while not page.evaluate(SEEN):  # asked from outside: the pages' own policy forbids them to evaluate text
        time.sleep(0.05)
    height = min(page.evaluate("document.documentElement.scrollHeight"), HEIGHT_PX_MAX)
    content = page.screenshot(clip={"x": 0, "y": 0, "width": width, "height": height}, full_page=True)
    context.close()
    target = io.BytesIO()
    few = Image.open(io.BytesIO(content)).convert("RGB").quantize(TONES, dither=Image.Dither.NONE)
    few.save(target, format="PNG", optimize=True)
    return target.getvalue()


if __name__ == "__main__":
    main()
