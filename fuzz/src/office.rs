//! Office files with arbitrary content in a frame that a reader accepts.

use arbitrary::{Result, Unstructured};

use super::archive::Member;
use super::xml::{Words, inside};

const DOCX: Words = Words {
    elements: &[
        "w:p",
        "w:p",
        "w:r",
        "w:r",
        "w:t",
        "w:t",
        "w:tbl",
        "w:tr",
        "w:tc",
        "w:tcPr",
        "w:trPr",
        "w:gridSpan",
        "w:vMerge",
        "w:pPr",
        "w:pStyle",
        "w:numPr",
        "w:ilvl",
        "w:numId",
        "w:ins",
        "w:del",
        "w:delText",
        "w:moveFrom",
        "w:sdt",
        "w:sdtContent",
        "w:hyperlink",
        "w:footnoteReference",
        "w:fldSimple",
        "w:fldChar",
        "w:instrText",
        "w:sym",
        "w:tab",
        "w:br",
        "w:noBreakHyphen",
        "w:drawing",
        "wps:txbx",
        "w:txbxContent",
        "mc:AlternateContent",
        "mc:Choice",
        "mc:Fallback",
        "w:outlineLvl",
        "w:rPr",
        "w:vanish",
        "w:vertAlign",
        "w:style",
        "w:basedOn",
        "w:name",
        "w:abstractNum",
        "w:num",
        "w:lvl",
        "w:start",
        "w:numFmt",
        "w:lvlText",
        "w:footnote",
        "w:comment",
        "w:commentRangeStart",
        "w:tblHeader",
        "w:tblGrid",
        "w:gridCol",
        "m:oMath",
        "m:r",
        "m:t",
        "m:f",
        "m:num",
        "m:den",
        "w:ruby",
        "w:rt",
        "w:rubyBase",
        "w:sectPr",
        "w:gridBefore",
        "w:lang",
    ],
    attributes: &[
        "w:val",
        "w:id",
        "w:styleId",
        "w:type",
        "w:fldCharType",
        "w:char",
        "w:font",
        "w:instr",
        "w:numId",
        "w:ilvl",
        "w:abstractNumId",
        "w:default",
        "xml:space",
        "w:customStyle",
    ],
    values: &[
        "0",
        "1",
        "2",
        "9",
        "A",
        "B",
        "continue",
        "restart",
        "begin",
        "separate",
        "end",
        "1000000000",
        "-1",
        "F0A7",
        "Symbol",
        "Wingdings",
        "superscript",
        "subscript",
        "decimal",
        "chineseCounting",
        "%1.",
        "%1.%2",
        "preserve",
        "paragraph",
        "table",
        "Heading1",
        "heading 1",
        "false",
        "on",
        "",
    ],
};

const XLSX: Words = Words {
    elements: &[
        "row",
        "row",
        "row",
        "c",
        "c",
        "c",
        "c",
        "v",
        "v",
        "is",
        "t",
        "r",
        "f",
        "mergeCells",
        "mergeCell",
        "dimension",
        "cols",
        "col",
        "sheetData",
        "hyperlink",
        "rPh",
        "phoneticPr",
        "si",
    ],
    attributes: &["r", "s", "t", "ref", "hidden", "min", "max", "spans", "si"],
    values: &[
        "1",
        "2",
        "3",
        "A1",
        "B1",
        "A2",
        "C3",
        "A1:B2",
        "A1:XFD1048576",
        "B2:A1",
        "XFD1048576",
        "AAAA1",
        "A0",
        "s",
        "str",
        "inlineStr",
        "b",
        "e",
        "n",
        "d",
        "shared",
        "0",
        "-1",
        "1048577",
        "",
    ],
};

const STYLES: Words = Words {
    elements: &["numFmts", "numFmt", "cellXfs", "xf", "xf", "cellStyleXfs"],
    attributes: &["numFmtId", "formatCode", "count"],
    values: &[
        "0",
        "9",
        "10",
        "14",
        "164",
        "165",
        "0.00%",
        "0.0",
        "#,##0.00",
        "yyyy-mm-dd",
        "[h]:mm",
        "0.00E+00",
        "# ?/?",
        "0.0,,\"百万\"",
        "[=1]\"甲\";0",
        "@",
        "[$-804]yyyy\"年\"m\"月\"",
        "\"",
        "_ * #,##0_ ",
        "",
    ],
};

const STRINGS: Words = Words {
    elements: &["si", "si", "t", "t", "r", "rPh"],
    attributes: &["xml:space"],
    values: &["preserve"],
};

