"""Forms in the design system's markup: the base form, its fields and their checks."""
