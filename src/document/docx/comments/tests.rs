use std::io::{Cursor, Read};

use super::*;
use crate::document::package::tests::package;
use crate::document::read;

const SPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn document(body: &str) -> String {
    format!("<w:document xmlns:w='{SPACE}'><w:body>{body}</w:body></w:document>")
}

fn docx(body: &str) -> Vec<u8> {
    package(&[("word/document.xml", document(body).as_bytes())])
}

fn r(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

fn p(text: &str) -> String {
    format!("<w:p>{}</w:p>", r(text))
}

fn comment(line: &str) -> DocxComment {
    DocxComment { author: "gouji".into(), initials: "g".into(), date: None, lines: vec![line.into()] }
}

fn span(bytes: &[u8], words: &str) -> Range<usize> {
    let text = read(bytes, "a.docx").unwrap().text;
    let at = text.find(words).unwrap_or_else(|| panic!("{words} in {text}"));
    at..at + words.len()
}

/// A document with a comment on each of these words, and what each came to stand on.
fn commented(bytes: &[u8], words: &[&str]) -> (Vec<u8>, Vec<Anchored>) {
    let mut review = DocxReview::open(bytes).unwrap();
    let mut on = Vec::new();
    for word in words {
        let anchor = review.anchor(&[span(bytes, word)]).unwrap();
        on.push(anchor.on);
        review.add(anchor, comment(word));
    }
    (review.finish().unwrap(), on)
}

fn member(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
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

/// The body after these comments, marks written short: `[0`, `0]`, `(0)`.
fn body(bytes: &[u8]) -> String {
    let xml = member(bytes, "word/document.xml");
    let mut body = xml.split_once("<w:body>").unwrap().1.replace("</w:body></w:document>", "");
    for id in 0..20 {
        let reference = format!(
            "<w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr><w:commentReference w:id=\"{id}\"/></w:r>"
        );
        body = body
            .replace(&format!("<w:commentRangeStart w:id=\"{id}\"/>"), &format!("[{id}"))
            .replace(&format!("<w:commentRangeEnd w:id=\"{id}\"/>"), &format!("{id}]"))
            .replace(&reference, &format!("({id})"));
    }
    body
}

fn is_within(part: &str, whole: &str) -> bool {
    let mut rest = whole.bytes();
    part.bytes().all(|byte| rest.any(|other| other == byte))
}

#[test]
fn a_run_is_parted_around_the_words_and_keeps_its_look_and_its_blanks() {
    let bytes =
        docx("<w:p><w:r w:rsidR='7'><w:rPr><w:b/></w:rPr><w:t>共 42 项&amp;事</w:t><w:tab/></w:r></w:p>");
    let (out, on) = commented(&bytes, &["42", "项&事"]);
    let head = "<w:r w:rsidR='7'><w:rPr><w:b/></w:rPr>";
    let text = "<w:t xml:space=\"preserve\">";
    assert_eq!(
        body(&out),
        format!(
            "<w:p>{head}{text}共 </w:t></w:r>[0{head}<w:t>42</w:t></w:r>0](0){head}{text} </w:t></w:r>\
             [1{head}<w:t>项&amp;事</w:t></w:r>1](1){head}<w:tab/></w:r></w:p>"
        )
    );
    assert_eq!(on, [Anchored::Words; 2]);
    assert_eq!(read(&out, "a.docx").unwrap().text, read(&bytes, "a.docx").unwrap().text);
}

#[test]
fn whole_runs_are_not_parted_and_words_may_have_several_comments() {
    let bytes = docx(&format!("<w:p>{}{}{}</w:p>", r("完成"), r("4"), r("2项")));
    let (out, _) = commented(&bytes, &["42项", "42项", "4", "完成42项"]);
    let expected = format!("<w:p>[3{}[0[1[2{}2](2){}0](0)1](1)3](3)</w:p>", r("完成"), r("4"), r("2项"));
    assert_eq!(body(&out), expected);
}

#[test]
fn the_reference_stands_outside_of_what_the_words_are_in() {
    let inside = format!(
        "<w:p><w:hyperlink>{}</w:hyperlink><w:ins>{}</w:ins><w:sdt><w:sdtPr><w:id w:val='3'/></w:sdtPr>\
         <w:sdtContent>{}</w:sdtContent></w:sdt></w:p>",
        r("链接12"),
        r("增补34"),
        r("控件56尾")
    );
    let (out, on) = commented(&docx(&inside), &["12", "34", "56"]);
    let expected = format!(
        "<w:p><w:hyperlink>{}[0{}0]</w:hyperlink>(0)<w:ins>{}[1{}1]</w:ins>(1)<w:sdt><w:sdtPr><w:id w:val='3'/></w:sdtPr>\
         <w:sdtContent>{}[2{}2]{}</w:sdtContent></w:sdt>(2)</w:p>",
        r("链接"),
        r("12"),
        r("增补"),
        r("34"),
        r("控件"),
        r("56"),
        r("尾")
    );
    assert_eq!(body(&out), expected);
    assert_eq!(on, [Anchored::Words; 3]);
}

#[test]
fn what_no_mark_may_be_put_into_is_commented_on_as_a_whole_and_said() {
    let control = format!(
        "<w:sdt><w:sdtPr><w:dataBinding w:xpath='/a'/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        r("绑定12尾")
    );
    let field = format!("<w:fldSimple w:instr='=34'>{}</w:fldSimple>", r("34项"));
    let boxed = format!("<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>", p("框内56项"));
    let bytes = docx(&format!("<w:p>{}{control}{field}{boxed}</w:p>", r("前")));
    let (out, on) = commented(&bytes, &["12", "34", "56"]);
    assert_eq!(body(&out), format!("<w:p>{}[0{control}0](0)[1{field}1](1)[2{boxed}2](2)</w:p>", r("前")));
    assert_eq!(on, [Anchored::Holder; 3]);
}

#[test]
fn cells_are_commented_on_one_by_one_and_words_in_several_paragraphs_by_their_result() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", p(text));
    let table = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        cell("甲"),
        cell("12"),
        cell("计"),
        cell("99")
    );
    let bytes = docx(&table);
    let (first, last) = (span(&bytes, "12"), span(&bytes, "99"));
    let mut review = DocxReview::open(&bytes).unwrap();
    let whole = first.start..last.end;
    let result = review.anchor(&[whole.clone(), last]).unwrap();
    assert_eq!(result.on, Anchored::Words);
    let part = review.anchor(std::slice::from_ref(&whole)).unwrap();
    assert_eq!(part.on, Anchored::FirstPart);
    let none = review.anchor(&[]).unwrap();
    assert_eq!(none.on, Anchored::Beginning);
    for anchor in [result, part, none] {
        review.add(anchor, comment("x"));
    }
    let marked = |text: &str, id: u32| format!("<w:tc><w:p>[{id}{}{id}]({id})</w:p></w:tc>", r(text));
    let expected = table
        .replace(&cell("甲"), &marked("甲", 2))
        .replace(&cell("12"), &marked("12", 1))
        .replace(&cell("99"), &marked("99", 0));
    assert_eq!(body(&review.finish().unwrap()), expected);
}

