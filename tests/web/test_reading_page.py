"""The reading page: blind, one crop, nothing typed is lost."""

import os
import re
import shutil
from urllib.parse import urlencode

import pytest

from dalil.core.reading import ReaderKind
from dalil.core.reading_queue import item_of
from dalil.core.transcription import Transcription
from dalil.flows import transcribe
from dalil.flows import vault as vaults
from dalil.flows.vault import World
from dalil.store.layout import Layout
from flows.labelled_world import LabelledWorld
from web.browsing import Served
from web.reading_html import Page

pytestmark = pytest.mark.xdist_group("web")

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
MACHINES = ("٤٠٠١", "4001", "٤٠٠٧", "فرع 215")
"""What the machine read on every label of this vault."""


@pytest.fixture
def vault(shown, tmp_path):
    """A copy of the vault that tests may write to."""
    path = str(tmp_path / "vault")
    shutil.copytree(shown.path, path)
    return path


def form_of(answer):
    return dict(HIDDEN.findall(answer.text))


def sends(guest, language="ar", **fields):
    """Fill the form of the page that waits, and send it."""
    form = form_of(guest.get(f"/{language}/reading/?passed={fields.pop('passed', '')}"))
    return guest.post(f"/{language}/reading/", urlencode({**form, "said": "text", **fields}))


def readings(vault):
    events = vaults.Vault.open(vault).journal.events()
    return [event.body for _, event in events if event.type == "reading-made"]


def test_one_crop_is_shown_and_nothing_else_of_it(guest, shown):
    for language in ("ar", "en"):
        answer = guest.get(f"/{language}/reading/")
        page = Page(answer.text)
        (picture,) = [each["src"] for each in page.of("img") if not each["src"].startswith("/static/")]
        assert re.fullmatch(r"/picture/[0-9a-f]{64}/label/0\.png", picture)
        assert guest.get(picture).status == 200
        assert not [each for each in page.addresses if "photographs/" in each and len(each) > 30]
        assert not [each for each in MACHINES if each in answer.text]
        assert page.of("form")[0]["method"] == "post"
        field = next(each for each in page.of("input") if each.get("id") == "text")
        assert field["dir"] == "auto"
        assert "autofocus" in field


def test_enter_records_and_every_answer_has_a_key(guest):
    page = Page(guest.get("/en/reading/").text)
    buttons = [each for each in page.of("button") if each["type"] == "submit"]
    assert buttons[0]["value"] == "text", "Enter presses the first button of a form"
    keys = [each.get("accesskey") for each in buttons[1:]]
    assert keys == ["i", "n", "m", "p"]
    arabic = [each.get("accesskey") for each in Page(guest.get("/ar/reading/").text).of("button")]
    assert len({key for key in arabic if key}) == 4


def test_the_pad_appears_only_where_its_script_runs(guest):
    page = Page(guest.get("/en/reading/").text)
    (pad,) = [attributes for name, attributes, _ in page.elements if attributes.get("class") == "pad"]
    assert "hidden" in pad
    keys = [each["data-key"] for each in page.of("button") if "data-key" in each]
    assert "".join(keys) == "٠١٢٣٤٥٦٧٨٩0123456789?/-"
    (script,) = page.of("script")
    assert guest.get(script["src"]).status == 200


def test_looking_and_passing_record_nothing(vault):
    with Served(vault, "--as", "هدى") as served:
        guest = served.guest()
        first = form_of(guest.get("/ar/reading/"))["item"]
        answer = sends(guest, said="pass")
        assert answer.status == 303
        again = form_of(guest.get(answer.headers["Location"]))
        assert again["item"] != first
        assert again["passed"] == first
        assert guest.get("/ar/reading/?passed=x,y:0,../etc:1," + "a" * 500).status == 200
    assert not readings(vault)


def test_what_is_typed_is_recorded_as_typed_under_the_name_that_serves(vault):
    with Served(vault, "--as", "هدى") as served:
        guest = served.guest()
        answer = sends(guest, text=" رقم ٣٦٥٩", more="فرع 215\r\nالاسم")
        assert answer.status == 303
        assert answer.headers["Location"] == "/ar/reading/"
        after = guest.get("/ar/reading/").text
        assert '<bdi dir="ltr">3659</bdi>' in after
        assert sends(guest, language="en", said="illegible").status == 303
        assert sends(guest, said="no-label").status == 303
        last = guest.get("/en/reading/").text
        assert "No label waits for you now." in last
        assert "today" in last
    first, second, third = readings(vault)
    assert first["lines"] == [" رقم ٣٦٥٩", "فرع 215", "الاسم"]
    assert {each["reader"] for each in (first, second, third)} == {"هدى"}
    assert [each["text"]["legibility"] for each in (second, third)] == ["illegible", "no-label"]


