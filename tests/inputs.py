"""Files of every kind that reports come in, made by the tools that make them elsewhere."""

import io
import json
import zipfile
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

BODY = (
    "The harbour minister of Norland met her counterpart from Sudland on Thursday, and both said that the talks "
    "would go on.\n\n“We shall not close the port,” the minister told reporters in the town of Vik."
)
GERMAN = (
    "Die Hafenministerin von Norland traf am Donnerstag ihren Amtskollegen aus Sudland zu einem Gespräch über die "
    "Öffnung der Häfen und die Fischerei in der Bucht."
)
JUNK = "<nav><a href='/'>Home</a> <a href='/world'>World</a></nav>", "<footer>Subscribe to our newsletter.</footer>"


def page(
    title: str = "Harbour talks", body: str = BODY, published: str | None = "2023-02-10T23:30:00-05:00", head: str = ""
) -> str:
    """A news page with menu and footer, as sites serve them."""
    date = f'<meta property="article:published_time" content="{published}">' if published else ""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in body.split("\n\n"))
    return (
        f"<!doctype html><html><head>{head}<title>{title} | Quay Gazette</title>{date}"
        f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="Quay Gazette"></head>'
        f"<body>{JUNK[0]}<article><h1>{title}</h1>{paragraphs}</article>{JUNK[1]}</body></html>"
    )


def warc(responses: list[tuple[str, str, str, bytes]], *, gzipped: bool = True) -> bytes:
    """A WARC file of responses (address, status, content type, body), with an info record and a revisit."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzipped)
    writer.write_record(writer.create_warcinfo_record("crawl.warc", {"software": "test"}))
    for url, status, kind, body in responses:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers))
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    writer.write_record(
        writer.create_revisit_record(
            "https://quay.example/again", "sha1:A", "https://quay.example/a", "2023-02-10T00:00:00Z", headers
        )
    )
    return out.getvalue()


def rss(*items: str) -> str:
    """An RSS 2.0 feed of these items."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Quay Gazette</title>'
        f"<link>https://quay.example/</link>{''.join(items)}</channel></rss>"
    )


def atom(*entries: str) -> str:
    """An Atom feed of these entries."""
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Quay Gazette</title>'
        f"<id>tag:quay.example,2023:feed</id>{''.join(entries)}</feed>"
    )


def json_lines(*records: object) -> bytes:
    """Records as JSON Lines."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


def zip_of(path: Path, members: dict[str, bytes]) -> Path:
    """A ZIP archive with these members, in this order."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path
