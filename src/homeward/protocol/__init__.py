"""The pure core: events, clocks, packs, duties. Standard library only; `now` is always an argument.

Start with `duties.duties`, then `situation` (what is true) and `series` (one clause's duties). Nothing here knows a page,
a database or a file's place on disk, apart from `shelf`, which reads packs from the folders it is handed.
"""
