//! `gouji annotate`: a Word document comes back with its findings as comments, and otherwise as it was.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::process::Command;

use super::documents::{docx, paragraph};
use super::room::{Room, Run};
use gouji::document::{DocxReview, read};

const WRONG: &str = "引进外资1442万美元，目标1200万美元，完成年初任务的124%";
const RIGHT: &str = "引进外资1442万美元，目标1200万美元，完成年初任务的120%";

fn room() -> Room {
    let body = [WRONG, RIGHT, "帮扶2661户，完成任务数的110.18%", "覆盖率80%。"].map(paragraph).concat();
    Room::new()
        .with("report.docx", docx(&body))
        .with("right.docx", docx(&paragraph(RIGHT)))
        .with("report.txt", WRONG)
        .with_folder("reports")
}

fn snapshot(name: &str, shown: &str) {
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(name, shown); });
}

fn bytes(room: &Room, name: &str) -> Vec<u8> {
    fs::read(room.path().join(name)).unwrap()
}

fn member(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
}

/// The comments of a document, a line a paragraph.
fn comments(bytes: &[u8]) -> String {
    let xml = member(bytes, "word/comments.xml");
    let mut shown = String::new();
    for piece in xml.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap();
        match tag {
            "/w:p" => shown.push('\n'),
            _ if tag.starts_with("w:comment ") => shown.push_str(&format!("── {tag}\n")),
            _ => shown.push_str(text),
        }
    }
    shown
}

fn annotate(room: &Room, more: &[&str]) -> Run {
    room.run(&[&["annotate", "report.docx", "-o", "out.docx"], more].concat())
}

#[test]
fn findings_become_comments() {
    for (lang, name) in [("en", "annotated-en"), ("zh", "annotated-zh")] {
        let room = room();
        let run = annotate(&room, &["--lang", lang]);
        snapshot(name, &format!("{run}── comments\n{}", comments(&bytes(&room, "out.docx"))));
    }
}

#[test]
fn every_claim_is_commented_on_when_asked_for_by_name_and_day() {
    let room = room();
    let more = ["--all", "--lang", "en", "--author", "Zhang San <审计>", "--date", "2026-03-31"];
    let run = annotate(&room, &more);
    snapshot("annotated-all", &format!("{run}── comments\n{}", comments(&bytes(&room, "out.docx"))));
}

#[test]
fn what_cannot_be_annotated_is_refused_and_nothing_is_written() {
    let room = room();
    let report = bytes(&room, "report.docx");
    let rows: [&[&str]; 9] = [
        &["annotate", "report.docx", "-o", "./reports/../report.docx"],
        &["annotate", "report.txt", "-o", "out.docx"],
        &["annotate", "report.txt", "-o", "out.docx", "--lang", "zh"],
        &["annotate", "reports", "-o", "out.docx"],
        &["annotate", "none.docx", "-o", "out.docx"],
        &["annotate", "report.docx", "-o", "no/such/out.docx"],
        &["annotate", "report.docx"],
        &["annotate", "report.docx", "-o", "out.docx", "--format", "json"],
        &["annotate", "report.docx", "-o", "out.docx", "--author", " "],
    ];
    let shown: Vec<String> = rows.iter().map(|args| room.run(args).to_string()).collect();
    snapshot("annotate-refused", &shown.join("\n"));
    assert_eq!(bytes(&room, "report.docx"), report);
    let mut left: Vec<_> =
        fs::read_dir(room.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["report.docx", "report.txt", "reports", "right.docx"]);
}

#[cfg(unix)]
#[test]
fn a_link_to_the_report_is_the_report() {
    let room = room();
    std::os::unix::fs::symlink("report.docx", room.path().join("link.docx")).unwrap();
    for (from, to) in [("report.docx", "link.docx"), ("link.docx", "report.docx")] {
        let run = room.run(&["annotate", from, "-o", to]);
        assert!(run.code == 2 && run.stderr.contains("handed in"), "{run}");
    }
}

#[test]
fn with_nothing_to_say_the_copy_is_the_report() {
    let room = room();
    let run = room.run(&["annotate", "right.docx", "-o", "out.docx"]);
    assert_eq!(run.code, 0, "{run}");
    assert!(run.stdout.starts_with("out.docx: nothing to comment on; written as it was\n"), "{run}");
    assert_eq!(bytes(&room, "out.docx"), bytes(&room, "right.docx"));
}

