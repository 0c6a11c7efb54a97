#!/usr/bin/env python3
"""Holds our ALTO against its schema, and reads its text with alto-tools.

Not part of the tests. Needs: pip install lxml alto-tools, and the schema, which no package has:
https://www.loc.gov/standards/alto/v4/alto-4-4.xsd, or v4/alto-4-4.xsd of https://github.com/altoxml/schema
Build the program, and run this at the top of the project on images, or on files made before:

    python3 Tests/Peers/check-alto.py --schema alto-4-4.xsd IMAGE ...
    python3 Tests/Peers/check-alto.py --schema alto-4-4.xsd FILE.xml ...
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from lxml import etree

BINARY = ".build/release/cleanpage"
NAMESPACE = "{http://www.loc.gov/standards/alto/ns-v4#}"

# The schema takes from XLink but the attributes of simple links, which are not written.
XLINK = """<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/1999/xlink">
  <xsd:attributeGroup name="simpleLink"/>
</xsd:schema>"""


class Links(etree.Resolver):
    """Stands in for the schema of XLink, so that nothing is fetched."""

    def resolve(self, url, public_id, context):
        return self.resolve_string(XLINK, context) if "xlink" in url else None


def read_schema(path: str) -> etree.XMLSchema:
    """The schema of a file."""
    parser = etree.XMLParser()
    parser.resolvers.add(Links())
    return etree.XMLSchema(etree.parse(path, parser))


def text_by_tools(path: str) -> list[str]:
    """The words that alto-tools reads in a file."""
    tool = Path(sys.executable).with_name("alto-tools")
    run = subprocess.run([tool, "-t", path], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return run.stdout.decode().split()


def check(name: str, path: str, schema: etree.XMLSchema) -> None:
    """Checks a file and counts what is in it."""
    document = etree.parse(path)
    schema.assertValid(document)
    strings = list(document.iter(NAMESPACE + "String"))
    glyphs = list(document.iter(NAMESPACE + "Glyph"))
    for string in strings:
        spelt = "".join(glyph.get("CONTENT") for glyph in string.iter(NAMESPACE + "Glyph"))
        assert spelt == string.get("CONTENT"), (name, spelt, string.get("CONTENT"))
    words = [string.get("CONTENT") for string in strings]
    assert text_by_tools(path) == " ".join(words).split(), (name, text_by_tools(path)[:20], words[:20])
    pages = len(list(document.iter(NAMESPACE + "Page")))
    print(f"{name}: valid, {pages} pages, {len(strings)} words, {len(glyphs)} glyphs")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--schema", required=True, metavar="FILE", help="alto-4-4.xsd")
    options = parser.parse_args()
    schema = read_schema(options.schema)
    for file in options.files:
        if file.endswith(".xml"):
            check(file, file, schema)
            continue
        with tempfile.TemporaryDirectory() as folder:
            path = f"{folder}/page.xml"
            subprocess.run([BINARY, "ocr", file, "-o", path, "--format", "alto"], check=True)
            check(file, path, schema)


if __name__ == "__main__":
    main()
