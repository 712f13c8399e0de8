"""The form: its route, its pages one after the other, and the button that sends it."""
