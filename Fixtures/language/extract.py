#!/usr/bin/env python3
"""Makes plain text of unpacked Debian packages: extract.py USR OUT, called by prepare.sh.

Every document becomes a file of paragraphs in OUT/train or OUT/heldout. Mark-up, listings, tables of contents and
signs that printed pages do not have are left out; "--" becomes a dash.
"""
import gzip
import html.parser
import json
import pathlib
import re
import sys
import zlib

usr, out = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])


def write(folder, name, paragraphs, limit=None):
    """Writes paragraphs one a line, up to a limit in characters."""
    text = []
    size = 0
    for paragraph in paragraphs:
        paragraph = re.sub(r"\s*(?<!-)--+(?!-)\s*", "—", paragraph)
        paragraph = re.sub(r"[\x00-\x08\x0E-\x1F\x7F-\x9F]", "", paragraph)
        paragraph = " ".join(paragraph.split())
        if not paragraph or re.search(r"[|\\{}<>^~=#\u2500-\u257F]{2}|_{3}|-{3}|\.{5}|\*{3}|\ufffd", paragraph):
            continue
        text.append(paragraph + "\n")
        size += len(paragraph) + 1
        if limit and size > limit:
            break
    (out / folder / f"{name}.txt").write_text("".join(text), encoding="utf-8")
    print(f"{folder}/{name}: {size} characters")


def read(path):
    """A file's text, unpacked where it is packed; .dz is gzip too."""
    path = usr / path
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix in (".gz", ".dz") else data).decode("utf-8", "replace")


def blocks(text):
    """The paragraphs of a plain text."""
    return re.split(r"\n\s*\n", text.replace("\r", ""))


def r_texts(package):
    """The character vectors of an R package's data: each a list of its strings.

    A lazy-load database is records of a length and a zlib stream, each a serialised value (R Internals, 1.8). A string
    in it is a word of flags, whose last byte is its type (CHARSXP, 9), its length in a word, and its bytes.
    """
    data = (usr / f"lib/R/site-library/{package}/data/Rdata.rdb").read_bytes()
    position = 0
    while position + 4 < len(data):
        stream = zlib.decompressobj()
        value = stream.decompress(data[position + 4:])
        position = len(data) - len(stream.unused_data)
        strings = []
        for match in re.finditer(rb"\x00[\x04\x00][\x00\x80]\x09(....)", value, re.S):
            length = int.from_bytes(match.group(1), "big")
            if length <= len(value) - match.end():
                strings.append(value[match.end():match.end() + length].decode("utf-8", "replace"))
        yield strings


class Prose(html.parser.HTMLParser):
    """The paragraphs of an HTML or XML page, without listings and navigation."""

    skipped = {"pre", "script", "style", "nav", "head", "info", "code", "table", "screen"}
    breaking = {"p", "li", "h1", "h2", "h3", "h4", "title", "dt", "dd", "blockquote"}

    def __init__(self):
        super().__init__()
        self.paragraphs = [""]
        self.depth = 0

    def handle_starttag(self, tag, attributes):
        void = tag in ("link", "meta", "br", "hr", "img")
        if not void and (tag in self.skipped or self.depth):
            self.depth += 1
        if tag in self.breaking:
            self.paragraphs.append("")

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_endtag(self, tag):
        if self.depth and tag not in ("link", "meta", "br", "hr", "img"):
            self.depth -= 1
        if tag in self.breaking:
            self.paragraphs.append("")

    def handle_data(self, data):
        if not self.depth:
            self.paragraphs[-1] += data


def prose(paths, shortest=80):
    """The longer paragraphs of pages."""
    for path in paths:
        page = Prose()
        page.feed(path.read_text(encoding="utf-8", errors="replace"))
        yield from (paragraph for paragraph in page.paragraphs if len(paragraph) >= shortest)


def novels():
    for lines in r_texts("janeaustenr"):
        title = next(line for line in lines if line).title()
        name = "austen-" + title.lower().replace(" ", "-")
        folder = "heldout" if "Persuasion" in title else "train"
        write(folder, name, (p.replace("_", "") for p in blocks("\n".join(lines))))
    text = max((s for strings in r_texts("tokenizers") for s in strings), key=len)
    start, end = text.index("Call me Ishmael"), text.index("End of Project Gutenberg")
    write("train", "moby-dick", (p.replace("_", "") for p in blocks(text[start:end])))


