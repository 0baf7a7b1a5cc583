"""What a WSGI server loads: `gunicorn wsgi:app`."""

import os

from compliance.app import create_app
from config import Config

app = create_app(Config.from_environment(os.environ))
