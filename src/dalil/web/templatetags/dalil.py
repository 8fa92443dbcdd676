"""Tags of the templates: words in the language of the page, and values that keep their direction."""

import hashlib
import os
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.utils import translation
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from dalil.web import isolated, meaning, refused, say, summary, who, words
from dalil.web.written import lettered, written

register = template.Library()

for _name in ("plain", "number", "percent", "moment", "path", "digest", "short", "mixed"):
    register.filter(_name, getattr(isolated, _name))
register.filter("written", written)
register.filter("lettered", lettered)
register.simple_tag(isolated.span, name="span")
register.simple_tag(isolated.percents, name="percents")


@register.simple_tag(name="say")
def say_tag(key: str, **facts: say.Fact) -> SafeString:
    """``{% say "custody.title" %}``."""
    return say.say(key, _language(), **facts)


@register.simple_tag(name="say_text")
def say_text_tag(key: str, **facts: str | int) -> str:
    """``<title>{% say_text "individual.title" id=individual.id %}``: for titles and attributes."""
    return say.text(key, _language(), **facts)


@register.simple_tag(name="coded")
def coded_tag(family: str, code: str) -> SafeString:
    """``{% coded "class" photograph.photograph_class %}``."""
    return say.coded(family, code, _language())


@register.simple_tag(name="class_reason")
def class_reason_tag(code: str) -> SafeString:
    """``{% class_reason photograph.reason %}``: why a photograph has its class."""
    if words.known(f"class_reason.{code}"):
        return say.coded("class_reason", code, _language())
    if code.startswith("folder-"):
        return say.coded("class_reason", "folder-word", _language())
    return refused.short(code, _language())


@register.simple_tag(name="meant")
def meant_tag(field: str, value: str) -> SafeString:
    """``{% meant each.name each.value %}``: what the profile calls a value, else the value as written."""
    return meaning.meant(field, value, _language())


@register.simple_tag(name="act")
def act_tag(kind: str, body: dict[str, Any]) -> SafeString:
    """``{% act entry.type entry.body %}``: what was done, in a few words."""
    return say.coded("event", summary.act(kind, body), _language())


@register.simple_tag(name="summary")
def summary_tag(kind: str, body: dict[str, Any], actor: str) -> SafeString:
    """``{% summary entry.type told_of entry.actor %}``: what an entry records, in a sentence or none."""
    return summary.of(kind, {**body, "actor": actor}, _language())


@register.simple_tag(name="kinds_of")
def kinds_of_tag(counts: dict[str, int]) -> SafeString:
    """``{% kinds_of kinds as told %}``: how many files and folders."""
    said = ((say.say(f"kind_count.{kind}", _language(), count=count),) for kind, count in counts.items())
    return format_html_join(" · ", "{}", said)


@register.simple_tag(name="contradiction")
def contradiction_tag(code: str, detail: str) -> SafeString:
    """``{% contradiction each.code each.detail %}``."""
    return say.contradiction(code, meaning.detail(code, detail, _language()), _language())


@register.simple_tag(name="modified")
def modified_tag(mtime_ns: int) -> SafeString:
    """A time of change as the source claimed it, in nanoseconds since 1970; a number beyond the calendar."""
    try:
        moment = datetime.fromtimestamp(mtime_ns // 1_000_000_000, UTC)
    except (OverflowError, ValueError, OSError):
        return isolated.number(mtime_ns)
    return isolated.moment(f"{moment:%Y-%m-%dT%H:%M:%S}Z")


@register.simple_tag(name="sum_of")
def sum_of_tag(counts: dict[str, int]) -> SafeString:
    """The sum of counts by code."""
    return isolated.number(sum(counts.values()))


@register.simple_tag(name="leads_to")
def leads_to_tag(name: str, *args: object) -> str:
    """``{% leads_to "entry" each.index as there %}``: an address, or nothing where they may not go."""
    return who.leads_to(name, *args)


@register.filter
def decision_act(kind: str) -> str:
    """``{% coded "event" each.kind|decision_act %}``: the code of an act of deciding."""
    return f"decision-made-{kind}"


@register.filter
def error_codes(form: Any) -> list[str]:  # noqa: ANN401 - a Form; templates know no types
    """``{% for code in form|error_codes %}``: what is wrong with a form, each once."""
    codes = dict.fromkeys(str(one.code) for found in form.errors.as_data().values() for one in found)
    return list(dict.fromkeys(each if words.known(f"account_error.{each}") else "other" for each in codes))


@register.filter
def svg(length: float) -> str:
    """A length in a picture: a point before the decimals in every language."""
    return f"{length:.1f}"


@register.simple_tag(name="why")
def why_tag(code: str) -> SafeString:
    """``{% why code %}``: a refusal or finding in a few words."""
    return refused.short(code, _language())


@register.simple_tag(name="why_text")
def why_text_tag(code: str) -> str:
    """``<title>{% why_text code %}``: the same without markup."""
    found = refused.reason(code)
    return found.in_language(_language()) if found else code


@register.simple_tag(name="lost")
def lost_tag(code: str) -> str:
    """``{% lost code %}``: why something was lost, as it stands after a count."""
    return refused.after_count(code, _language())


@register.simple_tag(name="sentence")
def sentence_tag(of: Any, language: str) -> SafeString:  # noqa: ANN401 - a Refusal; templates know no types
    """``{% sentence refused "ar" %}``."""
    return refused.sentence(of, language)


@register.simple_tag(name="remedy")
def remedy_tag(of: Any, language: str) -> SafeString:  # noqa: ANN401 - a Refusal; templates know no types
    """``{% remedy refused "ar" %}``."""
    return refused.remedy(of, language)


@register.simple_tag
def asset(name: str) -> str:
    """``{% asset "dalil.css" %}``: the address of a static file, with the digest of its content."""
    return f"{settings.STATIC_URL}{name}?{_digest_of(name)}"


@cache
def _digest_of(name: str) -> str:
    with open(os.path.join(settings.STATIC_ROOT, name), "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:12]


def _language() -> str:
    return translation.get_language() or "ar"
