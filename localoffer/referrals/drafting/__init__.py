"""A form that is not sent yet: kept, saved, come back to, carried over to another child."""
