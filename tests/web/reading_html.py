"""Reads a page as a person's browser does: elements, texts with what they stand in, links."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "img", "input", "br", "hr"}


@dataclass(frozen=True)
class Text:
    """A piece of text and the elements around it, the outermost first, as (name, attributes)."""

    text: str
    around: tuple

    def within(self, *names):
        return any(name in names for name, _ in self.around)

    @property
    def isolated(self):
        """Whether it stands in an element that keeps its direction, or in another language."""
        return any(
            name in {"bdi", "pre"} or "lang" in attributes
            for name, attributes in self.around
            if name != "html"
        )


@dataclass
class Page(HTMLParser):
    source: str
    texts: list = field(default_factory=list)
    elements: list = field(default_factory=list)
    mistakes: list = field(default_factory=list)

    def __post_init__(self):
        super().__init__(convert_charrefs=True)
        self._open = []
        self.feed(self.source)
        self.mistakes += [f"<{name}> is never closed" for name, _ in self._open]

    def handle_starttag(self, name, attributes):
        told = dict(attributes)
        if len(told) != len(attributes):
            self.mistakes.append(f"<{name}> says something twice")
        self.elements.append((name, told, tuple(self._open)))
        if name not in VOID:
            self._open.append((name, told))

    def handle_startendtag(self, name, attributes):
        self.elements.append((name, dict(attributes), tuple(self._open)))

    def handle_endtag(self, name):
        if not self._open or self._open[-1][0] != name:
            self.mistakes.append(f"</{name}> closes {self._open[-1:] or 'nothing'}")
        else:
            self._open.pop()

    def handle_data(self, text):
        if text.strip():
            self.texts.append(Text(text, tuple(self._open)))

    def of(self, name):
        return [attributes for each, attributes, _ in self.elements if each == name]

    @property
    def addresses(self):
        """Everything that the page leads to or loads."""
        return [
            attributes[key]
            for _, attributes, _ in self.elements
            for key in ("href", "src", "action")
            if key in attributes
        ]

    @property
    def ids(self):
        return [attributes["id"] for _, attributes, _ in self.elements if "id" in attributes]
