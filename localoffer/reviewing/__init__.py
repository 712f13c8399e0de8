"""What listings and pages of the guide share while somebody else looks at a change before families see it."""