def test_a_third_person_sees_both_readings_without_names_and_decides(vault):
    for name, text in (("هدى", "٣٦٥٩"), ("basem", "٣٦٨٩")):
        with Served(vault, "--as", name) as served:
            guest = served.guest()
            for _ in range(3):
                assert sends(guest, text=text).status == 303
    with Served(vault, "--as", "samir") as served:
        guest = served.guest()
        page = guest.get("/en/reading/").text
        for word in ("٣٦٥٩", "٣٦٨٩", "Two people read this label and differ."):
            assert word in page
        for name in ("هدى", "basem"):
            assert name not in page
        assert sends(guest, choice="0", text="١").status == 422
        nothing = sends(guest, choice="own", text=" ")
        assert (nothing.status, "adjudication-empty" in nothing.text) == (422, True)
        assert "اختر إحدى القراءتين" in nothing.text
        assert sends(guest, choice="0").status == 303
        assert sends(guest, choice="own", text="٤٠٣٨").status == 303
    made = readings(vault)[6:]
    assert [each["text"]["kind"] for each in made] == ["adjudicator"] * 2
    assert [each["text"]["value"] for each in made] == ["3659", "4038"]


def test_who_reads_blind_is_not_shown_the_first_reading_by_asking_to_decide(vault):
    with Served(vault, "--as", "هدى") as served:
        guest = served.guest()
        form = form_of(guest.get("/ar/reading/"))
        sends(guest, text="٣٦٥٩")
    with Served(vault, "--as", "basem") as served:
        guest = served.guest()
        token = form_of(guest.get("/ar/reading/"))["csrfmiddlewaretoken"]
        sly = {**form, "csrfmiddlewaretoken": token, "kind": "adjudicator", "said": "text", "text": ""}
        answer = guest.post("/ar/reading/", urlencode(sly))
    assert answer.status == 422
    assert "٣٦٥٩" not in answer.text


def refused(answer, code, typed):
    page = Page(answer.text)
    assert not page.mistakes
    assert code in answer.text
    assert 'role="alert"' in answer.text
    assert next(each for each in page.of("input") if each.get("id") == "text")["value"] == typed
    assert "باقٍ أدناه" in answer.text
    said = [text for text in page.texts if text.within("section")]
    assert any(re.search("[A-Za-z]{4}", text.text) for text in said), "the other language is there, too"


def test_a_busy_vault_is_said_and_nothing_typed_is_lost(vault):
    with Served(vault, "--as", "هدى") as served:
        guest = served.guest()
        with vaults.writing(vault):
            refused(sends(guest, text="٣٦؟٩", more="فرع"), "vault-busy", "٣٦؟٩")
        assert not readings(vault)
        assert sends(guest, text="٣٦؟٩").status == 303
    assert [each["text"]["value"] for each in readings(vault)] == ["36?9"]


def test_a_key_that_is_gone_is_said_and_nothing_typed_is_lost(vault):
    with Served(vault, "--as", "هدى") as served:
        guest = served.guest()
        assert sends(guest, text="٣٦٥٩").status == 303
        key = Layout(vault).private_key_clear
        os.rename(key, key + ".gone")
        refused(sends(guest, text="٣٦٥٩"), "key-missing", "٣٦٥٩")
    assert len(readings(vault)) == 1


def test_a_sealed_key_opens_with_the_passphrase_and_is_refused_without(tmp_path):
    class Sealed(LabelledWorld):
        def world(self, actor):
            return World(
                actor=actor, passphrase=lambda: "the right one", new_passphrase=lambda: "the right one"
            )

    office = Sealed(tmp_path, photographs=2)
    office.examine([("card", "1")], [("card", "2")])
    with Served(office.path, "--as", "هدى") as served:
        refused(sends(served.guest(), text="٣٦٥٩"), "key-locked", "٣٦٥٩")
    with Served(office.path, "--as", "هدى", DALIL_PASSPHRASE="the right one") as served:
        guest = served.guest()
        assert [sends(guest, text="٣٦٥٩").status for _ in range(2)] == [303, 303]


def test_an_answer_that_says_nothing_or_two_things_is_refused(guest):
    refused(sends(guest, text="  "), "transcription-empty", "  ")
    refused(sends(guest, text="١" * 300), "transcription-too-long", "١" * 300)
    for other in ("several", "pass"):
        refused(sends(guest, text="<b>٣٦", said=other), "answer-twofold", "<b>٣٦")


