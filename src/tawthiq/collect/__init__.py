"""Collect: what a witness, a disk or a saved page holds becomes items with their bytes, and problems in one clear line each.

`gather` walks files, folders and archives; `extract` reads text, pages and PDFs; `person_rows` reads casualty lists,
`event_rows` tables of events; `sniff` tells what bytes are. The last four are pure. An exhibit is never refused for its content, only for its size.
"""

from tawthiq.collect.events import event_rows
from tawthiq.collect.extract import can_extract, extract
from tawthiq.collect.gather import gather
from tawthiq.collect.images import image_trouble
from tawthiq.collect.items import Item, Problem
from tawthiq.collect.limits import Limits
from tawthiq.collect.names import local_path, shown
from tawthiq.collect.people import is_person_list, person_rows
from tawthiq.collect.sniff import sniff

__all__ = [
    "Item",
    "Limits",
    "Problem",
    "can_extract",
    "event_rows",
    "extract",
    "gather",
    "image_trouble",
    "is_person_list",
    "local_path",
    "person_rows",
    "shown",
    "sniff",
]
