"""Invented statements with their translations, faithful and not: what was done to each translation is written beside it."""

from typing import NamedTuple


class Told(NamedTuple):
    """`lost` are (kind, part, words) that a comparison has to find; `words` stand in the side that has them, else in both."""

    name: str
    arabic: str
    english: str
    lost: tuple[tuple[str, str, str], ...]


FAITHFUL = (
    Told(
        "a council's bulletin",
        "أعلن المجلس المحلي في بلدة تل الرمان أن 14 مدنياً قتلوا وأصيب أكثر من 40 آخرين في غارات جوية استهدفت السوق يوم الأحد.\n"
        "وقال رئيس المجلس سامر الخطيب إن فرق الإنقاذ ما زالت تبحث عن سبعة مفقودين تحت الأنقاض.\n"
        "وأضاف أن المشفى الوحيد في البلدة خرج عن الخدمة منذ 3 آذار 2015.\n"
        "ولم تدخل أي قافلة مساعدات إلى المنطقة منذ شهرين.",
        "The local council of the town of Tal al-Rumman announced that 14 civilians were killed and more than 40 others injured in "
        "air strikes that hit the market on Sunday.\n"
        "The head of the council, Samer al-Khatib, said rescue teams were still looking for seven missing people under the rubble.\n"
        "He added that the only hospital in the town had been out of service since 3 March 2015.\n"
        "No aid convoy has entered the area for two months.",
        (),
    ),
    Told(
        "a sentence that English divides",
        "استيقظنا على صوت انفجار كبير هز الحي كله ، خرجت مع أولادي الثلاثة إلى القبو ، وبعد ساعة سقطت قذيفة على بيت جارنا حسان "
        "وقتلت زوجته ، ومنذ ذلك اليوم لم نعد إلى البيت.\n"
        "نعيش الآن في مدرسة مع 60 عائلة.",
        "We woke up to the sound of a big explosion that shook the whole neighbourhood. I went down to the cellar with my three "
        "children. An hour later a shell fell on the house of our neighbour Hassan and killed his wife. Since that day we have not "
        "returned to the house.\n"
        "We now live in a school with 60 families.",
        (),
    ),
)

UNFAITHFUL = (
    Told(
        "figures and a hedge",
        "وثقت شبكة الرصد في محافظة الوادي مقتل ما لا يقل عن 35 شخصاً بينهم 9 أطفال خلال شهر نيسان 2016.\n"
        "كما وثقت اعتقال 120 شخصاً على الحواجز.\n"
        "وتعرضت 12 مدرسة للقصف بالبراميل المتفجرة.",
        "The monitoring network in the governorate of al-Wadi documented the killing of 35 people, among them 9 children, during "
        "April 2016.\n"
        "It also documented the detention of 210 people at checkpoints.\n"
        "12 schools were hit by barrel bombs.",
        (("changed", "hedge", "ما لا يقل عن 35"), ("changed", "figure", "120")),
    ),
    Told(
        "a sentence dropped, a weapon and a day too",
        "قصفت المروحيات يوم الثلاثاء حي الكرم بأربعة براميل متفجرة ما أدى إلى مقتل 11 شخصاً.\n"
        "وقال المسعف نبيل حداد إن طائرة عادت واستهدفت سيارات الإسعاف بعد عشر دقائق.\n"
        "ووصل إلى مشفى الرحمة 27 جريحاً.\n"
        "وطالب الأهالي الأمم المتحدة بفتح ممر إنساني.",
        "The al-Karam neighbourhood was bombed, and 11 people were killed.\n"
        "27 wounded arrived at al-Rahma hospital.\n"
        "Residents called on the United Nations to open a humanitarian corridor.",
        (
            ("dropped", "sentence", "المسعف نبيل حداد"),
            ("dropped", "figure", "بأربعة"),
            ("dropped", "time", "الثلاثاء"),
            ("dropped", "means", "براميل"),
        ),
    ),
    Told(
        "a sentence added, a place changed",
        "خرجت مظاهرة في مدينة حمص بعد صلاة الجمعة.\n"
        "أطلقت قوات الأمن الرصاص على المتظاهرين فقتلت ستة منهم.\n"
        "واعتقلت العشرات من الشبان.",
        "A demonstration took place in the city of Hama after Friday prayers.\n"
        "Security forces opened fire on the demonstrators and killed six of them.\n"
        "According to the opposition, at least 200 people were tortured in the following 15 days.\n"
        "Dozens of young men were arrested.",
        (("changed", "place", "حمص"), ("added", "sentence", "According to the opposition")),
    ),
    Told(
        "a denial lost",
        "نفى المتحدث باسم الوزارة أن تكون قواته قد استخدمت قنابل عنقودية في بلدة الزهراء.\n"
        "وأكد أن القوات لم تقصف أي مستشفى منذ 15 كانون الثاني.\n"
        "وقتل 5 جنود في الهجوم.",
        "The ministry's spokesman denied that its forces had used cluster bombs in the town of al-Zahraa.\n"
        "He confirmed that the forces had bombed a hospital since 15 January.\n"
        "5 soldiers were killed in the attack.",
        (("dropped", "negation", "لم"),),
    ),
    Told(
        "an editor's words and a translator's speaker",
        "وصلت إلى المخيم 300 عائلة من ريف إدلب.\n"
        "توفي رضيعان بسبب البرد ليلة أمس.\n"
        "لا يوجد في المخيم سوى طبيب واحد.",
        "300 families from the countryside of Idlib [in the north] arrived at the camp.\n"
        "Two infants died of the cold last night, the camp's director Omar Farhat said.\n"
        "There is only one doctor in the camp.",
        (("added", "bracket", "[in the north]"), ("added", "speaker", "Omar Farhat")),
    ),
)
