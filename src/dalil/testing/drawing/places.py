"""Places: agencies, hospitals, units, cameras and photographers that the drawn archives speak of."""

from typing import Final

AGENCIES: Final = (
    ("215", 26),
    ("227", 22),
    ("235", 12),
    ("248", 14),
    ("251", 12),
    ("216", 5),
    ("220", 5),
    ("293", 4),
)
"""Agency codes with weights."""
HOSPITALS: Final = (
    ("601", "مشفى 601", "المزة"),
    ("tishreen", "مشفى تشرين", "برزة"),
    ("harasta", "مشفى حرستا", "حرستا"),
)
"""Code in the truth, name on labels, place on labels."""
UNITS: Final = ("عسكرية", "شرطة")
"""Unit words in folder names: military, police."""
CAMERAS: Final = (
    ("NIKON CORPORATION", "NIKON D3100", "DSC_{:04d}.JPG"),
    ("NIKON", "COOLPIX L28", "DSCN{:04d}.JPG"),
    ("Canon", "Canon EOS 600D", "IMG_{:04d}.JPG"),
    ("SONY", "DSC-W610", "DSC0{:04d}.JPG"),
    ("Panasonic", "DMC-FS35", "P101{:04d}.JPG"),
)
"""Make, model, and how the camera names its files from a counter of four digits."""
PHOTOGRAPHERS: Final = (
    "أبو علي",
    "المصور نضال",
    "Samer",
    "خالد",
    "تصوير مازن",
    "ABU HASAN",
    "ملازم رامي",
    "Wael 2",
)
"""How photographers' folders are named. Given names only, drawn by chance."""
RANKS: Final = ("مجند", "عريف", "رقيب", "رقيب أول", "ملازم", "ملازم أول", "مساعد")
"""Ranks on soldiers' cards."""
