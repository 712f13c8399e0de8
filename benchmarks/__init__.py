"""What the site costs and how well it finds: measured on this machine, side by side with what else could be used.

``python -m benchmarks`` runs everything. Nothing here is part of the site, and nothing here fails for being slow.
"""