#[test]
fn a_finding_that_is_waived_is_commented_on_only_with_all() {
    let room = room();
    let printed = room.run(&["waive", "report.docx", "--today", "2026-03-01"]).stdout;
    let filled = printed
        .replace("reason = \"\"", "reason = \"口径调整，见附件二\"")
        .replace("owner = \"\"", "owner = \"统计科\"");
    let room = room.with("waivers.toml", filled);
    let gate = ["--waivers", "waivers.toml", "--today", "2026-03-01", "--lang", "zh"];
    let run = annotate(&room, &gate);
    assert_eq!(run.code, 0, "{run}");
    assert_eq!(bytes(&room, "out.docx"), bytes(&room, "report.docx"));
    annotate(&room, &[&gate[..], &["--all"]].concat());
    let told = comments(&bytes(&room, "out.docx"));
    assert_eq!(told.matches("已接受，不计：").count(), 2, "{told}");
    assert_eq!(told.matches("已豁免：口径调整，见附件二（统计科，至2026-05-30）").count(), 2, "{told}");
    assert_eq!(told.matches("已核，成立：").count(), 1, "{told}");
}

#[test]
fn standard_input_is_annotated_too_and_the_same_input_gives_the_same_bytes() {
    let room = room();
    let report = bytes(&room, "report.docx");
    annotate(&room, &[]);
    let run = room.run_with(&["annotate", "-", "-o", "piped.docx"], &report);
    assert_eq!(run.code, 1, "{run}");
    assert_eq!(bytes(&room, "piped.docx"), bytes(&room, "out.docx"));
}

/// The packed bytes of each member.
fn packed(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut members = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index_raw(index).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        members.push((file.name().unwrap().into_owned(), content));
    }
    members
}

const TOUCHED: [&str; 3] = ["[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"];

#[test]
fn whole_documents_keep_their_members_their_text_and_their_claims() {
    for folder in ["documents", "formats"] {
        let report = fs::read(format!("tests/fixtures/{folder}/report.docx")).unwrap();
        let room = Room::new().with("report.docx", &report);
        let before = room.run(&["check", "report.docx", "--all", "--format", "json"]).stdout;
        let run = annotate(&room, &["--all"]);
        assert!(run.code < 2, "{run}");
        let reviewed = bytes(&room, "out.docx");
        let claims = before.matches("\"verdict\":").count();
        assert_eq!(member(&reviewed, "word/comments.xml").matches("<w:comment ").count(), claims, "{run}");
        for (old, new) in packed(&report).iter().zip(packed(&reviewed)) {
            assert_eq!(old.0, new.0);
            assert_eq!(old.1 == new.1, !TOUCHED.contains(&old.0.as_str()), "{}", old.0);
        }
        assert_eq!(read(&reviewed, "a.docx").unwrap(), read(&report, "a.docx").unwrap());
        fs::rename(room.path().join("out.docx"), room.path().join("report.docx")).unwrap();
        assert_eq!(room.run(&["check", "report.docx", "--all", "--format", "json"]).stdout, before);
        DocxReview::open(&reviewed).unwrap();
    }
}

/// A document that office programs open, with a footnote and a link.
fn package(body: &str, note: &str) -> Vec<u8> {
    const WORD: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' \
                        xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'";
    const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let relations =
        |list: &str| format!("<Relationships xmlns='{PACKAGE}/relationships'>{list}</Relationships>");
    let members = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns='{PACKAGE}/content-types'>\
                 <Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>\
                 <Default Extension='xml' ContentType='application/xml'/>\
                 <Override PartName='/word/document.xml' ContentType='{TYPE}.document.main+xml'/>\
                 <Override PartName='/word/footnotes.xml' ContentType='{TYPE}.footnotes+xml'/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            relations(&format!(
                "<Relationship Id='rId1' Type='{RELATION}/officeDocument' Target='word/document.xml'/>"
            )),
        ),
        (
            "word/_rels/document.xml.rels",
            relations(&format!(
                "<Relationship Id='rId1' Type='{RELATION}/footnotes' Target='footnotes.xml'/>\
                 <Relationship Id='rId2' Type='{RELATION}/hyperlink' Target='http://example.com/' TargetMode='External'/>"
            )),
        ),
        ("word/document.xml", format!("<w:document {WORD}><w:body>{body}</w:body></w:document>")),
        (
            "word/footnotes.xml",
            format!(
                "<w:footnotes {WORD}><w:footnote w:id='2'>{}</w:footnote></w:footnotes>",
                paragraph(note)
            ),
        ),
    ];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A document with the same wrong sentence in all sorts of surroundings.
