"""Forms in the design system's markup: the base form, fields, validators."""
