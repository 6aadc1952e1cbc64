"""Draw what they are given, post messages. No I/O."""
