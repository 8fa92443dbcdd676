"""Whoever follows a count of the ladder finds as many rows as it says."""

import html
import re

import pytest

pytestmark = pytest.mark.xdist_group("web")


def test_a_list_to_which_the_ladder_leads_has_as_many_rows_as_it_counts(looker):
    page = looker.get("/en/").text
    rungs = re.findall(r'<th scope="row"><a href="([^"]+)">.*?</th>\s*<td class="strong">(.*?)</td>', page)
    losses = re.findall(r'<li><a href="([^"]+)"><span class="minus">(.*?)</span>', page)
    led = [(html.unescape(address), count) for address, count in rungs + losses]
    led = [(address, count) for address, count in led if "/photographs/" in address]
    assert len(led) > 4
    assert any("labelled=1" in address for address, _ in led), "several people are labelled, too"
    for address, count in led:
        found = re.search(r"Found: (.*?)</p>", looker.get(address).text)
        assert digits(found[1]) == digits(count), address


def digits(shown):
    return re.search(r"[0-9,]+", re.sub(r"<[^>]*>|−", "", shown))[0]
