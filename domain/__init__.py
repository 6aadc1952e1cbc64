"""What a post, a comment, a topic, a target IS, and the rules about them. Pure: no I/O, no clock, no Textual."""
