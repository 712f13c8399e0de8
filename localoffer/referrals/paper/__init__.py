"""The form on paper, as an accessible PDF in every language."""
