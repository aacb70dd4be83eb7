"""``python -m spbe_checklist`` is ``spbe-check``."""

from spbe_checklist.cli.app import main

main()
