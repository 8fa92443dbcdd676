"""Containers: files that hold files. Read as streams; nothing is extracted, written or run.

The readers themselves are imported from :mod:`dalil.intake.containers.readers` and
:mod:`dalil.intake.containers.frames`, so that asking for one module does not load every library.
"""
