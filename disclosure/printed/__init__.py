"""Tables as somebody printed them: what is written there, what it is taken to mean, what a reader can work out."""
