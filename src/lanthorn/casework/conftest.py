"""For the tests of the casework: which settings they run under, before pytest-django looks for any."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lanthorn.casework.settings.test")
