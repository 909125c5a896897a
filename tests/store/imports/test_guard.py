"""Guards: files that would unpack to gigabytes, lead elsewhere or declare entities are refused before they are opened."""

import io
import stat
import zipfile

import pytest

from kiosk.store.sources import guard


def package(*entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


def refused(data, words):
    with pytest.raises(guard.Error) as caught:
        guard.package(data, "plan.xlsx")
    assert words in str(caught.value)
    assert "plan.xlsx" in str(caught.value)


def test_an_ordinary_package_names_its_parts():
    assert guard.package(package(("xl/workbook.xml", "<a/>"), ("x.bin", b"\0" * 9)), "a.xlsx") == {"xl/workbook.xml", "x.bin"}


def test_a_package_that_unpacks_to_gigabytes():
    huge = package(("xl/sheet.xml", b"0" * 30_000_000))
    refused(huge, "would unpack to 30 MB")
    # The same with declared sizes alone: nothing is unpacked to find out.
    declared = bytearray(package(("xl/sheet.xml", b"0" * 1000)))
    at = declared.rindex(b"PK\x01\x02") + 24
    declared[at : at + 4] = (4_000_000_000).to_bytes(4, "little")
    refused(bytes(declared), "4,000 MB")


def test_a_package_that_declares_less_than_it_holds_gives_no_more_than_it_declares():
    lying = bytearray(package(("xl/sheet.xml", b"0" * 5_000_000)))
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = lying.rindex(mark) + offset
        lying[at : at + 4] = (10).to_bytes(4, "little")
    refused(bytes(lying), "damaged")


def test_too_many_parts():
    refused(package(*((f"{n}.bin", b"") for n in range(4001))), "4,001 parts")


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "a/../../b", "C:\\windows\\a", "..\\..\\b"])
def test_paths_that_lead_out(name):
    refused(package((name, b"x")), "points outside")


def test_links_inside():
    entry = zipfile.ZipInfo("link")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    refused(package((entry, "/etc/passwd")), "a link inside")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_in_a_part(encoding):
    text = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    refused(package(("word/document.xml", text.encode(encoding))), "XML entities")


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18 + b"trailing", b""])
def test_broken_packages(data):
    if data.startswith(b"PK\x05"):
        assert guard.package(data[:22], "x") == frozenset()
        return
    refused(data, "damaged")


def test_files(tmp_path):
    path = tmp_path / "a.ics"
    path.write_bytes(b"x" * 11)
    assert guard.file(path, 11) == b"x" * 11
    for wrong, words in ((tmp_path, "folder"), (tmp_path / "b.ics", "does not exist")):
        with pytest.raises(guard.Error, match=words):
            guard.file(wrong)
    with pytest.raises(guard.Error, match="larger than"):
        guard.file(path, 10)
