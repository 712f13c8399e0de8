"""Translations as files for an agency: XLIFF 2 and workbooks, out and home, with nothing lost on the way."""
