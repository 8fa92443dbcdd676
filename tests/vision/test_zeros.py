"""Zeros at the ends of a row: Arabic-Indic dots are taken with it, what stands beyond the card is not."""

import cv2
import numpy as np

from dalil.vision.writing import rows
from dalil.vision.zeros import with_zeros


def card(dots, beyond=()):
    """Three tall marks on a light card on dark cloth, and dots (left, top) of 8 pixels."""
    page = np.full((300, 600), 70, np.uint8)
    cv2.rectangle(page, (150, 100), (450, 190), 220, -1)
    for x in (240, 280, 320):
        cv2.rectangle(page, (x, 125), (x + 14, 165), 30, -1)
    for x, y in (*dots, *beyond):
        cv2.rectangle(page, (x, y), (x + 8, y + 8), 25, -1)
    return page


def found(page):
    (_, row), *_ = rows(page)
    return with_zeros(page, row)


def test_dots_at_either_end_belong_to_the_number():
    plain = found(card([]))
    row = found(card([(215, 141), (350, 141), (370, 141)]))
    assert (plain.left, plain.right) == (240, 335)
    assert row.left <= 216
    assert row.right >= 378


def test_what_lies_beyond_the_card_or_off_the_line_does_not():
    row = found(card([(350, 178)], beyond=[(470, 141), (130, 141)]))
    assert (row.left, row.right) == (240, 335)