def anarchism():
    def sections(paths):
        for path in paths:
            text = read(path)
            text = re.sub(r"^[ ]*[#>]+ ?", "", text, flags=re.M)
            text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
            text = re.sub(r"\s*\*\*\s*([^*]*?)\s*\*\*(?=\w)", r" \1 ", text)
            text = re.sub(r"\*\*\s*([^*]*?)\s*\*\*(?: (?=[,.;:\]]))?", r"\1", text)
            text = re.sub(r"(?<!\w)_|_(?!\w)", "", text).replace("\\", "").replace(". . .", "...")
            text = re.sub(r"-\n\s*", "-", text)
            yield from (p for p in blocks(text) if len(p) > 120)
    paths = sorted((usr / "share/doc/anarchism/markdown").glob("sec*.md.gz"))
    heldout = [p for p in paths if p.name.startswith("secC")]
    write("heldout", "anarchism-c", sections(heldout), 1_000_000)
    write("train", "anarchism", sections([p for p in paths if p not in heldout]), 4_000_000)


def dictionaries():
    def gcide():
        text = read("share/dictd/gcide.dict.dz")
        for number, entry in enumerate(re.split(r"\n(?=\S)", text)):
            if number % 12:
                continue
            entry = re.sub(r"^.*?\\[^\\]*\\[^\n]*(?:\n[^\n]*\])?", "", entry, count=1, flags=re.S)
            for sense in blocks(entry):
                sense = re.sub(r"\[[^\]]*\]|[{}`]", "", sense)
                sense = re.sub(r"^\s*(\d+\.|\([a-z]\)|Syn:|Note:)\s*", "", sense)
                sense = re.sub(r"\([A-Z][A-Za-z. ]*\.\)", "", sense)
                if len(sense) > 40 and "\\" not in sense:
                    yield sense

    def wordnet():
        text = read("share/dictd/wn.dict.dz")
        for number, entry in enumerate(re.split(r"\n(?=\S)", text)):
            if number % 5:
                continue
            entry = re.sub(r"\[(syn|ant|also):.*?\]", "", entry, flags=re.S).replace("`", "'")
            for sense in re.split(r"\n\s+(?:(?:n|v|adj|adv) )?\d*: |\n\s+(?:n|v|adj|adv) \d+: ", entry)[1:]:
                sense = re.sub(r"[{}]", "", " ".join(sense.split()))
                yield sense[:1].upper() + sense[1:] + "."

    write("train", "gcide", gcide(), 3_000_000)
    write("train", "wordnet", wordnet(), 1_500_000)
    devil = re.sub(r"[{}]", "", read("share/dictd/devil.dict.dz"))
    write("heldout", "devils-dictionary", blocks(devil))


def manuals():
    share = usr / "share"
    handbook = sorted((share / "doc/debian-handbook/html/en-US").glob("*.html"))
    write("train", "debian-handbook", prose(handbook), 1_500_000)
    write("train", "debian-reference", prose(sorted((share / "debian-reference").glob("*.en.html"))), 500_000)
    write("train", "gnome-help", prose(sorted((share / "help/C").rglob("*.page")), 40))
    write("heldout", "developers-reference", prose(sorted((share / "developers-reference").glob("*.html"))))


def games():
    def descriptions(value):
        """The sentences of JSON: strings of some length that begin with a capital."""
        if isinstance(value, str):
            text = re.sub(r"<[^<>]*>", "", value)
            if len(text) > 50 and text[:1].isupper() and not re.search(r"[<>%|_]", text):
                yield text
        elif isinstance(value, (list, dict)):
            for element in value.values() if isinstance(value, dict) else value:
                yield from descriptions(element)

    def cataclysm():
        seen = set()
        for path in sorted((usr / "share/games/cataclysm-dda/json").rglob("*.json")):
            for text in descriptions(json.loads(path.read_text(encoding="utf-8"))):
                if text not in seen:
                    seen.add(text)
                    yield text

    def crawl():
        for folder in ("descript", "database"):
            for path in sorted((usr / f"share/crawl/dat/{folder}").glob("*.txt")):
                for entry in blocks(path.read_text(encoding="utf-8")):
                    if len(entry) > 60 and not re.search(r"[%@<>$]|^\s*[:#]", entry):
                        yield re.sub(r"(?<!\w)_|_(?!\w)", "", entry)

    write("train", "cataclysm", cataclysm(), 2_000_000)
    write("train", "crawl", crawl())


def sayings():
    def fortunes():
        for path in sorted((usr / "share/games/fortunes").iterdir()):
            if path.is_file() and path.suffix not in (".dat", ".u8") and path.name not in ("ascii-art", "translate-me"):
                text = re.sub(r".\x08", "", path.read_text(encoding="utf-8", errors="replace"))
                yield from (p for p in text.split("\n%\n"))

    write("train", "fortunes", fortunes())
    jargon = read("share/doc/jargon-text/jargon.txt.gz")
    write("train", "jargon", (re.sub(r"[{}]", "", p) for p in blocks(jargon) if len(p) > 60))


novels()
anarchism()
dictionaries()
manuals()
games()
sayings()
