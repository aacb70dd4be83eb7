"""From evidence to level, indicator and index; decisions, gate, diff, plan and the Result. Pure."""
