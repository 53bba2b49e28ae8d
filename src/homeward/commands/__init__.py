"""The command line: what a person types after `./homeward`.

One module a command; `main` holds the list of them. No rules live here: a command reads what it was given,
asks the core and prints the answer.
"""
