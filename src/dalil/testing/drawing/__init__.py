"""How the drawn archives of :mod:`dalil.testing.archive` are drawn; one noun per file.

Planning (what happened, in which order, under which path) uses the standard library alone and is cheap;
drawing (pixels and bytes) runs unit by unit, in as many processes as wanted. Nothing here shows a body or a
face: an individual is a neutral shape under a patterned cloth.
"""
