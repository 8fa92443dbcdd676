"""Contact sheet: one page of label crops with what was read on each, to judge a new archive in a minute.

The page is one HTML file that holds everything and may load nothing: no script, no network. It shows crops of
labels and never a photograph. The same input gives the same bytes.
"""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from dalil.core.visible import visible

_STYLE: Final = """
:root { color-scheme: light dark; font: 15px/1.5 "Noto Naskh Arabic", "Noto Sans", system-ui, sans-serif; }
body { margin: 1.5rem auto; max-width: 75rem; padding-inline: 1rem; }
h1 { font-size: 1.3rem; } .en { opacity: .75; } table { border-collapse: collapse; margin-block: 1rem; }
th, td { padding: .2rem .8rem; border-block-end: 1px solid #8886; text-align: start; }
ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: 1rem; padding: 0; }
li { list-style: none; border: 1px solid #8886; border-radius: .4rem; padding: .6rem; }
li { overflow-wrap: anywhere; }
img { max-width: 100%; max-height: 10rem; display: block; margin-block-end: .4rem; background: #fff; }
.text { font-size: 1.15rem; white-space: pre-line; } .about { font-size: .8rem; opacity: .75; }
.accepted { border-color: #2a7d4f; } .cut { border-style: dashed; }
"""
_OPENING: Final = (
    '<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">'
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; '
    "style-src 'unsafe-inline'\">"
    '<meta name="viewport" content="width=device-width"><title>دليل – Dalil</title>'
)
MARK: Final = _OPENING.encode()
"""Begins every contact sheet, of earlier versions too: what begins otherwise is never replaced by one."""
_HEAD: Final = (
    f"{_OPENING}<style>{_STYLE}</style></head><body>"
    '<h1>ما قُرئ على الوسوم <span class="en" lang="en" dir="ltr">What was read on the labels</span></h1>'
    "<p>قرأت آلة هذه الوسوم: ما هنا اقتراحاتها، ولم يتحقق منها أحد. «مقبول»: عند القياس "
    "كان الخطأ في مثل هذه القراءات واحداً من كل ألف على الأكثر. "
    '<span class="en" lang="en" dir="ltr">A machine read these labels: what stands here are its proposals, '
    "and nobody has checked them. Accepted: of such readings at most one in a thousand was wrong "
    "when that was measured.</span></p>"
)
_SURFACES: Final = {
    "overlay": "مستطيل مضاف بالبرنامج",
    "card": "بطاقة الرقم",
    "tape": "شريط لاصق",
    "plate": "لوحة",
    "skin": "كتابة على الجلد",
}


@dataclass(frozen=True, slots=True)
class CropShown:
    """One label: where it is from, its crop (PNG), its text, and how sure the reading is in millionths."""

    path: str
    surface: str
    png: bytes
    text: str
    confidence_ppm: int
    accepted: bool
    truncated: bool


@dataclass(frozen=True, slots=True)
class RefusedFiles:
    """Files that were not read for one reason: how many, what is said of the first, and what to do."""

    count: int
    sentence: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What all files gave: (labels, accepted) by surface, files without a label, files not read by code.

    Of the labels ``skin`` may be writing on skin or cloth and were not asked for; on ``unread`` nothing was
    read.
    """

    files: int
    surfaces: dict[str, tuple[int, int]]
    without: int
    refused: dict[str, RefusedFiles]
    skin: int = 0
    unread: int = 0


def contact_sheet(crops: Sequence[CropShown], tally: Tally) -> bytes:
    """The page, in Arabic with English beside it."""
    counts = _counts(len(crops), tally)
    return "".join((_HEAD, *counts, "<ul>", *map(_item, crops), "</ul></body></html>\n")).encode()


def _counts(shown: int, tally: Tally) -> list[str]:
    rows = [
        f"<tr><th>{_surface(name)}</th><td>{labels}</td><td>{accepted}</td></tr>"
        for name, (labels, accepted) in sorted(tally.surfaces.items())
    ]
    refused = sum(each.count for each in tally.refused.values())
    codes = [_refused(code, each) for code, each in sorted(tally.refused.items())]
    found = sum(labels for labels, _ in tally.surfaces.values())
    return [
        f"<p>ملفات: {tally.files}؛ بلا وسم: {tally.without}؛ لم تُقرأ: {refused} ",
        _en(f"files: {tally.files}; without a label: {tally.without}; not read: {refused}"),
        f"<br>الوسوم المعروضة: {shown} من {found} {_en(f'{shown} of {found} labels are shown')}",
        *_hidden(tally),
        "</p>",
        *codes,
        f"<table><thead><tr><th>السطح {_en('surface')}</th><th>وُجد {_en('found')}</th>",
        f"<th>قُبل {_en('accepted')}</th></tr></thead><tbody>{''.join(rows)}</tbody></table>",
    ]


def _hidden(tally: Tally) -> Iterator[str]:
    """What was found and is not shown, why, and how to ask for it."""
    if tally.skin:
        option = "--show-skin"
        told = (
            f"{tally.skin} that may be skin are not shown unasked: {option} shows them, and may show bodies"
        )
        arabic = f"ما قد يكون كتابة على الجلد ولا يُعرض بلا طلب: {tally.skin}؛ يعرضه {_plain(option)}"
        arabic = f"{arabic}، وقد تظهر أجساد"
        yield f"<br>{arabic} {_en(told)}"
    if tally.unread:
        yield f"<br>ما لم يُقرأ عليه شيء ولا يُعرض: {tally.unread} "
        yield _en(f"{tally.unread} on which nothing was read are not shown")


def _refused(code: str, files: RefusedFiles) -> str:
    """Why files were not read: the code, how many, and of the first of them what it means and what to do."""
    told = visible(f"{files.sentence} {files.remedy}".strip())
    return f'<p class="about">{_plain(f"{code} {files.count}")} {_en(told)}</p>'


def _surface(name: str) -> str:
    return f"{_SURFACES.get(name, name)} {_en(name)}"


def _item(crop: CropShown) -> str:
    kinds = " ".join(name for name, holds in (("accepted", crop.accepted), ("cut", crop.truncated)) if holds)
    picture = base64.b64encode(crop.png).decode("ascii")
    tenths = crop.confidence_ppm // 1000
    share = f"{tenths // 10}.{tenths % 10} %"
    alt = f"وسم قرأته الآلة – label, read by a machine: {crop.text.replace(chr(10), ' / ')}"
    notes = [_surface(crop.surface), _plain(share)]
    notes += [f"مقبول {_en('accepted')}"] * crop.accepted + [f"مقطوع {_en('cut')}"] * crop.truncated
    text = escape(visible(crop.text, lines=True)) or f"لم يُقرأ {_en('not read')}"
    return (
        f'<li class="{kinds}"><img alt="{escape(visible(alt))}" src="data:image/png;base64,{picture}">'
        f'<div class="text"><bdi dir="auto">{text}</bdi></div>'
        f'<div class="about">{" · ".join(notes)}<br>{_path(crop.path)}</div></li>'
    )


def _plain(text: str) -> str:
    return f'<bdi dir="ltr">{escape(visible(text))}</bdi>'


def _path(text: str) -> str:
    """A path from left to right, each part of it in its own direction."""
    parts = "/".join(f'<bdi dir="auto">{escape(visible(part))}</bdi>' for part in text.split("/"))
    return f'<bdi dir="ltr">{parts}</bdi>'


def _en(text: str) -> str:
    return f'<span class="en" lang="en" dir="ltr">{escape(text)}</span>'
