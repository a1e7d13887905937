"""Takes a page of lf-report apart: page.py PAGE FOLDER writes for each figure N the files N.title,
N.command, N.caption and N.tsv, its table; beside them the commands of the last section as
origin.1 and so on, and text, all that is to be read. Fails where the page has scripts, handlers
of events, or anything from elsewhere."""

import sys
from html.parser import HTMLParser

VOID = {"meta", "br", "img", "link", "hr", "input"}


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = []
        self.figures = []
        self.commands = []
        self.text = []
        self.cell = None

    def handle_starttag(self, tag, attributes):
        if tag in ("script", "iframe", "object", "embed", "link", "form", "base", "foreignobject"):
            sys.exit(f"<{tag}> in the page")
        for name, value in attributes:
            if name.startswith("on") or name in ("style", "srcdoc", "xlink:href"):
                sys.exit(f"{name}={value} in <{tag}>")
            if name in ("src", "href") and not value.startswith(("#", "cid:")):
                sys.exit(f"{name}={value} in <{tag}>")
        if tag not in VOID:
            self.open.append(tag)
        if tag == "h3":
            self.figures.append({"title": "", "command": "", "caption": "", "rows": []})
        if tag == "h2":
            self.last = None
        if tag == "tr":
            self.figures[-1]["rows"].append([])
        if tag in ("th", "td"):
            self.cell = ""
        if tag == "pre":
            self.commands.append("")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            sys.exit(f"</{tag}> does not end what was begun")
        if tag in ("th", "td"):
            self.figures[-1]["rows"][-1].append(self.cell)
            self.cell = None
        if tag == "pre" and self.figures and not self.figures[-1]["command"]:
            self.figures[-1]["command"] = self.commands.pop()

    def handle_data(self, data):
        if "style" in self.open:
            return
        self.text.append(data)
        if self.cell is not None:
            self.cell += data
        elif "h3" in self.open:
            self.figures[-1]["title"] += data
        elif "caption" in self.open:
            self.figures[-1]["caption"] += data
        elif "pre" in self.open:
            self.commands[-1] += data


def main(path, folder):
    page = Page()
    with open(path, encoding="utf-8") as file:
        page.feed(file.read())
    page.close()
    if page.open:
        sys.exit(f"not ended: {page.open}")
    parts = [(f"origin.{n}", text) for n, text in enumerate(page.commands, 1)]
    for n, figure in enumerate(page.figures, 1):
        for name in ("title", "command", "caption"):
            parts.append((f"{n}.{name}", figure[name]))
        parts.append((f"{n}.tsv", "\n".join("\t".join(row) for row in figure["rows"])))
    parts.append(("text", " ".join("".join(page.text).split())))
    for name, text in parts:
        with open(f"{folder}/{name}", "w", encoding="utf-8") as file:
            file.write(text + "\n")


main(*sys.argv[1:])
