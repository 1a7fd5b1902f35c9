"""Tell: judged claims become a bilingual dispatch in which every sentence can be followed to the words it rests on.

The one hard promise: nothing sealed ever leaves, and nothing that is published rots. The site is files without scripts,
addresses or embeds; each footnote has a page with the passage in its paragraph; a manifest lets a stranger check it all.

    site = compile_site(markdown, lookup)     # raises CannotPublish while the checks find an error
    for path, data in site.files.items(): ...
"""

from tawthiq.tell.disclose import coarse, context, may_leave
from tawthiq.tell.dispatch import Dispatch, parse
from tawthiq.tell.lookup import Lookup, Shelf
from tawthiq.tell.notes import Note
from tawthiq.tell.problem import Gravity, Problem
from tawthiq.tell.site import Site, compile_site
from tawthiq.tell.study import check

__all__ = [
    "Dispatch",
    "Gravity",
    "Lookup",
    "Note",
    "Problem",
    "Shelf",
    "Site",
    "check",
    "coarse",
    "compile_site",
    "context",
    "may_leave",
    "parse",
]