def test_a_label_that_was_settled_meanwhile_is_said(vault, shown):
    item = item_of(shown.files["2"], 0)
    with Served(vault, "--as", "samir") as served:
        guest = served.guest()
        token = form_of(guest.get("/ar/reading/"))["csrfmiddlewaretoken"]
        for name in ("هدى", "basem"):
            with vaults.writing(vault, World(actor=name)) as opened:
                transcribe.make(opened, item, Transcription.typed(["1"]))
        form = {"csrfmiddlewaretoken": token, "item": item, "kind": "person", "said": "text", "text": "٢"}
        refused(guest.post("/ar/reading/", urlencode(form)), "label-settled", "٢")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_where_nothing_waits_it_is_said_what_is_left_and_for_whom(vault, language):
    second = {"ar": "وسوم تنتظر قارئاً ثانياً غيرك: ", "en": "a second reader, other than you: "}[language]
    third = {"ar": "وتنتظر ثالثاً يفصل فيها: ", "en": "wait for a third who decides: "}[language]
    for name, counts in (("هدى", (3, 0)), ("basem", (0, 3))):
        with Served(vault, "--as", name) as served:
            guest = served.guest()
            for _ in range(3):
                assert sends(guest, text="٣٦٥٩" if name == "basem" else "٣٦٨٩").status == 303
            answer = guest.get(f"/{language}/reading/")
        page = Page(answer.text)
        assert not page.mistakes
        for said, count in zip((second, third), counts, strict=True):
            assert f'{said}<bdi dir="ltr" class="number">{count}</bdi>' in answer.text
        for command in ("dalil serve --vault V --as NAME", "dalil examine --vault V"):
            assert command in answer.text
    assert not [each for each in ("٣٦٨٩", "3689") if each in answer.text], "what the other read"


def decides(vault, name, item, text, **how):
    with vaults.writing(vault, World(actor=name)) as opened:
        transcribe.make(opened, item, Transcription.typed([text]), kind=ReaderKind.ADJUDICATOR, **how)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("said", [{"choice": "0"}, {"choice": "own", "text": "٧"}])
def test_who_decides_too_late_is_told_so_and_changes_nothing(vault, language, said):
    for name, text in (("هدى", "٣٦٥٩"), ("basem", "٣٦٨٩")):
        with Served(vault, "--as", name) as served:
            assert sends(served.guest(), text=text).status == 303
    with Served(vault, "--as", "samir") as served:
        guest = served.guest()
        form = form_of(guest.get(f"/{language}/reading/"))
        assert (form["kind"], form["shown"]) == ("adjudicator", "2")
        decides(vault, "amal", form["item"], "٣٦٨٩")
        late = urlencode({**form, "said": "text", "text": "", **said})
        answer = guest.post(f"/{language}/reading/", late)
        page = Page(answer.text)
        assert not page.mistakes
        kept = [each["value"] for each in page.of("input") if each.get("id") == "text"]
        assert kept == ([said["text"]] if "text" in said else []), "without a word there is nothing to keep"
        assert (answer.status, "label-settled" in answer.text) == (422, True)
        assert {"ar": "أو فصل فيه ثالث", "en": "or decided by a third"}[language] in answer.text
        assert f"/{language}/reading/" in page.addresses, "the way on"
        decides(vault, "nadia", form["item"], "٣٦٥٩", objects=True)
        answer = guest.post(f"/{language}/reading/", late)
        assert (answer.status, "label-read-meanwhile" in answer.text) == (422, True), "another choice now"
        assert not [
            each for each in Page(answer.text).of("input") if "checked" in each and each["value"] != "own"
        ]
        again = {**form_of(answer), "said": "text", "choice": "own", "text": "٣٦٨٩"}
        assert guest.post(f"/{language}/reading/", urlencode(again)).status == 303
    assert [each["reader"] for each in readings(vault)] == ["هدى", "basem", "amal", "nadia", "samir"]


def test_a_form_from_elsewhere_records_nothing(vault):
    with Served(vault, "--as", "هدى") as served:
        answer = served.guest().post("/ar/reading/", "said=text&text=1&item=x")
        assert answer.status == 403
        assert "form-forged" in answer.text
    assert not readings(vault)


def test_without_a_reader_the_page_says_what_to_do(shown):
    with Served(shown.path) as served:
        answer = served.guest().get("/ar/reading/")
    assert answer.status == 200
    assert "actor-unnamed" in answer.text
    assert "dalil serve --vault V --as NAME" in answer.text
    assert "<form" not in answer.text
