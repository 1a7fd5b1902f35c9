"""Bytes that are not pages: our own files, the objects of exhibits, and the door to a language.

An exhibit's bytes are hostile until shown otherwise: they leave as a picture only if they are one, else as a file to save,
and in either case under a policy that lets nothing in them run.
"""

import re
from typing import Any

from tawthiq.desk.gate import CASE_KEY
from tawthiq.desk.magic import picture_type
from tawthiq.desk.static import FILES, address, content
from tawthiq.desk.visit import Visit
from tawthiq.desk.web import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from tawthiq.record.errors import ObjectMissing

SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
_DIGEST = re.compile(r"[0-9a-f]{64}")


def door(request: HttpRequest) -> HttpResponse:
    """To the reader's language, by what the browser prefers."""
    first = request.headers.get("Accept-Language", "").strip().lower()
    response = HttpResponseRedirect("/ar/" if first.startswith("ar") else "/en/")
    response["Vary"] = "Accept-Language"
    return response


def static(request: HttpRequest, digest: str, name: str) -> HttpResponse:
    """A file of our own; its address changes with its bytes, so it may be kept for ever."""
    if name not in FILES or address(name) != f"/static/{digest}/{name}":
        raise Http404
    etag = f'"{digest}"'
    if request.headers.get("If-None-Match") == etag:
        known = HttpResponse(status=304, headers={"ETag": etag})
        del known["Content-Type"]
        return known
    response = HttpResponse(content(name), content_type=FILES[name])
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["ETag"] = etag
    return response


def stored(request: HttpRequest, digest: str) -> HttpResponse:
    """An object that an exhibit names."""
    case = request.environ[CASE_KEY]
    named = {ref.digest for one in case.exhibits() for ref in one.obtained.objects}
    if not _DIGEST.fullmatch(digest) or digest not in named:
        raise Http404
    try:
        data = case.object_bytes(digest)
    except ObjectMissing as wrong:
        raise Http404 from wrong
    kind = picture_type(data)
    response = HttpResponse(data, content_type=kind or "application/octet-stream")
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "private, no-store"
    if kind is None:
        response["Content-Disposition"] = f'attachment; filename="{digest[:12]}.bin"'
    return response


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:  # noqa: ARG001  (Django's signature)
    """An address that no page answers to."""
    return Visit(request, _language(request)).show("not_found.html", here="", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """A page that failed; the traceback is on the terminal, never in the browser."""
    return Visit(request, _language(request)).show("trouble.html", here="", status=500, sentence="")


def _language(request: HttpRequest) -> str:
    return "ar" if request.path.startswith("/ar/") else "en"