const RELATIONS: &str = "<Relationships xmlns='r'><Relationship Id='rIdComments1' Type='x/footnotes' Target='notes.xml'/></Relationships>";

/// A document with a footnote, and whatever else.
fn noted(relations: &str, also: &[(&str, &[u8])]) -> Vec<u8> {
    let main = document(&format!("<w:p>{}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>", r("正文")));
    let notes = format!(
        "<w:footnotes xmlns:w='{SPACE}'><w:footnote w:id='1' w:type='separator'>{}</w:footnote>\
         <w:footnote w:id='2'>{}</w:footnote></w:footnotes>",
        p("线"),
        p("注里12项")
    );
    let types = "<Types xmlns='t'><Default Extension='xml' ContentType='application/xml'/></Types>";
    let mut members: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", types.as_bytes()),
        ("word/document.xml", main.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
        ("word/notes.xml", notes.as_bytes()),
    ];
    members.extend(also);
    package(&members)
}

#[test]
fn words_in_a_footnote_are_commented_on_at_its_mark() {
    let bytes = noted(RELATIONS, &[]);
    let (out, on) = commented(&bytes, &["12项"]);
    assert_eq!(on, [Anchored::NoteMark]);
    let mark = "<w:r><w:footnoteReference w:id='2'/></w:r>";
    assert_eq!(body(&out), format!("<w:p>{}[0{mark}0](0)</w:p>", r("正文")));
}

#[test]
fn a_new_part_is_made_known_and_nothing_else_is_touched() {
    let bytes = noted(RELATIONS, &[("word/comments.xml", b"<lost/>"), ("a/b.bin", &[0, 1, 2, 255])]);
    let (out, _) = commented(&bytes, &["正文"]);
    assert_eq!(
        member(&out, "word/_rels/document.xml.rels"),
        RELATIONS.replace(
            "</Relationships>",
            "<Relationship Id=\"rIdComments2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" \
             Target=\"comments1.xml\"/></Relationships>"
        )
    );
    assert!(member(&out, "[Content_Types].xml").ends_with(
        "<Override PartName=\"/word/comments1.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml\"/></Types>"
    ));
    assert!(member(&out, "word/comments1.xml").contains("正文</w:t>"));
    let changed = ["[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"];
    let (before, after) = (packed(&bytes), packed(&out));
    assert_eq!(after.len(), before.len() + 1);
    for (old, new) in before.iter().zip(&after) {
        assert_eq!(old.0, new.0, "the order stays");
        assert_eq!(old.1 == new.1, !changed.contains(&old.0.as_str()), "{}", old.0);
    }
    let main = |bytes: &[u8]| member(bytes, "word/document.xml");
    assert!(is_within(&main(&bytes), &main(&out)), "bytes are only added");
}

