"""The forms of the steps, by subject. They only ask what the answers name; none asks for a diagnosis."""
