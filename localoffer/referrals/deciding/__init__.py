"""What the team tells a family: templates of messages, and letters that say what was decided."""
