"""Odd names by what is odd about them, odd link targets, odd times: 168 with the few in ``odd_tree.py``."""

ODD_COUNT = 168
SECOND = 10**9

CONTROLS = [b"a%cb.jpg" % code for code in (*range(1, 32), 127)]
TERMINAL = [
    b"two\nlines.jpg",
    b"\n",
    b"\r",
    b"ends in a line\n",
    b"dos\r\nline",
    b"kept 5\rkept 9",
    b"\x1b[31mred\x1b[0m",
    b"\x1b]0;title\x07",
    b"\x1bc",
    "\x9b31mred".encode(),
    "a\x85b\u2028c\u2029d".encode(),
    b":skull: [bold]x[/bold]",
]
ENDS = [b" ", b"  before", b"after ", b"after.", b"...", b"after. . ", "\u00a0\u3000".encode(), b"\ttab\t"]
SHELL = [
    b"--help",
    b"-rf",
    b"'",
    b'"',
    b"`id`",
    b"$(id) ${HOME}",
    b"a;b&c|d<e>f",
    b"#",
    b"*?[a]{b}",
    b"\\",
    b"\\..\\up.jpg",
    b"C:\\x",
    b"%0A",
    b"%0D%25%",
    b"%s%n",
    b"..%2f..%2fx",
    b"=1+1",
    b'{"path":"x"}',
    b"<b>&amp;",
    b"!/member",
]
RESERVED = [b"CON", b"nul.jpg", b"lpt1.txt", b"._x.jpg", b"Icon\r", b"lost+found"]
NOT_UTF8 = [
    "صورة.jpg".encode("cp1256"),
    "Grüße".encode("latin-1"),
    "写真".encode("shift_jis"),
    b"\x80",
    b"\xff",
    b"cut \xd8",
    b"\xc0\xaf\xc0\xae",
    b"\xe0\x80\xaf",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xf8\x88\x80\x80\x80",
    "صورة ".encode() + b"\xe6\xd1",
]
TWINS = [
    name.encode()
    for name in (
        "\u00e9",
        "e\u0301",
        "\ud55c",
        "\u1112\u1161\u11ab",
        "Photo.JPG",
        "photo.jpg",
        "\u0130",
        "\u0131",
        "\ufffd",
    )
]
UNSEEN = [
    name.encode()
    for name in (
        "\u202egpj.exe",
        "\u2067b\u2069",
        "\u200ea\u200f\u061c",
        "a\u200bb",
        "می\u200cخواهم",
        "a\u200db",
        "\ufeffbom",
        "a\u00adb\u2060",
        "\ue000\uffff\U0010ffff",
        "\U000e0041",
        "a" + "\u0301" * 60,
    )
]
ARABIC = [
    name.encode()
    for name in (
        "صـــورة",
        "صُورَةٌ",
        "١٢-٠٤-٢٠١٩ شرطة",
        "۱۲۳",
        "أحمد",
        "احمد",
        "ﷺ ﻻ",
    )
]
WIDE = ["👨\u200d👩\u200d👧".encode(), "🇸🇾.jpg".encode(), "раураl".encode()]
LONG = [b"n" * 255, "ص".encode() * 127 + b"x", b"\xd5" * 255, "👁".encode() * 63 + b"xyz"]
NAMES = {
    b"controls": CONTROLS,
    b"terminal": TERMINAL,
    b"ends": ENDS,
    b"shell": SHELL,
    b"reserved": RESERVED,
    b"not utf-8": NOT_UTF8,
    b"twins": TWINS,
    b"unseen": UNSEEN,
    b"arabic": ARABIC,
    b"wide": WIDE,
    b"long": LONG,
}

TARGETS = {
    b"absolute": b"/etc/passwd",
    b"dangling": b"nothing there",
    b"itself": b"itself",
    b"one": b"two",
    b"two": b"one",
    b"up": b"../../../../../..",
    b"slash": b"../shell/",
    b"slashes": b"..//shell///#",
    b"not utf-8": "صورة".encode("cp1256"),
    b"\xff": b"\x80\xff",
    b"lines": b"a\nb\r\x1b[2J",
    b"turned": "\u202egpj".encode(),
    b"nfd": "e\u0301".encode(),
    b"device": b"/dev/zero",
    b"fifo": b"../special/fifo",
    b"longest": b"l" * 4095,
}

TIMES = {
    b"a nanosecond before 1970": -1,
    b"1960": -315_619_200 * SECOND + 5,
    b"1901": -(2**31) * SECOND,
    b"1970": 0,
    b"a nanosecond": 1,
    b"last of 31 bits": (2**31 - 1) * SECOND + 999_999_999,
    b"2038": 2**31 * SECOND + 1,
    b"2106": 2**32 * SECOND + 123_456_789,
    b"2242": 8_589_934_592 * SECOND + 1,
    b"beyond 63 bits": 2**63 + 1,
    b"2446": 15_032_385_535 * SECOND,
}
"""Modification times in nanoseconds; ext4 keeps 34 bits of seconds, from 1901 to 2446."""
