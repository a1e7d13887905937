# Writes an .xlsx file of one sheet: sheet.py FILE, from lines of cells separated by commas.
import sys
import zipfile
from xml.sax.saxutils import escape

NAMES = "http://schemas.openxmlformats.org/"
MAIN = NAMES + "spreadsheetml/2006/main"
LINK = NAMES + "officeDocument/2006/relationships"
PACKAGE = NAMES + "package/2006/"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."


def relation(kind, target):
    return (f'<Relationships xmlns="{PACKAGE}relationships"><Relationship Id="r1" '
            f'Type="{LINK}/{kind}" Target="{target}"/></Relationships>')


def cell(row, column, text):
    place = "ABCDEFGHIJ"[column] + str(row)
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


rows = "".join(
    f'<row r="{n}">'
    + "".join(cell(n, i, text) for i, text in enumerate(line.rstrip("\n").split(",")))
    + "</row>"
    for n, line in enumerate(sys.stdin, 1))
parts = {
    "[Content_Types].xml":
        f'<Types xmlns="{PACKAGE}content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/book.xml" ContentType="{SHEET}sheet.main+xml"/>'
        f'<Override PartName="/sheet.xml" ContentType="{SHEET}worksheet+xml"/></Types>',
    "_rels/.rels": relation("officeDocument", "book.xml"),
    "_rels/book.xml.rels": relation("worksheet", "sheet.xml"),
    "book.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINK}"><sheets>'
                '<sheet name="Deals" sheetId="1" r:id="r1"/></sheets></workbook>',
    "sheet.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
}
with zipfile.ZipFile(sys.argv[1], "w") as book:
    for name, text in parts.items():
        book.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)
