"""PDFs for tests: set in Arabic, without a word, locked, of many pages."""

import importlib.resources

import typst

LOCKED = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"3 0 obj<</Filter/Standard/V 1/R 2/P -44/O(" + b"o" * 32 + b")/U(" + b"u" * 32 + b")>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 3 0 R/ID[(a)(a)]>>\n%%EOF\n"
)


def pdf(body):
    """Set a page; each line of ``body`` is one of the page."""
    page = '#set text(font: "Harmattan", size: 14pt, lang: "ar", dir: rtl)\n' + body.replace("\n", "\n\n")
    with importlib.resources.as_file(importlib.resources.files("dalil.testing") / "fonts") as fonts:
        content = typst.Compiler(font_paths=[str(fonts)], ignore_system_fonts=True).compile(page.encode())
    assert isinstance(content, bytes)
    return content


def scan():
    """A page with a grey box and no text."""
    return pdf("#rect(width: 40%, fill: gray)")
