"""A team in Debian's Chromium: signing in with a code, accounts, a photograph while a button is held."""

import pytest

from browser.test_looking import LOOKING
from web.browsing import PASSPHRASE, Team
from web.shown_vault import INDIVIDUALS, ShownVault

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
DRAWN = "(canvas) => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.length"


@pytest.fixture(scope="module")
def team(tmp_path_factory):
    shown = ShownVault(tmp_path_factory.mktemp("team-in-a-browser"))
    with Team(shown.path) as served:
        served.shown = shown
        served.administrator = served.first()
        served.looker = served.member(served.administrator, "ليلى", "statistician")
        served.officer = served.member(served.administrator, "سلمى", "case-officer")
        yield served


def test_somebody_signs_in_with_a_passphrase_and_a_code(chromium, team):
    browser = chromium.signed_in(team, None)
    with browser.page("/ar/") as page:
        assert page.url.endswith("/ar/sign-in/")
        page.fill("#login", "ليلى")
        page.fill("#password", PASSPHRASE)
        page.keyboard.press("Enter")
        page.wait_for_url("**/ar/sign-in/code/**")
        page.fill("#code", team.looker.code(-30))
        page.keyboard.press("Enter")
        page.wait_for_url("**/ar/")
        assert page.locator("nav a").all_text_contents() == ["سلّم الأعداد", "الأفراد", "الصور", "حسابي"]


@pytest.mark.parametrize(("language", "scheme", "width"), [("ar", "light", 360), ("en", "dark", 1200)])
@pytest.mark.parametrize("address", ["accounts/", "accounts/2/", "account/", "account/passphrase/"])
def test_the_pages_of_accounts_can_be_read(chromium, team, address, language, *, scheme, width):
    browser = chromium.signed_in(team, team.administrator)
    with browser.page(f"/{language}/{address}", width=width, scheme=scheme) as page:
        assert not page.evaluate(LOOKING)


@pytest.mark.parametrize(("language", "scheme", "width"), [("ar", "dark", 360), ("en", "light", 1200)])
def test_the_way_in_can_be_read(chromium, team, language, scheme, width):
    browser = chromium.signed_in(team, None)
    with browser.page(f"/{language}/sign-in/", width=width, scheme=scheme) as page:
        assert not page.evaluate(LOOKING)


@pytest.mark.parametrize("held_by", ["pointer", "key"])
def test_a_photograph_is_seen_while_the_button_is_held_and_no_longer(chromium, team, held_by):
    browser = chromium.signed_in(team, team.looker)
    with browser.page(f"/ar/photographs/{team.shown.photographs[0]}/") as page:
        page.click("details.look-asked summary")
        page.select_option("#look-reason", "coding")
        button, canvas = page.locator("button.hold"), page.locator("canvas.look")
        assert not canvas.is_visible()
        button.scroll_into_view_if_needed()
        if held_by == "pointer":
            button.hover()
            page.mouse.down()
        else:
            button.focus()
            page.keyboard.down(" ")
        canvas.wait_for(state="visible")
        assert canvas.evaluate(DRAWN) == 640 * 480 * 4
        page.mouse.up() if held_by == "pointer" else page.keyboard.up(" ")
        canvas.wait_for(state="hidden")
        assert canvas.evaluate("(canvas) => canvas.width") == 0


def test_without_a_reason_the_page_says_so_and_shows_nothing(chromium, team):
    browser = chromium.signed_in(team, team.looker)
    with browser.page(f"/ar/photographs/{team.shown.photographs[0]}/", refused=True) as page:
        page.click("details.look-asked summary")
        page.locator("button.hold").hover()
        page.mouse.down()
        page.locator("#look-said p").first.wait_for(state="visible")
        assert "لم يُذكر لماذا" in page.locator("#look-said").inner_text()
        assert not page.locator("canvas.look").is_visible()
        page.mouse.up()


def test_a_passkey_alone_opens_an_account(chromium, team):
    """On ``localhost``, for a passkey belongs to a name; with an authenticator that Chromium plays."""
    context = chromium.anew()
    page = context.new_page()
    origin = f"http://localhost:{team.port}"
    authenticator = context.new_cdp_session(page)
    authenticator.send("WebAuthn.enable")
    told = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    told |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    authenticator.send("WebAuthn.addVirtualAuthenticator", {"options": told})
    link = team.link_for(team.administrator, "passkey", "custodian")
    page.goto(f"{origin}{link}")
    page.fill("#password", PASSPHRASE)
    page.fill("#again", PASSPHRASE)
    page.keyboard.press("Enter")
    page.fill("#login", "passkey")
    page.fill("#password", PASSPHRASE)
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/")
    page.goto(f"{origin}/en/account/passkeys/add/")
    page.fill("#name", "laptop")
    page.check("#passwordless")
    page.click("[data-passkey=add]")
    page.wait_for_url(lambda url: "passkeys/add" not in url)
    page.goto(f"{origin}/en/account/")
    page.click("main form button")
    page.wait_for_url("**/sign-in/")
    page.click("[data-passkey=login]")
    page.wait_for_url("**/en/")
    page.goto(f"{origin}/en/custody/")
    assert "Custody" in page.title()
    context.close()


def test_enter_in_a_field_decides_nothing(chromium, team):
    browser = chromium.signed_in(team, team.officer)
    with browser.page(f"/ar/individuals/{INDIVIDUALS[0]}/") as page:
        before = page.locator("button[value^=undo-]").count()
        page.fill("#decide-reason", "لا شيء")
        page.fill("#decide-other", INDIVIDUALS[1])
        page.keyboard.press("Enter")
        page.wait_for_timeout(500)
        assert page.input_value("#decide-reason") == "لا شيء"
        page.reload()
        assert page.locator("button[value^=undo-]").count() == before


@pytest.mark.parametrize(("language", "scheme", "width"), [("ar", "light", 360), ("en", "dark", 1200)])
def test_the_form_of_decisions_can_be_read(chromium, team, language, scheme, width):
    browser = chromium.signed_in(team, team.officer)
    with browser.page(f"/{language}/individuals/{INDIVIDUALS[0]}/", width=width, scheme=scheme) as page:
        assert page.locator("#decide").is_visible()
        assert not page.evaluate(LOOKING)
