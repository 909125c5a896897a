"""What a PDF file says of itself: dates, and metadata in XMP (ISO 16684-1)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime

from kiosk.paint import pdf_objects as objects
from kiosk.paint.pdf_objects import Document

_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
CREATOR, PRODUCER = "Kiosk", "ReportLab"


def date(at: datetime) -> str:
    """Word a moment as PDF does (7.9.4)."""
    offset = at.utcoffset()
    if offset is None:
        return at.strftime("D:%Y%m%d%H%M%S")
    minutes = round(offset.total_seconds() / 60)
    return at.strftime("D:%Y%m%d%H%M%S") + f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}'{abs(minutes) % 60:02d}'"


def info(title: str, author: str, at: datetime, more: str = "") -> str:
    """Word the entries of the information dictionary."""
    day = objects.text(date(at))
    by = f"/Author{objects.text(author)}" if author else ""
    return f"/Title{objects.text(title)}{by}/Creator({CREATOR})/Producer({PRODUCER})/CreationDate{day}/ModDate{day}{more}"


def xmp(doc: Document, title: str, lang: str, author: str, at: datetime, more: Mapping[str, str]) -> str:
    """Write the metadata stream and give the catalog's entry; `more` are properties by their qualified names."""
    moment = (at if at.tzinfo else at.replace(tzinfo=UTC)).isoformat(timespec="seconds")
    named = f"<dc:creator><rdf:Seq><rdf:li>{escape(author)}</rdf:li></rdf:Seq></dc:creator>" if author else ""
    used = dict.fromkeys(prefix for prefix in (name.partition(":")[0] for name in more) if prefix in _SPACES)
    spaces = "".join(f' xmlns:{prefix}="{_SPACES[prefix]}"' for prefix in used)
    extra = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in more.items())
    packet = (
        f'<?xpacket begin="{_BOM}" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
        f' xmlns:pdf="http://ns.adobe.com/pdf/1.3/"{spaces}>'
        f'<dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li>'
        f"</rdf:Alt></dc:title><dc:language><rdf:Bag><rdf:li>{escape(lang)}</rdf:li></rdf:Bag></dc:language>{named}"
        f"<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate><xmp:MetadataDate>{moment}"
        f"</xmp:MetadataDate><xmp:CreatorTool>{CREATOR}</xmp:CreatorTool><pdf:Producer>{PRODUCER}</pdf:Producer>{extra}"
        '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    )
    body = objects.stream("/Type/Metadata/Subtype/XML", packet.encode(), packed=True)
    return f"/Metadata {objects.add(doc, body, 'metadata')}"


def document_id(*parts: str) -> str:
    """Make an identity that the same content has each time."""
    h = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    return f"uuid:{h[:8]}-{h[8:12]}-8{h[13:16]}-8{h[17:20]}-{h[20:32]}"  # version 8: a hash of our own (RFC 9562, 5.8)


def escape(text: str) -> str:
    """Word text for XML."""
    return text.translate(_MARKUP)


_SPACES = {
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}
