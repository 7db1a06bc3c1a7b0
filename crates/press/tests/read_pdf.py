"""Reads a PDF with PDFium and prints what is on its pages, in millimetres from the upper left corner.

Input: the file. Output: {"title", "author", "pages": [{"width", "height", "lines": [{"text", "left", "right", "top", "bottom",
"letters": [[letter, left, right, top, bottom, origin_x, origin_y]]}], "rules": [{"left", "right", "top", "bottom", "colour"}]}]}.
Letters of one baseline that follow each other are one line; boxes are those of the ink.
"""

import ctypes
import json
import sys

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MM = 25.4 / 72


def letters(page, text, height):
    for index in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text, index))
        if letter in "\r\n" or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        left, bottom, right, top = text.get_charbox(index)
        yield [letter, left * MM, right * MM, (height - top) * MM, (height - bottom) * MM, x.value * MM,
               (height - y.value) * MM], colour_of(text, index)


def colour_of(text, index):
    parts = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFText_GetFillColor(text, index, *parts)
    return [part.value for part in parts[:3]]


def lines(page, text, height):
    found = []
    for letter, colour in letters(page, text, height):
        if not found or abs(found[-1]["letters"][-1][6] - letter[6]) > 0.5:
            found.append({"text": "", "colour": colour, "letters": []})
        found[-1]["text"] += letter[0]
        found[-1]["letters"].append(letter)
    for line in found:
        ink = [letter for letter in line["letters"] if not letter[0].isspace()] or line["letters"]
        line["left"], line["right"] = min(a[1] for a in ink), max(a[2] for a in ink)
        line["top"], line["bottom"] = min(a[3] for a in ink), max(a[4] for a in ink)
    return found


def rules(page, height):
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = thing.get_bounds()
        parts = [ctypes.c_uint() for _ in range(4)]
        raw.FPDFPageObj_GetStrokeColor(thing, *parts)
        yield {"left": left * MM, "right": right * MM, "top": (height - top) * MM, "bottom": (height - bottom) * MM,
               "colour": [part.value for part in parts[:3]]}


def main():
    document = pdfium.PdfDocument(sys.stdin.buffer.read())
    pages = []
    for page in document:
        width, height = page.get_size()
        text = page.get_textpage()
        pages.append({"width": width * MM, "height": height * MM, "lines": lines(page, text, height),
                      "rules": list(rules(page, height))})
    meta = document.get_metadata_dict()
    print(json.dumps({"title": meta["Title"], "author": meta["Author"], "meta": meta, "pages": pages}))


main()