const ODS: Words = Words {
    elements: &[
        "table:table",
        "table:table-row",
        "table:table-row",
        "table:table-cell",
        "table:table-cell",
        "table:covered-table-cell",
        "table:table-column",
        "table:table-header-rows",
        "text:p",
        "text:p",
        "text:span",
        "text:s",
        "text:tab",
        "text:line-break",
        "office:annotation",
        "table:table-row-group",
        "text:a",
    ],
    attributes: &[
        "table:name",
        "table:number-rows-repeated",
        "table:number-columns-repeated",
        "table:number-columns-spanned",
        "table:number-rows-spanned",
        "office:value-type",
        "office:value",
        "office:date-value",
        "table:visibility",
        "table:style-name",
        "text:c",
        "office:string-value",
        "office:time-value",
        "office:boolean-value",
    ],
    values: &[
        "1",
        "2",
        "3",
        "16384",
        "1048576",
        "4294967296",
        "-1",
        "0",
        "float",
        "percentage",
        "date",
        "string",
        "currency",
        "time",
        "boolean",
        "0.125",
        "1e308",
        "NaN",
        "2024-02-30",
        "2024-07-01",
        "PT1H",
        "true",
        "collapse",
        "ce1",
        "",
    ],
};

const W: &str = concat!(
    r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" "#,
    r#"xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" "#,
    r#"xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape""#,
);
const S: &str = concat!(
    r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#,
);
const O: &str = concat!(
    r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" "#,
    r#"xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" "#,
    r#"xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0""#,
);
const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;

fn member(path: &str, content: impl Into<String>) -> Member {
    (path.to_owned(), content.into())
}

fn relations(of: &[(&str, &str, &str)]) -> String {
    let one = |(id, kind, target): &(&str, &str, &str)| {
        let kind = format!("http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}");
        format!(r#"<Relationship Id="{id}" Type="{kind}" Target="{target}"/>"#)
    };
    let all: String = of.iter().map(one).collect();
    format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{all}</Relationships>"#
    )
}

/// A Word document: its text always, its other parts as the bytes will.
pub fn docx(u: &mut Unstructured) -> Result<Vec<Member>> {
    let body = inside(u, &DOCX)?;
    let mut members = vec![
        member("[Content_Types].xml", TYPES),
        member("_rels/.rels", relations(&[("r1", "officeDocument", "word/document.xml")])),
        member("word/document.xml", format!("<w:document {W}><w:body>{body}</w:body></w:document>")),
    ];
    let mut named = Vec::new();
    for (part, root) in [
        ("styles", "w:styles"),
        ("numbering", "w:numbering"),
        ("footnotes", "w:footnotes"),
        ("comments", "w:comments"),
    ] {
        if u.arbitrary()? {
            let content = inside(u, &DOCX)?;
            members.push(member(&format!("word/{part}.xml"), format!("<{root} {W}>{content}</{root}>")));
            named.push((part, part, format!("{part}.xml")));
        }
    }
    let named: Vec<(&str, &str, &str)> =
        named.iter().map(|(id, kind, target)| (*id, *kind, target.as_str())).collect();
    members.push(member("word/_rels/document.xml.rels", relations(&named)));
    Ok(members)
}

/// An Excel workbook of one sheet.
pub fn xlsx(u: &mut Unstructured) -> Result<Vec<Member>> {
    let (sheet, strings, styles) = (inside(u, &XLSX)?, inside(u, &STRINGS)?, inside(u, &STYLES)?);
    let data = if u.arbitrary()? { format!("<sheetData>{sheet}</sheetData>") } else { sheet };
    let said =
        if u.arbitrary()? { format!(" uniqueCount=\"{}\"", u.arbitrary::<u64>()?) } else { String::new() };
    let dates = if u.arbitrary()? { r#"<workbookPr date1904="1"/>"# } else { "" };
    let workbook = format!(
        r#"<workbook {S}>{dates}<sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>"#
    );
    let parts = [
        ("r1", "worksheet", "worksheets/sheet1.xml"),
        ("r2", "sharedStrings", "sharedStrings.xml"),
        ("r3", "styles", "styles.xml"),
    ];
    Ok(vec![
        member("[Content_Types].xml", TYPES),
        member("_rels/.rels", relations(&[("r1", "officeDocument", "xl/workbook.xml")])),
        member("xl/workbook.xml", workbook),
        member("xl/_rels/workbook.xml.rels", relations(&parts)),
        member("xl/worksheets/sheet1.xml", format!("<worksheet {S}>{data}</worksheet>")),
        member("xl/sharedStrings.xml", format!("<sst {S}{said}>{strings}</sst>")),
        member("xl/styles.xml", format!("<styleSheet {S}>{styles}</styleSheet>")),
    ])
}

/// An OpenDocument workbook.
pub fn ods(u: &mut Unstructured) -> Result<Vec<Member>> {
    let tables = inside(u, &ODS)?;
    let tables = if u.arbitrary()? {
        format!(r#"<table:table table:name="表">{tables}</table:table>"#)
    } else {
        tables
    };
    let body = format!("<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>");
    Ok(vec![
        member("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        member("content.xml", format!("<office:document-content {O}>{body}</office:document-content>")),
        member(
            "META-INF/manifest.xml",
            r#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"#,
        ),
    ])
}
