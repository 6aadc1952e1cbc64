"""From feed bytes to ranked topics: fetch, parse, dates, cluster, rank. Everything a server sends is hostile."""
