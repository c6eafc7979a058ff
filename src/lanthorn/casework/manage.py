"""Django's management commands: `python -m lanthorn.casework.manage COMMAND`."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command that was asked for, with the development settings unless others are named."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lanthorn.casework.settings.development")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
