//! The paper as DOCX, for those who change it in WPS or Word: the same text in the same order, with styles for what may be changed.
//! Fonts are named, not contained, so all of them are the standard's first choices.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, DocGrid, DocGridType, Docx, FieldCharType, Footer, FrameProperty, InstrPAGE, InstrText,
    LineSpacing, LineSpacingType, PageMargin, Paragraph, ParagraphBorder, ParagraphBorderPosition,
    ParagraphBorders, ParagraphProperty, Run, RunFonts, SpecialIndentType, Style, StyleType, Styles, Tab,
    TabValueType,
};
use paper::{Imprint, Line, Paper};

const TEXT: &str = "仿宋_GB2312";
const TITLE: &str = "方正小标宋简体";
const HEADING: &str = "黑体";
const PAGE: &str = "宋体";

// Lengths are in twips, 1/20 pt. 22 lines must not be longer than 225 mm, so the pitch is rounded down.
const WIDTH: i32 = 8845;
const PITCH: i32 = 579;
const CHARACTER: i32 = 315;
/// What is taken from a letter of 16 pt, so that 28 of them stand in a line.
const NARROWER: i32 = -5;
const RED: &str = "E60012";

/// What docx-rs does not write in styles: the first-line indent in characters, and which style is the default.
const STYLES: [(&str, &str); 3] = [
    (r#"w:firstLine="630""#, r#"w:firstLineChars="200" w:firstLine="630""#),
    // It adds an empty one of its own, whatever else is there.
    (
        r#"<w:style w:type="paragraph" w:styleId="Normal"><w:name w:val="Normal" /><w:rPr /><w:pPr><w:rPr /></w:pPr><w:qFormat /></w:style>"#,
        "",
    ),
    (r#"w:styleId="Normal""#, r#"w:default="1" w:styleId="Normal""#),
];

/// In the order of the schema, which docx-rs does not keep here, and with mirrored margins, which it does not know.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:zoom w:percent="100"/><w:mirrorMargins/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="630"/><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:useFELayout/><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>"#;

/// Writes a paper. The same paper makes the same bytes.
pub(crate) fn print(paper: &Paper) -> anyhow::Result<Vec<u8>> {
    let mut document = page(styles(Docx::new()));
    for paragraph in masthead(paper).into_iter().chain(text(paper)) {
        document = document.add_paragraph(paragraph);
    }
    if let Some(imprint) = &paper.imprint {
        document = document.add_paragraph(imprint_lines(imprint));
    }
    let mut parts = document.build();
    // Styles hold no text of the paper.
    let styles = String::from_utf8(parts.styles)?;
    parts.styles = STYLES.iter().fold(styles, |all, (from, to)| all.replace(from, to)).into_bytes();
    parts.settings = SETTINGS.as_bytes().to_vec();
    parts.doc_props.core = properties(&paper.title).into_bytes();
    let mut file = Cursor::new(Vec::new());
    parts.pack(&mut file)?;
    Ok(file.into_inner())
}

/// The page and its two footers: right pages carry the number at the right, left ones at the left.
fn page(document: Docx) -> Docx {
    let margin = PageMargin::new().top(2098).bottom(1984).left(1587).right(1474).header(851).footer(1304);
    // Lines only: programs differ in what they do with a character that is wider than its cell.
    let grid = DocGrid::new().grid_type(DocGridType::Lines).line_pitch(PITCH.unsigned_abs() as usize);
    let number = |align| {
        let number = Run::new()
            .add_text("— ")
            .add_field_char(FieldCharType::Begin, false)
            .add_instr_text(InstrText::PAGE(InstrPAGE::new()))
            .add_field_char(FieldCharType::Separate, false)
            .add_text("1")
            .add_field_char(FieldCharType::End, false)
            .add_text(" —");
        Footer::new().add_paragraph(Paragraph::new().style("PageNumber").align(align).add_run(number))
    };
    let mut document = document.page_size(11906, 16838).page_margin(margin);
    document.document = document.document.doc_grid(grid);
    document.footer(number(AlignmentType::Right)).even_footer(number(AlignmentType::Left))
}

fn styles(document: Docx) -> Docx {
    let style = |id: &str, name: &str, font: &str, half_points| {
        Style::new(id, StyleType::Paragraph)
            .name(name)
            .based_on("Normal")
            .fonts(fonts(font))
            .size(half_points)
    };
    let indented = |style: Style| style.indent(None, Some(SpecialIndentType::FirstLine(630)), None, None);
    let narrow = |mut style: Style| {
        style.run_property = style.run_property.character_spacing(NARROWER);
        style
    };
    let one_in = |style: Style| style.indent(Some(280), None, Some(280), None);
    let normal = Style::new("Normal", StyleType::Paragraph).name("Normal").fonts(fonts(TEXT)).size(32);
    let mut all = Styles::new().default_fonts(fonts(TEXT)).default_size(32);
    all.styles = vec![
        normal.align(AlignmentType::Both).line_spacing(pitch()),
        style("Masthead", "纪要标志", TITLE, 84).color(RED).align(AlignmentType::Center),
        style("Number", "纪要编号", TEXT, 32).align(AlignmentType::Center),
        style("Office", "纪要单位日期", TEXT, 32).indent(Some(CHARACTER), None, Some(CHARACTER), None),
        style("PaperTitle", "公文标题", TITLE, 44).align(AlignmentType::Center).outline_lvl(0),
        narrow(indented(style("Body", "公文正文", TEXT, 32))),
        narrow(indented(style("PaperHeading", "公文一级标题", HEADING, 32))).outline_lvl(1),
        narrow(style("Labelled", "公文名单", TEXT, 32)),
        one_in(style("Imprint", "公文版记", TEXT, 28)),
        one_in(style("PageNumber", "公文页码", PAGE, 28)).line_spacing(exact(280)),
    ];
    document.styles(all)
}

fn masthead(paper: &Paper) -> Vec<Paragraph> {
    let letters = i32::try_from(paper.heading.chars().count()).unwrap_or(i32::MAX).max(1);
    // In points, as in the template.
    let size = (442 / letters).clamp(26, 48);
    let heading = Run::new().add_text(&*paper.heading).size(usize::try_from(size * 2).unwrap_or(52));
    let line = size * 24;
    // 35 mm to the upper edge of the letters, which stand in the middle of their line.
    let before = (1984 - (line - size * 17) / 2).unsigned_abs();
    let mut paragraphs = vec![styled("Masthead").line_spacing(exact(line).before(before)).add_run(heading)];
    if !paper.number_or_mark().is_empty() {
        let number = styled("Number").line_spacing(pitch().before(284));
        paragraphs.push(number.add_run(Run::new().add_text(paper.number_or_mark())));
    }
    let red = border(ParagraphBorderPosition::Bottom, 12).space(6).color(RED);
    let office = opposite("Office", WIDTH - CHARACTER, &paper.office, &paper.date);
    paragraphs.push(bordered(office.line_spacing(pitch().before(284)), [red]));
    paragraphs.extend([styled("Number"), styled("Number")]);
    paragraphs.push(styled("PaperTitle").add_run(Run::new().add_text(&*paper.title)));
    paragraphs.push(styled("Number"));
    paragraphs
}

fn text(paper: &Paper) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> =
        paper.facts.iter().map(|fact| labelled(&fact.label, &fact.text)).collect();
    paragraphs.extend(paper.lines().iter().map(|line| match line {
        Line::Heading(text) => styled("PaperHeading").keep_next(true).add_run(Run::new().add_text(*text)),
        Line::Paragraph(text) => styled("Body").add_run(Run::new().add_text(*text)),
    }));
    let mut lists = paper.attendance().map(|(label, entries)| labelled(label, &entries)).peekable();
    if lists.peek().is_some() {
        paragraphs.push(styled("Labelled"));
    }
    paragraphs.extend(lists);
    paragraphs
}

/// A label, and a text whose further lines begin under its first character.
fn labelled(label: &str, text: &str) -> Paragraph {
    let letters = i32::try_from(label.chars().count()).unwrap_or(i32::MAX).min(12);
    let hanging = (letters + 1) * CHARACTER;
    styled("Labelled")
        .indent(Some(2 * CHARACTER + hanging), Some(SpecialIndentType::Hanging(hanging)), None, None)
        .add_run(Run::new().fonts(fonts(HEADING)).add_text(format!("{label}：")))
        .add_run(Run::new().add_text(text))
}

/// In a frame at the foot of the page that it comes to: the last.
fn imprint_lines(imprint: &Imprint) -> Paragraph {
    let frame = FrameProperty::new()
        .width(WIDTH.unsigned_abs())
        .wrap("around")
        .v_anchor("margin")
        .h_anchor("margin")
        .x_align("left")
        .y_align("bottom");
    let mut paragraph = opposite("Imprint", WIDTH - 280, &imprint.office, &imprint.date);
    paragraph.property = paragraph.property.frame_property(frame);
    // 0.35 mm is 1 pt.
    let rule = |position| border(position, 8).space(4);
    bordered(paragraph, [rule(ParagraphBorderPosition::Top), rule(ParagraphBorderPosition::Bottom)])
}

/// One text at the left, one at the right, up to a tab stop there.
fn opposite(style: &str, right: i32, left_text: &str, right_text: &str) -> Paragraph {
    let stop = Tab::new().val(TabValueType::Right).pos(right.unsigned_abs() as usize);
    let run = Run::new().add_text(left_text).add_tab().add_text(right_text);
    styled(style).align(AlignmentType::Left).add_tab(stop).add_run(run)
}

fn styled(style: &str) -> Paragraph {
    // As in the template, every page is filled.
    Paragraph::new().style(style).widow_control(false)
}

fn bordered<const N: usize>(mut paragraph: Paragraph, borders: [ParagraphBorder; N]) -> Paragraph {
    let borders = borders.into_iter().fold(ParagraphBorders::with_empty(), ParagraphBorders::set);
    paragraph.property = ParagraphProperty::set_borders(paragraph.property, borders);
    paragraph
}

fn border(position: ParagraphBorderPosition, eighths_of_a_point: usize) -> ParagraphBorder {
    ParagraphBorder::new(position).size(eighths_of_a_point)
}

fn fonts(name: &str) -> RunFonts {
    RunFonts::new().ascii(name).hi_ansi(name).east_asia(name).cs(name).hint("eastAsia")
}

fn pitch() -> LineSpacing {
    exact(PITCH)
}

fn exact(line: i32) -> LineSpacing {
    LineSpacing::new().line_rule(LineSpacingType::Exact).line(line)
}

/// The title of the file, and no author or instant.
fn properties(title: &str) -> String {
    let title = title.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:language>zh-CN</dc:language></cp:coreProperties>"#
    )
}
