"""Chromium by Playwright: pages fail a test when they complain, or reach for anything but their server."""

import contextlib
import copy

from playwright.sync_api import sync_playwright

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-sync",
    "--disable-component-update",
]

DRESSED = """async () => {
  const sheets = [...document.querySelectorAll('link[rel=stylesheet]')];
  const loaded = (link) => link.sheet || new Promise((done) => link.addEventListener('load', done));
  await Promise.all(sheets.map(loaded));
  await document.fonts.ready;
}"""


class Chromium:
    def __init__(self, program, served):
        self._program, self._served = program, served

    def __enter__(self):
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(executable_path=self._program, args=FLAGS)
        self._come_in()
        return self

    def visiting(self, served):
        """The same browser, let in by another server's link."""
        other = copy.copy(self)
        other._served = served
        other._come_in()
        return other

    def signed_in(self, served, visitor):
        """The same browser in the hands of somebody who has signed in over HTTP; None: of nobody."""
        other = copy.copy(self)
        other._served = served
        cookies = visitor.cookies if visitor else {}
        told = {"domain": "127.0.0.1", "path": "/", "expires": -1, "secure": False, "httpOnly": True}
        held = [
            {"name": name, "value": value, **told, "sameSite": "Strict"} for name, value in cookies.items()
        ]
        other._let_in = {"cookies": held, "origins": []}
        return other

    def anew(self):
        """A browser without a past."""
        context = self._browser.new_context()
        context.set_default_timeout(20_000)
        return context

    def _come_in(self):
        context = self._browser.new_context()
        page = context.new_page()
        page.goto(f"{self._served.origin}/?token={self._served.token}")
        assert "token" not in page.url
        self._let_in = context.storage_state()
        context.close()

    def __exit__(self, *_):
        self._browser.close()
        self._playwright.stop()

    @property
    def origin(self):
        return self._served.origin

    @contextlib.contextmanager
    def page(self, address="", *, width=1200, scheme="light", let_in=True, refused=False):
        """A page at ``address``. Afterwards nothing may have been complained of or asked of others.

        ``refused``: an answer is refused there, of which Chromium complains.
        """
        context = self._browser.new_context(
            storage_state=self._let_in if let_in else None,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        context.set_default_timeout(20_000)
        page = context.new_page()
        complaints, asked = [], []
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda said: complaints.append(str(said)))
        page.on("requestfailed", lambda request: complaints.extend(failures(request)))
        page.on("request", lambda request: asked.append(request.url))
        if address:
            self.go(page, address)
        yield page
        context.close()
        complaints = [each for each in complaints if not (refused and "status of 422" in each)]
        assert not complaints, complaints
        foreign = [url for url in asked if not url.startswith((self.origin, "data:"))]
        assert not foreign, foreign

    def go(self, page, address):
        """Lead ``page`` to ``address`` and wait for its style and letters; its pictures may come later."""
        page.goto(f"{self.origin}{address}", wait_until="domcontentloaded")
        page.evaluate(DRESSED)


def failures(request):
    """What failed, unless it is a picture of a page that was left before it came."""
    if request.failure != "net::ERR_ABORTED":
        yield f"{request.failure}: {request.url}"
