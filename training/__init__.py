"""Makes the weights in `language/weights`. Needs the `training` dependency group; nothing here is shipped."""
