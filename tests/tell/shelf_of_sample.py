"""The sample on a `Shelf`: texts through `collect`, claims written by hand where the account cites them."""

from hashlib import sha256
from pathlib import Path

from tawthiq import sample
from tawthiq.collect.extract import extract
from tawthiq.record.assessment import Assessment, Evidence, Reason, Visibility
from tawthiq.record.claim import Claim, Link, PlaceRef, TimeRef, claim_id
from tawthiq.record.estimate import Count, Estimate, Refusal
from tawthiq.record.exhibit import Exhibit, ExtractedText, How, Loss, ObjectRef, Obtained
from tawthiq.record.quantity import Form, Hedge, Quantity
from tawthiq.tell import Shelf

MURJANA = (-35.008, -19.982, 400)
TYPES = {
    ".html": ("text/html", How.PAGE),
    ".txt": ("text/plain", How.FILE),
    ".jpg": ("image/jpeg", How.MEMBER),
}
NOON = 1477310400  # 2016-10-24 12:00 UTC

# exhibit, words, figure as written, hedge, bounds, unit, act, speakers, day, place (name and point), status
TOLD = (
    ("far-shore.html", "over 120,000 civilians are still trapped in Eastern Nawrasa", "over 120,000", Hedge.OVER, (120000, None), "civilians", "siege", ("Relief League",), "2016-10-20", ("Eastern Nawrasa", -35.0, -19.975, 3000), Evidence.CONTESTED),
    ("far-shore.html", "says that 150,000 civilians are trapped there", "150,000", Hedge.EXACT, (150000, 150000), "civilians", "siege", ("The city council",), "2016-10-20", ("Eastern Nawrasa", -35.0, -19.975, 3000), Evidence.CONTESTED),
    ("far-shore.html", "More than 38,000 people have fled their homes on the eastern bank of the Lazward since 9 October", "More than 38,000", Hedge.OVER, (38000, None), "people", "flight", ("Relief League",), "2016-10-09/2016-10-20", ("Eastern Nawrasa", -35.0, -19.975, 3000), Evidence.SINGLE_SOURCE),
    ("far-shore.html", "At least 340 men were taken away at the Jisr al-Qasab crossing", "At least 340", Hedge.AT_LEAST, (340, None), "men", "enforced_disappearance", ("Tide Observatory",), None, ("Jisr al-Qasab", -35.002, -19.998, 150), Evidence.SINGLE_SOURCE),
    ("directorate-ar.txt", "خرجت مشافي الشطر الشرقي جميعها عن الخدمة بعد ثلاثة أيام من الغارات المتواصلة", None, None, None, None, "out_of_service", ("مديرية صحة نورسة",), "2016-10-16", ("Eastern Nawrasa", -35.0, -19.975, 3000), Evidence.CONFIRMED),
    ("directorate-en.txt", "All hospitals on the eastern bank are out of service after three days of unbroken air strikes", None, None, None, None, "out_of_service", ("Nawrasa Health Directorate",), "2016-10-16", ("Eastern Nawrasa", -35.0, -19.975, 3000), Evidence.CONFIRMED),
    ("far-shore.html", "a bakery in al-Murjana was hit at about 09:20", None, None, None, None, "attack", (), "2016-10-18", ("al-Murjana", *MURJANA), Evidence.CORROBORATED),
    ("far-shore.html", "27 people were killed in al-Murjana on 18 October 2016", "27", Hedge.EXACT, (27, 27), "people", "killing", ("Lantern Rescue Corps",), "2016-10-18", ("al-Murjana", *MURJANA), Evidence.CONTESTED),
    ("tide-observatory.txt", "The Tide Observatory documented 41 people killed in al-Murjana on 18 October 2016", "41", Hedge.EXACT, (41, 41), "people", "killing", ("Tide Observatory",), "2016-10-18", ("al-Murjana", *MURJANA), Evidence.CONTESTED),
    ("messages.txt", "I have counted 19 bodies on the pavement", "19", Hedge.EXACT, (19, 19), "bodies", "killing", (None,), "2016-10-18", ("al-Murjana", *MURJANA), Evidence.CONTESTED),
    ("far-shore.html", "سقطت اليوم 9 براميل متفجرة على حي المرجانة", "9", Hedge.EXACT, (9, 9), "براميل", "weapon_use", ("Yazan Qasabji",), "2016-10-18", ("al-Murjana", *MURJANA), Evidence.SINGLE_SOURCE),
    ("far-shore.html", "mortar fire by the Harbour Councils killed at least 11 civilians on the western bank in September", "at least 11", Hedge.AT_LEAST, (11, None), "civilians", "killing", ("Tide Observatory",), "2016-09", ("Western Nawrasa", -35.0, -20.03, 3000), Evidence.SINGLE_SOURCE),
)  # fmt: skip

