"""The few names of Django that pages use, in one place: Django ships no types, and this is where that is said."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect  # type: ignore[import-untyped]  # no types
from django.template import Library  # type: ignore[import-untyped]  # no types
from django.template.loader import render_to_string  # type: ignore[import-untyped]  # no types
from django.urls import path, register_converter, reverse  # type: ignore[import-untyped]  # no types
from django.utils.html import format_html, format_html_join  # type: ignore[import-untyped]  # no types
from django.utils.safestring import SafeString, mark_safe  # type: ignore[import-untyped]  # no types

__all__ = [
    "Http404",
    "HttpRequest",
    "HttpResponse",
    "HttpResponseRedirect",
    "Library",
    "SafeString",
    "format_html",
    "format_html_join",
    "mark_safe",
    "path",
    "register_converter",
    "render_to_string",
    "reverse",
]
