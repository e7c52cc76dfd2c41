"""Tables of amounts: dominance, the p % rule, and what must be suppressed so that no contribution can be estimated."""