#[test]
fn comments_that_are_there_stay_and_new_ones_come_after_them() {
    let relations = RELATIONS.replace("footnotes' Target='notes.xml", "comments' Target='remarks.xml");
    let old =
        format!("\u{feff}<c:comments xmlns:c='{SPACE}'><c:comment c:id='4'><c:p/></c:comment></c:comments>");
    let extended = ("word/commentsExtended.xml", b"<x/>".as_slice());
    let bytes = noted(&relations, &[("word/remarks.xml", old.as_bytes()), extended]);
    let (out, _) = commented(&bytes, &["正文", "正"]);
    let new = member(&out, "word/remarks.xml");
    let (kept, added) = new.split_once("</c:comment><c:comment c:id=\"5\"").unwrap();
    assert!(
        old.starts_with(kept) && added.contains("c:id=\"6\"") && added.ends_with("</c:comments>"),
        "{new}"
    );
    for name in ["[Content_Types].xml", "word/_rels/document.xml.rels", "word/commentsExtended.xml"] {
        assert_eq!(member(&out, name), member(&bytes, name));
    }
    assert!(body(&out).starts_with("<w:p>[5[6"), "{}", body(&out));
    let (again, _) = commented(&out, &["正文"]);
    assert!(member(&again, "word/remarks.xml").contains("c:id=\"7\""));
}

#[test]
fn an_empty_part_is_opened_and_a_number_that_cannot_grow_is_passed_over() {
    let relations = RELATIONS.replace("footnotes' Target='notes.xml", "comments' Target='remarks.xml");
    let old = format!("<w:comments xmlns:w='{SPACE}'/>");
    let bytes = noted(&relations, &[("word/remarks.xml", old.as_bytes())]);
    assert!(
        member(&commented(&bytes, &["正文"]).0, "word/remarks.xml").ends_with("</w:comment></w:comments>")
    );
    let last = format!("<w:comments xmlns:w='{SPACE}'><w:comment w:id='{LARGEST}'/></w:comments>");
    let bytes = noted(&relations, &[("word/remarks.xml", last.as_bytes())]);
    let (out, _) = commented(&bytes, &["正文", "正"]);
    assert!(body(&out).starts_with("<w:p>[0[1"), "{}", body(&out));
}

#[test]
fn elements_are_called_as_the_document_calls_them() {
    let named = format!(
        "<x:document xmlns:x='{SPACE}'><x:body><x:p><x:r><x:t>共42项</x:t></x:r></x:p></x:body></x:document>"
    );
    let bytes = package(&[("word/document.xml", named.as_bytes())]);
    let xml = member(&commented(&bytes, &["42"]).0, "word/document.xml");
    assert!(xml.contains("共</x:t></x:r><x:commentRangeStart x:id=\"0\"/><x:r><x:t>42</x:t></x:r>"), "{xml}");
    let bare = named.replace("xmlns:x", "xmlns").replace("x:", "");
    let bytes = package(&[("word/document.xml", bare.as_bytes())]);
    let xml = member(&commented(&bytes, &["42"]).0, "word/document.xml");
    let mark = format!("</t></r><w:commentRangeStart xmlns:w=\"{SPACE}\" w:id=\"0\"/><r><t>42</t></r>");
    assert!(xml.contains(&mark), "{xml}");
    assert_eq!(
        read(&commented(&bytes, &["42"]).0, "a.docx").unwrap().text,
        read(&bytes, "a.docx").unwrap().text
    );
}

#[test]
fn nothing_that_a_comment_says_becomes_markup() {
    let bytes = docx(&p("共42项"));
    let mut review = DocxReview::open(&bytes).unwrap();
    let anchor = review.anchor(&[span(&bytes, "42")]).unwrap();
    let hostile = DocxComment {
        author: "\"><w:p/>&\u{0}".into(),
        initials: "'\"".into(),
        date: Some("2026-03-31T00:00:00Z".into()),
        lines: vec!["</w:t><w:t>&amp;\u{1}\u{FFFE}]]>".into(), "二\n行".into()],
    };
    review.add(anchor, hostile);
    let out = review.finish().unwrap();
    let xml = member(&out, "word/comments.xml");
    assert!(xml.contains("w:author=\"&quot;&gt;&lt;w:p/&gt;&amp;\u{FFFD}\" w:initials=\"'&quot;\" w:date=\"2026-03-31T00:00:00Z\""));
    assert!(xml.contains(">&lt;/w:t&gt;&lt;w:t&gt;&amp;amp;\u{FFFD}\u{FFFD}]]&gt;</w:t>"), "{xml}");
    assert_eq!(xml.matches("<w:p>").count(), 2, "a paragraph a line");
    assert_eq!(part::numbers(&xml, Limits::default()).unwrap(), BTreeSet::from([0]));
}

#[test]
fn without_comments_the_bytes_are_the_same() {
    let bytes = docx(&p("共42项"));
    assert_eq!(DocxReview::open(&bytes).unwrap().finish().unwrap(), bytes);
}
