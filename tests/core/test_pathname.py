"""Path names: the text loses bytes, the fields never do."""

import base64

from dalil.core.pathname import to_lists

ARABIC_1256 = b"\xd5\xe6\xd1\xc9.jpg"


def test_a_list_of_readable_paths_is_texts_alone():
    assert to_lists("paths", ["صورة.jpg".encode(), b"a/b"]) == {"paths": ["صورة.jpg", "a/b"]}


def test_where_one_path_loses_bytes_its_bytes_stand_in_its_place():
    lists = to_lists("paths", [b"a", ARABIC_1256])
    assert lists["paths"] == ["a", "\ufffd\ufffd\ufffd\ufffd.jpg"]
    assert lists["paths_b64"] == [None, base64.b64encode(ARABIC_1256).decode()]
