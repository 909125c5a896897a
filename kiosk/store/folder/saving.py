"""Edits to the text of a campaign file: only what changed is touched; comments, order and unknown keys stay."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from datetime import datetime
from typing import Any, assert_never, cast
from zoneinfo import ZoneInfo

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Array, InlineTable
from tomlkit.items import Table as TableItem

from kiosk.campaign.campaign import Campaign
from kiosk.store.folder import ids, schema, values
from kiosk.store.folder.table import Inside, Kind, Named, Rows, Table, default
from kiosk.store.folder.value import Value

Tree = MutableMapping[str, Any]
"""A table of tomlkit: a mapping that remembers how it was written."""


class Error(Exception):
    """A file whose text cannot be edited."""


def edited(text: str, old: Campaign, new: Campaign, spec: Table = schema.CAMPAIGN) -> str:
    """Write the difference between two states of a campaign into the text that `old` was read from."""
    try:
        tree = tomlkit.parse(text)
    except TOMLKitError as error:
        raise Error(str(error)) from None
    made, wanted = spec.take_apart(old), spec.take_apart(new)
    _Pen(new.zone, afresh=old.timezone != new.timezone).table(cast(Tree, tree), spec, made, wanted, inline=False)
    return tomlkit.dumps(tree).rstrip("\n") + "\n"


class _Pen:
    """What writing one file shares: the zone of its local times, and whether all of them are written afresh."""

    def __init__(self, zone: ZoneInfo, *, afresh: bool) -> None:
        self.zone = zone
        self.afresh = afresh

    def table(self, tree: Tree, spec: Table, old: Mapping[str, object], new: Mapping[str, object], *, inline: bool) -> None:
        """Bring one table from one state to the other."""
        for spot in spec.fields:
            blank = default(spec, spot.name)
            before, after = old.get(spot.name, blank), new.get(spot.name, blank)
            if before == after:
                if self.afresh and spot.key in tree:
                    self.again(tree, spot.key, spot.kind, after, blank, inline=inline)
                continue
            self.field(tree, spot.key, spot.kind, before, after, blank, inline=inline)

    def field(self, tree: Tree, key: str, kind: Kind, old: object, new: object, blank: object, *, inline: bool) -> None:
        """Bring one key from one state to the other; what equals its default is taken out."""
        if new == blank or (new is None and kind is not values.OPEN):
            if key in tree:
                del tree[key]
            return
        match kind:
            case Value():
                _put(tree, key, self.value(kind, new))
            case Inside(spec):
                self.inside(tree, key, spec, old, new, inline=inline)
            case Rows(spec):
                self.rows(tree, key, spec, cast(Sequence[object], old or ()), cast(Sequence[object], new), inline=inline)
            case Named(of):
                self.named(tree, key, of, cast(Mapping[str, object], old or {}), cast(Mapping[str, object], new), inline=inline)
            case _:
                assert_never(kind)

    def again(self, tree: Tree, key: str, kind: Kind, value: object, blank: object, *, inline: bool) -> None:
        """Write the local times under a key once more, for another zone."""
        if kind is values.WHEN or isinstance(kind, Inside | Rows):
            self.field(tree, key, kind, value, value, blank, inline=inline)

    def value(self, kind: Value, value: object) -> object:
        """Write one value."""
        if isinstance(value, datetime):
            value = value.astimezone(self.zone)
        written = kind.write(value)
        if isinstance(written, str) and "\n" in written:
            return tomlkit.string(written, multiline=True)
        if isinstance(written, list) and sum(len(str(v)) for v in written) > 90:
            return tomlkit.item(written).multiline(True)
        return written

    def inside(self, tree: Tree, key: str, spec: Table, old: object, new: object, *, inline: bool) -> None:
        """Bring a table inside a table from one state to the other."""
        if key not in tree:
            _put(tree, key, tomlkit.inline_table() if inline else tomlkit.table())
            old = None
        self.table(tree[key], spec, spec.take_apart(old) if old is not None else {}, spec.take_apart(new), inline=True)

    def named(
        self, tree: Tree, key: str, of: Kind, old: Mapping[str, object], new: Mapping[str, object], *, inline: bool
    ) -> None:
        """Bring a table of free names from one state to the other."""
        if key not in tree:
            _put(tree, key, tomlkit.inline_table() if inline else tomlkit.table())
        for name in [n for n in old if n not in new and n in tree[key]]:
            del tree[key][name]
        for name, value in new.items():
            if value != old.get(name) or self.afresh:
                self.field(tree[key], name, of, old.get(name), value, None, inline=True)

    def rows(self, tree: Tree, key: str, spec: Table, old: Sequence[object], new: Sequence[object], *, inline: bool) -> None:
        """Bring a list of tables from one state to the other; a row that stays keeps its text."""
        listed = tree.get(key)
        begun = listed is None or len(listed) != len(old)
        if listed is None or len(listed) != len(old):
            old = ()
            _put(tree, key, tomlkit.array().multiline(True) if inline else tomlkit.aot())
            listed = tree[key]
        taken = list(range(len(old)))
        plan: list[tuple[int | None, object]] = []
        for place, row in enumerate(new):
            at = next((i for i in taken if _name(old[i], i) == _name(row, place)), None)
            if at is not None:
                taken.remove(at)
            plan.append((at, row))
        kept = [at for at, _ in plan if at is not None]
        trees: list[Tree] = list(listed)
        for at, row in plan:
            if at is None:
                continue
            before = spec.take_apart(old[at])
            self.table(trees[at], spec, before, spec.take_apart(row), inline=True)
            _settle_id(trees[at], key, row)
        made = [(trees[at] if at is not None else self.fresh(spec, key, row, listed)) for at, row in plan]
        if kept == sorted(kept) and [at is None for at, _ in plan] == sorted(at is None for at, _ in plan):
            for at in sorted(taken, reverse=True):
                if at > 0 and isinstance(listed, AoT):
                    # Comments at the end of a table speak of the next one.
                    _trailing(listed[at - 1]).extend(_taken_off(listed[at]))
                del listed[at]
            for row in made[len(kept) :]:
                _append(listed, row, last=row is made[-1], begun=begun)
            return
        while len(listed):
            del listed[-1]
        for row in made:
            _append(listed, row, last=row is made[-1], begun=begun)

    def fresh(self, spec: Table, key: str, row: object, listed: object) -> Tree:
        """Write a new row."""
        tree: Tree = tomlkit.inline_table() if isinstance(listed, Array) else tomlkit.table()
        self.table(tree, spec, {}, spec.take_apart(row), inline=True)
        return tree


def _put(tree: Tree, key: str, value: object) -> None:
    """Set a key; a new one stands after the last key of its table, before comments that speak of the next table."""
    if key in tree or isinstance(tree, InlineTable):
        tree[key] = value
        return
    if isinstance(tree, tomlkit.TOMLDocument):
        plain = [k for k, item in tree.body if k is not None and not isinstance(item, AoT | TableItem)]
        insert = getattr(tree, "_insert_after", None)
        if plain and insert is not None and not isinstance(value, AoT | TableItem):
            insert(plain[-1], key, value)
        else:
            if isinstance(value, AoT) and plain and not tomlkit.dumps(tree).endswith("\n\n"):
                tree.add(tomlkit.nl())
            tree[key] = value
        return
    rest = _taken_off(tree)
    tree[key] = value
    _trailing(tree).extend(rest)


def _trailing(tree: Any) -> list[tuple[Any, Any]]:
    """Find the parts of a table, keys and comments in order."""
    return tree.value.body


def _taken_off(tree: Any) -> list[tuple[Any, Any]]:
    """Take the blank lines and comments off the end of a table."""
    body = _trailing(tree)
    at = len(body)
    while at > 0 and body[at - 1][0] is None:
        at -= 1
    rest = body[at:]
    del body[at:]
    return rest


def _append(listed: Any, row: Tree, *, last: bool, begun: bool) -> None:
    """Add a row after a blank line; the rows of a list that was begun here get theirs when it is written."""
    if begun and isinstance(listed, AoT):
        listed.append(row)
        if last:
            row.add(tomlkit.nl())  # pyright: ignore
        return
    if isinstance(listed, AoT) and len(listed) and not isinstance(row, InlineTable):
        before = listed[-1]
        if not tomlkit.dumps(cast(Any, before)).endswith("\n\n"):
            before.add(tomlkit.nl())
    listed.append(row)
    if isinstance(listed, AoT):
        row.add(tomlkit.nl())  # pyright: ignore


def _settle_id(tree: Tree, key: str, row: object) -> None:
    """Write the id down once the name it was made from has changed, so that links and files keep theirs."""
    name = getattr(row, "id", None)
    if name is not None and "id" not in tree and ids.made_from(key, tree) != name:
        _put(tree, "id", name)


def _name(row: object, place: int) -> object:
    """Tell a row from others: by its id, its date, or where it stands."""
    for attr in ("id", "on", "date"):
        if hasattr(row, attr):
            return getattr(row, attr)
    return place
