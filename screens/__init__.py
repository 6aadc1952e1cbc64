"""Places: compose, bind, start workers, turn messages into desk calls. Thin."""
