"""Reads a DOCX with python-docx and prints its text, styles and page.

Input: the file. Output: {"title", "author", "page": {…, in mm}, "mirror", "even_and_odd", "paragraphs": [{"style", "text", "frame"}],
"styles": {name: {"font", "size", "line", "first_line_chars"}}, "footers": [[alignment, text, field]]}.
"""

import io
import json
import sys

import docx
from docx.oxml.ns import qn


def styles(document):
    for style in document.styles:
        fonts = style.element.find(f".//{qn('w:rFonts')}")
        indent = style.element.find(f"{qn('w:pPr')}/{qn('w:ind')}")
        spacing = style.element.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
        yield style.name, {
            "font": fonts.get(qn("w:eastAsia")),
            "size": style.font.size.pt,
            "line": None if spacing is None else [spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))],
            "first_line_chars": None if indent is None else indent.get(qn("w:firstLineChars")),
        }


def footer(part):
    paragraph = part.paragraphs[0]
    field = "".join(node.text for node in paragraph._p.iter(qn("w:instrText")))
    return [paragraph.alignment.name, paragraph.text, field]


def paragraphs(document):
    for paragraph in document.paragraphs:
        form = paragraph.paragraph_format
        yield {
            "style": paragraph.style.name,
            "text": paragraph.text,
            "left": form.left_indent.mm if form.left_indent else 0,
            "hanging": -form.first_line_indent.mm if form.first_line_indent else 0,
            "frame": paragraph._p.find(f".//{qn('w:framePr')}") is not None,
            "borders": [node.tag.split("}")[1] for node in paragraph._p.iterfind(f".//{qn('w:pBdr')}/*")],
        }


def main():
    document = docx.Document(io.BytesIO(sys.stdin.buffer.read()))
    (section,) = document.sections
    names = ["page_width", "page_height", "top_margin", "bottom_margin", "left_margin", "right_margin"]
    settings = document.settings.element
    print(json.dumps({
        "title": document.core_properties.title,
        "author": document.core_properties.author,
        "page": {name: getattr(section, name).mm for name in names},
        "mirror": settings.find(qn("w:mirrorMargins")) is not None,
        "even_and_odd": document.settings.odd_and_even_pages_header_footer,
        "paragraphs": list(paragraphs(document)),
        "styles": dict(styles(document)),
        "footers": [footer(section.footer), footer(section.even_page_footer)],
    }))


main()
