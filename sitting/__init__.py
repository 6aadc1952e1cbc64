"""One admin's sitting, whichever place is open: what the desk does beside showing places.

`chores` does what nobody asks for (news, platforms, archives, backups), `files` brings in and writes out, `telling`
says what happened of itself or at other desks, `title` is the terminal's, `leaving` ends the desk where nobody
pressed a key for it.
"""
