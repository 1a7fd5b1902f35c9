"""What a source might send, with the planted words in it: text, pages, lists, pictures, archives, names of files and folders."""

import io
import zipfile
from pathlib import Path

from PIL import Image

NAMES = (
    "Qamar Tahhanzade", "Yusra Alnaddaf", "قمر الطحّان", "يسرى الندّاف", "Bassel Ghannamoun", "باسل غنّامون",
    "Wisal Marjanoglu", "وصال المرجان",
)  # fmt: skip
PHONES = ("+963 944 731 8852", "0096395510447", "٠٩٣٣٤٤٥٥٦٦٧")
PLACES = ("36.19873,37.16124", "Zuqaq Alqannas 17", "زقاق القنّاص")
ADDRESSES = ("203.0.113.77", "2001:db8:7a1e::42", "qamar.t@mail.invalid")
FILES = ("uncle-qasims-roof", "شريط-الجار", "IMG_QT_8841")
REASONS = ("her cousin told the clinic guard", "أخبرنا حارس المستوصف", "seen by the baker of Lane Nine")
TITLE = "The Marmara courtyard"
IDENTITY = "Rawand Sheikhmous, nurse"
SERIAL = "SN-CAM-77120934"
WORDS = (*NAMES, *PHONES, *PLACES, *ADDRESSES, *FILES, *REASONS, TITLE, IDENTITY, SERIAL)
"""Twenty-five, and one more."""


def inbox(root: Path) -> None:
    """Write it all."""
    folder = root / FILES[0]
    folder.mkdir(parents=True)
    (folder / f"{FILES[2]}.txt").write_text(
        f"{NAMES[0]} said on 3 May 2016 that at least 12 people were killed in Aleppo at {PLACES[1]}.\n"
        f"Her number is {PHONES[0]}, and his {PHONES[1]}; she wrote from {ADDRESSES[0]} and {ADDRESSES[1]}.\n"
        f"قالت {NAMES[2]} يوم 3 أيار 2016 إن 9 أشخاص قتلوا في حلب، في {PLACES[2]}، ورقمها {PHONES[2]}.\n",
        encoding="utf-8",
    )
    (folder / f"{FILES[1]}.html").write_text(
        f"<html><head><meta charset=utf-8><title>{NAMES[1]}</title></head><body><p>{NAMES[4]} said on 4 May 2016 that"
        f" 20 people were killed in Aleppo. <a href='mailto:{ADDRESSES[2]}'>{NAMES[3]}</a></p>"
        f"<img src='{FILES[2]}.jpg'></body></html>",
        encoding="utf-8",
    )
    (folder / "لائحة.csv").write_bytes(
        f"name,age,sex,date,place\n{NAMES[5]},31,m,2016-05-03,حلب\n{NAMES[7]},9,f,2016-05-03,حلب\n".encode(
            "cp1256"
        )
    )
    (folder / "list.csv").write_text(
        f"name,age,sex,date,place\n{NAMES[4]},31,m,2016-05-03,Aleppo\n{NAMES[6]},9,f,2016-05-03,Aleppo\n",
        encoding="utf-8",
    )
    picture = Image.effect_noise((160, 120), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0xA431] = PLACES[0], NAMES[0], SERIAL
    picture.save(folder / f"{FILES[2]}.jpg", exif=exif)
    picture.save(folder / "copy.png")
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{FILES[1]}/chat.txt", f"03/05/2016, 10:00 - {NAMES[6]}: {REASONS[2]}\n" * 50)
        archive.writestr("large.txt", f"{NAMES[0]} {PHONES[0]}\n" * 400_000)
    (folder / "chats.zip").write_bytes(held.getvalue())