fn surroundings() -> Vec<u8> {
    let r = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let (start, end) = WRONG.split_at(WRONG.find("42").unwrap());
    let (clause, rest) = WRONG.split_at(WRONG.find("完成").unwrap());
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let field = [
        &mark("begin"),
        "<w:r><w:instrText> QUOTE x </w:instrText></w:r>",
        &mark("separate"),
        &r(rest),
        &mark("end"),
    ];
    let inserted = format!(
        "<w:ins w:id='1' w:author='a' w:date='2026-01-01T00:00:00Z'>{}</w:ins>",
        r(&format!("{rest}。增"))
    );
    let bold = end.replacen("42", "</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>42</w:t></w:r><w:r><w:t>", 1);
    let cell = |content: &str| {
        format!("<w:tc><w:tcPr><w:tcW w:w='3000' w:type='dxa'/></w:tcPr><w:p>{content}</w:p></w:tc>")
    };
    let body = [
        format!("<w:p>{}</w:p>", r(&format!("一 。{start}{bold}。后"))),
        format!(
            "<w:p><w:hyperlink r:id='rId2'>{}</w:hyperlink>{}</w:p>",
            r(&format!("二。{clause}")),
            r(&format!("{rest}。"))
        ),
        format!("<w:p>{}{inserted}</w:p>", r(&format!("三。{clause}"))),
        format!(
            "<w:p><w:sdt><w:sdtPr><w:id w:val='9'/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt></w:p>",
            r(&format!("四。{WRONG}。"))
        ),
        format!("<w:p>{}{}{}</w:p>", r(&format!("五。{clause}")), field.concat(), r("。")),
        format!(
            "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='3000'/></w:tblGrid><w:tr>{}</w:tr></w:tbl>",
            cell(&r(&format!("六。{WRONG}。")))
        ),
        format!("<w:p>{}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>", r("七")),
    ];
    package(&body.concat(), &format!("{WRONG}。"))
}

/// The words between the ends of each annotation of an OpenDocument text.
fn annotated(content: &str) -> Vec<String> {
    let text = content.split_once("<office:text").unwrap().1;
    let mut found = Vec::new();
    for piece in text.split("<office:annotation ").skip(1) {
        let name = piece.split_once("office:name=\"").unwrap().1.split('"').next().unwrap();
        let words = piece.split_once("</office:annotation>").unwrap().1;
        let words = words.split(&format!("<office:annotation-end office:name=\"{name}\"/>")).next().unwrap();
        let plain = words
            .split('<')
            .filter_map(|part| part.split_once('>').map_or(Some(part), |(_, text)| Some(text)));
        found.push(plain.collect());
    }
    found
}

#[test]
fn an_office_program_finds_the_comments_on_the_words() {
    let room = Room::new().with("report.docx", surroundings());
    let run = annotate(&room, &[]);
    assert!(run.stdout.starts_with("out.docx: 7 comments\n"), "{run}");
    let profile = format!("-env:UserInstallation=file://{}", room.path().join("profile").display());
    let converted = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "odt", "out.docx"])
        .current_dir(room.path())
        .output();
    let Ok(output) = converted else {
        println!("skipped: no soffice to open the document with");
        return;
    };
    assert!(output.status.success(), "{output:?}");
    let found = annotated(&member(&bytes(&room, "out.odt"), "content.xml"));
    assert_eq!(found.len(), 7, "{found:#?}");
    assert!(found[..6].iter().all(|words| words == WRONG), "{found:#?}");
    assert!(found[6].contains(WRONG), "the note is inside its mark: {found:#?}");
}
