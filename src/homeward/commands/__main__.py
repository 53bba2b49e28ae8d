"""`python -m homeward.commands`, which the launcher at the root of the repository becomes."""

import sys

from homeward.commands.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
