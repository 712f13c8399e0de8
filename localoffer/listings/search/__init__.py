"""How families find listings: what was asked, the index, the engine over it, and how each process follows changes.

The one package that knows Whoosh. Whoosh keeps the index; matching, filters and counts are set algebra on integers
whose bits are listings. The index is a copy of the published listings that can be thrown away at any time.
"""
