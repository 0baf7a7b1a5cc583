"""The Flask kit: extensions, guards, forms, templating, errors, security headers, pagination."""
