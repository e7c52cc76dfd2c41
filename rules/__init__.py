"""The law: facts in, findings, decision and letter text out; no input, no output, no statistics."""
