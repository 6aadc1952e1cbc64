"""What the command line prints. Each module is one command: `configure(parser)` and `run(args) -> exit code`.

Data goes to stdout, words to stderr. Exit codes: 0 done, 1 refused, 2 misused. Never loads Textual.
"""
