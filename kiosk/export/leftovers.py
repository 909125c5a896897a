"""What becomes of the files of an earlier run: kept, removed, or put aside so that none passes for current."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from kiosk.export import besides, manifest, naming, place
from kiosk.export.make import Kit
from kiosk.export.order import Made, Order, Task
from kiosk.record import record
from kiosk.store.folder.spoilt import EVERY

_File: TypeAlias = Mapping[str, Any]
_Key: TypeAlias = tuple[Any, ...]


@record(kw_only=True)
class Settled:
    """What was decided: manifest entries of files that stay, paths that were removed, paths that were put aside."""

    kept: tuple[dict[str, Any], ...] = ()
    removed: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()


def settle(order: Order, kit: Kit, todo: Iterable[Task], made: Iterable[Made], *, ended_early: bool) -> Settled:
    """Decide over every file of an earlier run that this one did not write again; after a run that ended early all stay.

    A file is no longer wanted when its item is gone, or when this run asked for its product, stock, format and language and
    there is no such file any more; also when its name tells a day that is the item's no longer, and when it was made in the
    campaign's languages and these are others now. What this run did not ask for stays. What this run wanted and could not make
    is put aside.
    """
    judge = _Judge(order, kit, tuple(todo), tuple(made))
    kept: list[dict[str, Any]] = []
    removed: list[str] = []
    aside: list[str] = []
    earlier_at = manifest.earlier_at(order.out)
    for old in manifest.earlier(order.out):
        path = str(old["path"])
        if path in judge.written or besides.is_beside(old) or not (order.out / path).is_file():
            continue
        # A file of an earlier moment says so, since the manifest's own `at` is this run's.
        now = kit.at.isoformat()
        stays = {**old, **({} if "at" in old or earlier_at in ("", now) else {"at": earlier_at})}
        reason = "" if ended_early else judge.spoilt(old)
        if reason:
            # What was put aside before waits where it is, for the reason that holds now.
            to = path if manifest.is_aside(path) else f"{manifest.ASIDE}/{path}"
            if to != path and place.move(order.out / path, order.out / to):
                aside.append(to)
            kept.append({**stays, "path": to if (order.out / to).is_file() else path, "stale": reason})
        elif not ended_early and judge.unwanted(old) and place.remove(order.out / path):
            removed.append(path)
        else:
            kept.append(stays)
    place.remove_empty(order.out / manifest.ASIDE)
    return Settled(kept=tuple(kept), removed=tuple(removed), aside=tuple(aside))


_KINDS = "(?:-saver)?(?:-grey)?(?:-press)?"
_TOLD = re.compile(r"(-x\d+)?(-\d+)?$")
"""What tells files of one name apart: ids that are alike, pages."""


class _Judge:
    """What this run wrote, asked for and could not make."""

    def __init__(self, order: Order, kit: Kit, todo: tuple[Task, ...], made: tuple[Made, ...]) -> None:
        self.order, self.kit = order, kit
        self.written = {entry.path for one in made for entry in one.entries}
        self.replaced = {_key(manifest.entry_as_json(entry)) for one in made for entry in one.entries}
        forms = ((t, _form(f"{t.stem}.{f}", _id(t))) for t in todo for f in t.formats)
        self.asked = {(t.product, t.stock, "+".join(t.langs), form, _id(t)) for t, form in forms}
        self.sorts = {(product, stock, form) for product, stock, _, form, _ in self.asked}
        self.langs = "+".join(kit.campaign.languages)
        self.reasons = dict(reason for one in made for reason in _reasons(one))

    def spoilt(self, old: _File) -> str:
        """Say why this run could not make a file anew; empty when it could, or was not asked to."""
        reason = self.reasons.get(_key(old), "")
        item = old.get("item")
        if not reason and item is not None and self.kit.campaign.item(str(item)) is None and self._is_asked(old):
            errors = (*self.kit.blamed.get(str(item), ()), *self.kit.blamed.get(EVERY, ()))
            reason = errors[0].sentence if errors else ""
        return reason

    def unwanted(self, old: _File) -> bool:
        """Tell whether a file has no place any more."""
        item = old.get("item")
        if item is not None and self.kit.campaign.item(str(item)) is None:
            return not (self.kit.blamed.get(str(item)) or self.kit.blamed.get(EVERY))
        if _place_of(old) not in {"", *(p.id for p in self.kit.campaign.placements)}:
            return True
        if manifest.is_aside(str(old["path"])):
            return _key(old) in self.replaced
        return self._is_asked(old) or self._is_outdated(old)

    def _is_outdated(self, old: _File) -> bool:
        """Tell whether a file of a sort that this run asked for shows another day, or languages that were the campaign's."""
        if self.order.items and old.get("item") not in self.order.items:
            return False
        path = str(old["path"])
        if (old.get("product"), old.get("stock"), _form(path, _place_of(old))) not in self.sorts:
            return False
        item = self.kit.campaign.item(str(old.get("item")))
        shown = self.kit.at if old.get("product") == "slide" else None
        if item and not Path(path).name.startswith(f"{naming.day_of(item, self.kit.campaign.zone, shown)}-"):
            return True
        return _lang(old) == "" and old.get("lang") != self.langs

    def _is_asked(self, old: _File) -> bool:
        if self.order.items and old.get("item") not in self.order.items:
            return False
        form, place = _form(str(old["path"]), _place_of(old)), _place_of(old)
        return (old.get("product"), old.get("stock"), old.get("lang"), form, place) in self.asked


