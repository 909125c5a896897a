"""The sample campaign with words in Welsh and Arabic, for tests of pages in two languages (drafts, no reader's copy)."""
# ruff: noqa: E501

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.item import Technique
from kiosk.resources import assets_dir
from kiosk.store.folder import files

WORDS: dict[str, dict[str, dict[str, str]]] = {
    "cy": {
        "": {
            "theme": "Rhannu Gwybodaeth - Chwalu'r Rhwystrau", "organisation": "Llyfrgell Glan yr Afon",
            "summary": "Chwe sgwrs, chwe thechneg a mis o resymau i holi cydweithiwr am yr hyn y mae'n ei wybod.",
        },
        "learning-hub": {"room": "Hwb Dysgu, Lefel 2", "name": "Llyfrgell Glan yr Afon"},
        "exchange": {
            "title": "Cyfnewid gwybodaeth",
            "summary": "Sut mae casglu'r hyn y mae nyrsys a bydwragedd yn ei wybod?",
            "description": "Yr hyn a ddysgodd galwad am dystiolaeth Adolygiad Phillips Ives inni am gyrraedd timau clinigol prysur.",
        },
        "cafe-nihr": {
            "title": "Caffi gwybodaeth gydag NIHR", "summary": "A yw crynodebau mewn iaith glir yn gwneud gwahaniaeth?",
            "description": "Dewch â chrynodeb na allech ei ddilyn, a helpwch i ganfod beth fyddai wedi'i wneud yn glir.",
        },
        "learning-health-systems": {
            "title": "Systemau Iechyd sy'n Dysgu", "summary": "Sut mae gwaith gwybodaeth yn helpu gofal i wella ei hun",
            "description": "Mae system iechyd yn dysgu pan ddaw'r hyn sy'n digwydd ar y ward yn ôl fel tystiolaeth. Ble mae llyfrgelloedd?",
        },
        "after-action-reviews": {
            "title": "Adolygiadau ar ôl Gweithredu", "summary": "Rhannu'r dysgu",
            "description": "Pedwar cwestiwn, hanner awr, dim bai: sut mae timau'n dysgu o wythnos brysur.",
        },
        "peer-assist-epa": {
            "title": "Cymorth Cymheiriaid: Asesiad Pwynt Terfynol", "summary": "Prentisiaid yn cymharu nodiadau",
            "description": "Mae'r rhai sydd wedi cwblhau eu hasesiad yn helpu'r rhai sydd heb.",
        },
        "cafe-cilip": {
            "title": "Caffi gwybodaeth gyda CILIP", "summary": "Gyrfaoedd ym maes llyfrgelloedd a gwybodaeth",
            "description": "Awr am y ffyrdd i mewn, i fyny ac ar draws.",
        },
        "good-ideas": {
            "title": "Pam mae syniadau da yn aros mewn un adran",
            "summary": "Pedwar tîm llyfrgell ar y seilos a welsant, a'r hyn a agorodd y drws.",
        },
        "after-action-review": {
            "title": "Adolygiad ar ôl Gweithredu", "summary": "Dysgwch o'r hyn a wnaethoch, yn syth wedyn.", "people": "pawb a gymerodd ran",
            "steps": "Dywedwch y nod|Cofiwch gyda'ch gilydd beth oedd i fod i ddigwydd.|Dywedwch y stori|Gadewch i bawb ddweud beth a ddigwyddodd, heb fai.|"
            "Gofynnwch pam|Chwiliwch am yr hyn a wnaeth wahaniaeth, er da neu ddrwg.|Dewiswch newid|Cytunwch beth i'w gadw neu ei newid, a phwy sy'n dweud wrth eraill.",
        },
        "nobody-has-written-down": {"question": "Beth mae eich tîm yn ei wybod nad oes neb wedi'i ysgrifennu?", "note": "Dywedwch wrthym: #KNOWvember22"},
        "closing": {"title": "Mae'r llyfrgell yn cau cyn hir", "text": "Dewch â'ch benthyciadau i'r ddesg nawr."},
    },
    "ar": {
        "": {
            "theme": "مشاركة المعرفة وكسر الحواجز", "organisation": "مكتبة ضفة النهر",
            "summary": "ست محادثات وست طرق وشهر من الأسباب لسؤال زميل عما يعرفه.",
        },
        "learning-hub": {"room": "مركز التعلم، الطابق 2", "name": "مكتبة ضفة النهر"},
        "exchange": {
            "title": "تبادل المعرفة", "summary": "كيف نجمع ما تعرفه الممرضات والقابلات؟",
            "description": "ما تعلمناه من الدعوة إلى تقديم الأدلة عن الوصول إلى الفرق السريرية المشغولة.",
        },
        "cafe-nihr": {
            "title": "مقهى المعرفة مع NIHR", "summary": "هل تحدث الملخصات الواضحة فرقا؟",
            "description": "أحضروا ملخصا لم تفهموه وساعدونا على معرفة ما كان سيجعله واضحا.",
        },
        "learning-health-systems": {
            "title": "نظم صحية تتعلم", "summary": "كيف يساعد العمل المعرفي الرعاية على تحسين نفسها",
            "description": "يتعلم النظام الصحي عندما يعود ما يحدث في الجناح كدليل.",
        },
        "after-action-reviews": {"title": "مراجعات ما بعد العمل", "summary": "مشاركة ما تعلمناه", "description": "أربعة أسئلة ونصف ساعة ولا لوم."},
        "peer-assist-epa": {"title": "مساعدة الأقران: التقييم النهائي", "summary": "المتدربون يقارنون ملاحظاتهم", "description": "من أنهوا تقييمهم يساعدون من لم ينهوه."},
        "cafe-cilip": {"title": "مقهى المعرفة مع CILIP", "summary": "وظائف في المكتبات والمعلومات", "description": "ساعة عن الطرق إلى المهنة وفيها."},
        "good-ideas": {"title": "لماذا تبقى الأفكار الجيدة في قسم واحد", "summary": "أربعة فرق مكتبات عن العزلة التي واجهتها وما فتح الباب."},
        "after-action-review": {
            "title": "مراجعة ما بعد العمل", "summary": "تعلموا مما فعلتم مباشرة بعده.", "people": "كل من شارك",
            "steps": "قولوا الهدف|تذكروا معا ما كان يفترض أن يحدث.|احكوا القصة|دعوا كل شخص يقول ما حدث من دون لوم.|"
            "اسألوا لماذا|ابحثوا عما أحدث الفرق.|اختاروا تغييرا|اتفقوا على ما يبقى وما يتغير.",
        },
        "nobody-has-written-down": {"question": "ما الذي يعرفه فريقكم ولم يكتبه أحد؟", "note": "أخبرونا: #KNOWvember22"},
        "closing": {"title": "تغلق المكتبة قريبا", "text": "يرجى إحضار الإعارات إلى المكتب الآن."},
    },
}  # fmt: skip


@lru_cache
def sample(*languages: str) -> Campaign:
    """Read the sample campaign with its words in these languages besides English."""
    found = files.read(Path(assets_dir() / "samples" / "knowvember-22")).campaign
    into = [lang for lang in languages if lang in WORDS]

    def told(thing: Any, id: str) -> Any:
        words = {lang: {k: v for k, v in WORDS[lang][id].items() if k != "steps"} for lang in into if id in WORDS[lang]}
        if isinstance(thing, Technique) and words:
            parts = {lang: WORDS[lang][id]["steps"].split("|") for lang in words}
            thing = replace(thing, steps=tuple(
                replace(s, translations={lang: {"title": p[2 * i], "text": p[2 * i + 1]} for lang, p in parts.items()})
                for i, s in enumerate(thing.steps)
            ))  # fmt: skip
        return replace(thing, translations=words)

    tables = ("events", "articles", "techniques", "prompts", "notices", "venues")
    changed: dict[str, Any] = {name: tuple(told(i, i.id) for i in getattr(found, name)) for name in tables}
    return told(replace(found, languages=languages, **changed), "")
