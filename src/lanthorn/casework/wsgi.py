"""The casework for a web server: `gunicorn --no-control-socket lanthorn.casework.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lanthorn.casework.settings.production")
application = get_wsgi_application()
