"""The words that staff read, in their language: gettext catalogues in assets/locale (domain `studio`); English is the source."""

from __future__ import annotations

import gettext
from collections.abc import Sequence

from kiosk.resources import assets_dir

DOMAIN = "studio"


def catalogue(languages: Sequence[str]) -> gettext.NullTranslations:
    """Find the catalogue for the first of these languages that there is one for; English needs none."""
    codes: list[str] = []
    for lang in languages:
        main = lang.replace("_", "-").split("-")[0].lower()
        if main in ("en", "c"):
            break
        codes += [lang.replace("-", "_"), main]
    return (
        gettext.translation(DOMAIN, str(assets_dir() / "locale"), codes, fallback=True) if codes else gettext.NullTranslations()
    )
