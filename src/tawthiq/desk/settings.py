"""Django as the desk uses it: URLs, requests, templates. No database, no sessions, no apps, no settings file.

The case travels with each request (see `gate`), so several desks can stand in one process.
"""

import logging
import secrets
from pathlib import Path
from typing import cast

from tawthiq.desk.gate import Wsgi

HERE = Path(__file__).parent


def django_application() -> Wsgi:
    """Django's WSGI application over the desk's URLs; configures Django the first time."""
    import django  # type: ignore[import-untyped]  # noqa: PLC0415  (slow to import; ships no types)
    from django.conf import settings  # type: ignore[import-untyped]  # noqa: PLC0415  (as above)
    from django.core.handlers.wsgi import WSGIHandler  # type: ignore[import-untyped]  # noqa: PLC0415  (as above)

    if not settings.configured:
        settings.configure(
            DEBUG=False,
            # Signs nothing that outlives the process: there are no sessions and no cookies.
            SECRET_KEY=secrets.token_hex(32),
            # The gate has checked the Host header already, and knows more than one desk's names.
            ALLOWED_HOSTS=["*"],
            ROOT_URLCONF="tawthiq.desk.urls",
            INSTALLED_APPS=[],
            MIDDLEWARE=[],
            USE_I18N=False,
            USE_TZ=True,
            TIME_ZONE="UTC",
            APPEND_SLASH=False,
            LOGGING_CONFIG=None,
            TEMPLATES=[
                {
                    "BACKEND": "django.template.backends.django.DjangoTemplates",
                    "DIRS": [HERE / "templates"],
                    "OPTIONS": {
                        "libraries": {"desk": "tawthiq.desk.tags"},
                        "builtins": ["tawthiq.desk.tags"],
                    },
                }
            ],
        )
        # A page not found is no event for the terminal; a page that failed is.
        logging.getLogger("django").setLevel(logging.ERROR)
        django.setup(set_prefix=False)
    return cast("Wsgi", WSGIHandler())