REASONS = (
    Reason("Two independent origins were compared.", "قورن مصدران مستقلان."),
    Reason("The figures 27 and 41 exclude one another.", "الرقمان 27 و41 لا يجتمعان."),
)

COUNT = Count(
    documented=289,
    lists=("network", "coordination", "monitor", "diaspora", "morgue"),
    histories={},
    estimates=(Estimate(method="loglinear", median=392.0, mean=395.1, lo=351.0, hi=448.0, level=0.95),),
    refused=(Refusal(method="chapman", reason=Reason("It is for two lists.", "هذه الطريقة لقائمتين فقط.")),),
    caveats=(Reason("Invented people.", "أشخاص متخيَّلون."),),
)


def exhibit_of(path: Path, name: str) -> Exhibit:
    """An exhibit over one file of the sample."""
    data = path.read_bytes()
    media_type, how = TYPES[path.suffix]
    part = ObjectRef(digest=sha256(data).hexdigest(), size=len(data), media_type=media_type)
    obtained = Obtained(
        objects=(part,),
        how=how,
        at=NOON,
        name=path.name,
        origin=name,
        tool="test",
        source="Heron" if "messages" in name else None,
    )
    return Exhibit(id=sha256(name.encode()).hexdigest(), obtained=obtained, author="a", seq=1)


def claims_over(
    exhibits: dict[str, Exhibit], texts: dict[str, ExtractedText]
) -> tuple[tuple[Claim, ...], dict[str, Assessment]]:
    """The claims of TOLD, pinned to their words."""
    claims, weighed = [], {}
    for name, words, figure, hedge, bounds, unit, act, speakers, day, place, status in TOLD:
        exhibit, text = exhibits[name], texts[exhibits[name].id].text
        start = text.index(words)
        at = text.index(figure, start) if figure else None
        claim = Claim(
            id=claim_id(
                exhibit.id, start, start + len(words), act, (at, at + len(figure)) if figure else None
            ),
            exhibit=exhibit.id,
            start=start,
            end=start + len(words),
            verbatim=words,
            lang="ar" if any("\u0600" <= c <= "\u06ff" for c in words) else "en",
            chain=(*(Link(one, "said", 0, 4) for one in speakers), Link(name)),
            act=act,
            quantity=Quantity(
                verbatim=figure,
                start=at,
                end=at + len(figure),
                hedge=hedge,
                form=Form.NUMBER,
                lo=bounds[0],
                hi=bounds[1],
                unit=unit,
            )
            if figure
            else None,
            place=PlaceRef(
                verbatim=place[0],
                start=0,
                end=0,
                name=place[0],
                id=place[0],
                lat=place[1],
                lon=place[2],
                precision_m=place[3],
                carried=True,
            ),
            time=TimeRef(verbatim=day, start=0, end=0, edtf=day, carried=True) if day else None,
        )
        claims.append(claim)
        weighed[claim.id] = Assessment(claim=claim.id, status=status, reasons=REASONS)
    return tuple(claims), weighed


def shelf(paths: "sample.SamplePaths") -> Shelf:
    """The whole sample as a lookup."""
    files = sorted(
        p for p in paths.collected.rglob("*") if p.suffix in TYPES and "photographs" not in p.parts
    )
    exhibits = {p.name: exhibit_of(p, str(p.relative_to(paths.collected))) for p in files}
    data = {p.name: p.read_bytes() for p in files}
    kept = {p.parent.name + "/" + p.name: sha256(data[p.name]).hexdigest() for p in files}
    texts = {
        exhibits[name].id: extract(raw, TYPES[Path(name).suffix][0], name, kept=kept.get)
        for name, raw in data.items()
        if not name.endswith(".jpg")
    }
    claims, weighed = claims_over(exhibits, texts)
    page = exhibits["far-shore.html"].id
    lost = tuple(
        Loss(
            exhibit=page,
            start=e.start,
            end=e.end,
            verbatim=texts[page].text[e.start : e.end],
            kind=e.kind,
            url=e.url,
        )
        for e in texts[page].embeds
        if e.kept is None
    )
    return Shelf(
        exhibits=tuple(exhibits.values()),
        texts=texts,
        claims=claims,
        assessments=weighed,
        shown={exhibits[name].id: Visibility(level) for name, level in sample.SHOWN.items()},
        objects={one.original.digest: data[name] for name, one in exhibits.items()},
        lost=lost,
        named=289,
    )