def _key(file: _File) -> _Key:
    """Say what a file is whatever day its name begins with: of an item by what was asked, of the campaign by its name."""
    path = manifest.home(str(file["path"]))
    if file.get("product") == "screensaver":
        return (path,)
    if file.get("item") is None:
        return (re.sub(r"-\d{4}-\d\d-\d\d(?=-agenda-)", "", re.sub(r"(-\d+)?\.\w+$", "", path)), _form(path))
    return (file["item"], file.get("product"), file.get("stock"), _lang(file), _form(path, _place_of(file)), _place_of(file))


def _lang(file: _File) -> str:
    """Name the language that a file was ordered in; empty for the campaign's own languages, which its name does not tell."""
    name = _TOLD.sub("", Path(str(file["path"])).stem)
    tail = "-".join(filter(None, (str(file.get("stock")), _place_of(file))))
    return "" if re.search(rf"-{re.escape(tail)}{_KINDS}$", name) else str(file.get("lang"))


def _reasons(made: Made) -> Iterator[tuple[_Key, str]]:
    task = made.task
    told = [(w.path, w.finding.sentence) for w in made.withheld] + [(f.path, f.sentence) for f in made.failures]
    facts: dict[str, Any] = {"item": task.item, "product": task.product, "stock": task.stock, "lang": "+".join(task.langs)}
    if task.placement:
        facts["placement"] = {"id": task.placement.id}
    for path, sentence in told:
        yield _key({**facts, "path": path}), sentence


def _id(task: Task) -> str:
    return task.placement.id if task.placement else ""


def _place_of(file: _File) -> str:
    """Name the place that a copy is for; empty for a file that is for none."""
    told: Any = file.get("placement")
    return str(told.get("id", "")) if isinstance(told, dict) else ""


def _form(path: str, place: str = "") -> str:
    """Name a file's format; one for the press, in grey or with less ink is another one than the usual file beside it.

    `place` is the id of the place that a copy is for, which may end like a format itself.
    """
    name = Path(path)
    stem = _TOLD.sub("", name.stem)
    after = re.search(rf"{'-' + re.escape(place) if place else ''}({_KINDS})$", stem)
    kind = after[1].strip("-") if after else ""
    return f"{kind}{name.suffix}" if kind else name.suffix.lstrip(".")
