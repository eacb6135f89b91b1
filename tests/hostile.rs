//! Files made to do harm: each gives a clear error or a right answer, in bounded time and memory, and never takes the
//! files beside it along.

#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report, in its helpers too")]

use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use gouji::document::read;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What a file must give.
#[derive(Debug, Clone, Copy)]
enum Gives {
    /// An error with one of these codes.
    Error(&'static [&'static str]),
    /// A document with this text in it.
    Text(&'static str),
    /// Whichever of the two it is, it comes to an end.
    AnEnd,
}
use Gives::{AnEnd, Error, Text};

struct File {
    what: &'static str,
    name: &'static str,
    bytes: Vec<u8>,
    gives: Gives,
}

/// No file may take longer, on a slow and busy machine and without optimisation.
const TIME: Duration = Duration::from_secs(30);
/// The whole process may not take more memory, all files together.
const MEMORY_KB: u64 = 2_000_000;

const SENTENCE: &str = "引进外资1442万美元,目标1200万美元,完成年初任务的120.2%。";

#[test]
fn every_file_gives_a_clear_error_or_a_right_answer_in_bounded_time() {
    let files = files();
    assert!(files.len() >= 24, "{}", files.len());
    let mut wrong = Vec::new();
    for File { what, name, bytes, gives } in files {
        let start = Instant::now();
        let got = read(&bytes, name);
        let took = start.elapsed();
        let told = match &got {
            Ok(document) => format!("{} bytes of text", document.text.len()),
            Err(error) => format!("{}: {error}", error.code()),
        };
        let fits = match (gives, &got) {
            (Error(codes), Err(error)) => codes.contains(&error.code()),
            (Text(part), Ok(document)) => document.text.contains(part),
            (AnEnd, _) => true,
            _ => false,
        };
        if !fits || took > TIME {
            wrong.push(format!(
                "{what} ({name}, {} bytes) gave {told} in {took:?}, not {gives:?}",
                bytes.len()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    if let Some(peak) = peak_memory() {
        assert!(peak < MEMORY_KB, "{peak} kB were in use");
    }
}

/// The most memory this process ever had, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}

fn files() -> Vec<File> {
    [broken(), bombs(), loops(), misnamed(), locked(), texts(), huge_claims()].into_iter().flatten().collect()
}

fn file(what: &'static str, name: &'static str, bytes: impl Into<Vec<u8>>, gives: Gives) -> File {
    File { what, name, bytes: bytes.into(), gives }
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The first part of a file.
fn cut(name: &str) -> Vec<u8> {
    let bytes = fixture(name);
    bytes[..bytes.len() * 3 / 5].to_vec()
}

/// A zip file of these members.
fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        // OpenDocument wants its type to be readable without unpacking.
        let method =
            if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const TYPES: &[u8] = br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;

/// A Word document with this body.
fn docx(before: &str, body: &str) -> Vec<u8> {
    let xml = format!("<?xml version=\"1.0\"?>{before}<w:document {W}><w:body>{body}</w:body></w:document>");
    zipped(&[("[Content_Types].xml", TYPES), ("word/document.xml", xml.as_bytes())])
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A workbook with one sheet of this XML.
fn xlsx(sheet: &str) -> Vec<u8> {
    let workbook = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"#;
    let rels = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let sheet = format!(
        "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{sheet}</worksheet>"
    );
    let root = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    zipped(&[
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

const DAMAGED: Gives = Error(&["damaged"]);

fn broken() -> Vec<File> {
    vec![
        file("a docx cut short", "a.docx", cut("formats/report.docx"), DAMAGED),
        file("an xlsx cut short", "a.xlsx", cut("formats/report.xlsx"), DAMAGED),
        file("an ods cut short", "a.ods", cut("documents/report.ods"), DAMAGED),
        file("a pdf cut short", "a.pdf", cut("formats/report.pdf"), Error(&["damaged", "no-text"])),
        file("an xls cut short", "a.xls", cut("documents/report.xls"), Error(&["damaged", "not-text"])),
        file("an empty docx", "a.docx", "", DAMAGED),
        file(
            "a docx without its document",
            "a.docx",
            zipped(&[("[Content_Types].xml", TYPES), ("word/styles.xml", b"<a/>")]),
            DAMAGED,
        ),
        file(
            "a docx with two roots and an open tag",
            "a.docx",
            docx("", "</w:body></w:document><w:p>"),
            DAMAGED,
        ),
        file(
            "a docx in which bytes are not UTF-8",
            "a.docx",
            zipped(&[
                ("[Content_Types].xml", TYPES),
                ("word/document.xml", b"<w:document><w:t>\xff\xfe\xfd</w:t></w:document>"),
            ]),
            Error(&["damaged", "no-text", "undecodable"]),
        ),
    ]
}

fn bombs() -> Vec<File> {
    let zeros = vec![b' '; 64 << 20];
    let laughs = "<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>";
    let outside = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    vec![
        file(
            "a docx that unpacks to a thousand times its size",
            "a.docx",
            zipped(&[("[Content_Types].xml", TYPES), ("word/document.xml", &zeros)]),
            Error(&["bomb", "too-large"]),
        ),
        file(
            "an xlsx that unpacks to a thousand times its size",
            "a.xlsx",
            zipped(&[
                ("[Content_Types].xml", TYPES),
                ("xl/workbook.xml", b"<workbook/>"),
                ("xl/sharedStrings.xml", &zeros),
            ]),
            Error(&["bomb", "too-large"]),
        ),
        file(
            "a docx with entities of entities",
            "a.docx",
            docx(laughs, &paragraph("&c;")),
            Error(&["damaged"]),
        ),
        file(
            "a docx with an entity from outside",
            "a.docx",
            docx(outside, &paragraph("&x;")),
            Error(&["damaged"]),
        ),
        file(
            "an xlsx with entities of entities",
            "a.xlsx",
            zipped(&[
                ("[Content_Types].xml", TYPES),
                (
                    "xl/workbook.xml",
                    format!("<?xml version=\"1.0\"?>{laughs}<workbook>&c;</workbook>").as_bytes(),
                ),
            ]),
            Error(&["damaged"]),
        ),
    ]
}

fn loops() -> Vec<File> {
    let styles = format!(
        "<w:styles {W}><w:style w:styleId=\"A\"><w:basedOn w:val=\"B\"/></w:style><w:style w:styleId=\"B\"><w:basedOn w:val=\"A\"/></w:style></w:styles>"
    );
    let body = format!(
        "<w:document {W}><w:body><w:p><w:pPr><w:pStyle w:val=\"A\"/></w:pPr><w:r><w:t>{SENTENCE}</w:t></w:r></w:p></w:body></w:document>"
    );
    let in_a_loop = zipped(&[
        ("[Content_Types].xml", TYPES),
        ("word/document.xml", body.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
    ]);
    let pages = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF";
    let deep = format!(
        "{}{}{}",
        "<w:tbl><w:tr><w:tc>".repeat(20_000),
        paragraph("甲"),
        "</w:tc></w:tr></w:tbl>".repeat(20_000)
    );
    let divs = format!("<!doctype html><body>{}{SENTENCE}", "<div>".repeat(100_000));
    vec![
        file("styles that are based on one another", "a.docx", in_a_loop, Text(SENTENCE)),
        file("a tree of pages that is its own branch", "a.pdf", pages, Error(&["damaged", "no-text"])),
        file(
            "tables in tables, 20,000 deep",
            "a.docx",
            docx("", &deep),
            Error(&["too-large", "damaged", "bomb"]),
        ),
        file("100,000 elements in one another", "a.html", divs, AnEnd),
        file(
            "a link to itself in Markdown",
            "a.md",
            format!("[a]: #a\n[a][a] {SENTENCE}"),
            Text("1442万美元"),
        ),
    ]
}

fn misnamed() -> Vec<File> {
    let xls = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    vec![
        file("a docx called txt", "a.txt", docx("", &paragraph(SENTENCE)), Text(SENTENCE)),
        file("a text called docx", "a.docx", SENTENCE, Error(&["damaged"])),
        file("a text called pdf", "a.pdf", SENTENCE, Error(&["damaged"])),
        file(
            "a picture called docx",
            "a.docx",
            b"\x89PNG\r\n\x1A\n....".as_slice(),
            Error(&["not-text", "damaged"]),
        ),
        file(
            "the first bytes of an old office file alone",
            "a.doc",
            xls.as_slice(),
            Error(&["not-text", "damaged"]),
        ),
        file(
            "a zip file that is no document",
            "a.docx",
            zipped(&[("readme", b"hello")]),
            Error(&["not-text", "damaged"]),
        ),
    ]
}

/// An old office container with one stream of this name.
fn container(stream: &str) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream(stream).unwrap().write_all(b"secret").unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

fn locked() -> Vec<File> {
    vec![
        file("a docx with a password", "a.docx", container("/EncryptedPackage"), Error(&["encrypted"])),
        file("a pdf with a password", "a.pdf", fixture("documents/locked.pdf"), Error(&["encrypted"])),
        file("an old Word document", "a.doc", container("/WordDocument"), Error(&["not-text"])),
    ]
}

fn texts() -> Vec<File> {
    let lone: Vec<u8> =
        [0xFEFFu16, 0x5B8C, 0xD800, 0x6210].iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let (gbk, ..) = encoding_rs::GBK.encode("全年完成投资36.4亿元");
    let mixed = [SENTENCE.as_bytes(), b"\n", &gbk].concat();
    vec![
        file("a NUL in a text", "a.txt", b"36\x00%".as_slice(), Error(&["binary"])),
        file("UTF-16 with half a character", "a.txt", lone, Error(&["undecodable"])),
        file("two encodings in one text", "a.txt", mixed, Error(&["undecodable"])),
        file(
            "a page that names no real encoding",
            "a.html",
            format!("<!doctype html><meta charset=\"x-none\"><p>{SENTENCE}"),
            Text(SENTENCE),
        ),
        file(
            "a quote that never closes",
            "a.csv",
            format!("指标,完成\n\"甲,1\n{}", "乙,2\n".repeat(100_000)),
            AnEnd,
        ),
        file("a megabyte of digits", "a.txt", "9".repeat(1 << 20), Text("999")),
        file("asterisks without an end", "a.md", "**1".repeat(50_000), AnEnd),
    ]
}

/// A workbook whose table of strings says that it holds 100,000,000,000 of them.
fn many_strings() -> Vec<u8> {
    zipped(&[
        ("[Content_Types].xml", TYPES),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/SharedStrings.xml", br#"<sst uniqueCount="100000000000"><si><t>a</t></si></sst>"#),
    ])
}

/// Small files that claim to be large inside.
fn huge_claims() -> Vec<File> {
    let cells = r#"<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>"#;
    let merged = r#"<sheetData><row r="1"><c r="A1"><v>7</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>"#;
    let span = format!(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"1000000000\"/></w:tcPr>{0}</w:tc><w:tc>{0}</w:tc></w:tr></w:tbl>",
        paragraph("甲1")
    );
    let page = format!(
        "<!doctype html><table><tr><td rowspan=1000000000 colspan=1000000000>甲<td>{SENTENCE}</table>"
    );
    let stream = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n4 0 obj<</Length 1073741824>>stream\nBT (1) Tj ET\nendstream endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF";
    let repeated = "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet><table:table table:name=\"A\"><table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\"><text:p>1</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>";
    let ods = zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", repeated.as_bytes()),
    ]);
    vec![
        file("an xlsx that says it holds more strings than it has bytes", "a.xlsx", many_strings(), DAMAGED),
        file("two cells at the far corners of a sheet", "a.xlsx", xlsx(cells), Text("2")),
        file("one cell that covers the sheet", "a.xlsx", xlsx(merged), Text("7")),
        file("a cell a billion columns wide", "a.docx", docx("", &span), Text("甲1")),
        file("a cell a billion rows high", "a.html", page, Text("甲")),
        file("a stream that claims a gigabyte", "a.pdf", stream, AnEnd),
        file("one cell repeated seventeen billion times", "a.ods", ods, Error(&["too-large"])),
    ]
}
