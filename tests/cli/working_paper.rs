//! The working paper (`--format xlsx`): its cells read back, and its formulas computed by another program.

use std::fs;
use std::path::Path;
use std::process::Command;

use calamine::{Data, Range, Reader, Xlsx, open_workbook};

use super::room::Room;

type Book = Xlsx<std::io::BufReader<fs::File>>;

fn book(path: &Path) -> Book {
    open_workbook(path).unwrap()
}

/// A room in which the working paper of some reports is written, in English.
fn written(room: Room, reports: &[&str]) -> (Room, Book) {
    let run = room.run(&[&["check", "--format", "xlsx", "-o", "a.xlsx"], reports].concat());
    assert!(run.code < 2 && run.stdout.is_empty(), "{run}");
    let book = book(&room.path().join("a.xlsx"));
    (room, book)
}

fn cells(book: &mut Book, sheet: &str) -> Range<Data> {
    book.worksheet_range(sheet).unwrap()
}

/// The column under a heading, headings left out.
fn column(range: &Range<Data>, head: &str) -> Vec<String> {
    let at = range.rows().next().unwrap().iter().position(|cell| *cell == *head).unwrap();
    range.rows().skip(1).map(|row| row[at].to_string()).collect()
}

const MISMATCH: &str = "引进外资1442万美元，目标1200万美元，完成年初任务的124%。\n";

#[test]
fn a_mismatch_is_a_row_of_numbers_and_formulas() {
    let (_room, mut book) = written(Room::new().with("r.txt", MISMATCH), &["r.txt"]);
    assert_eq!(book.sheet_names(), ["claims", "operands", "working", "summary", "coverage"]);
    let claims = cells(&mut book, "claims");
    assert_eq!(column(&claims, "verdict"), ["inconsistent"]);
    assert_eq!(column(&claims, "stated"), ["124"]);
    assert_eq!(column(&claims, "rounded"), ["120"]);
    assert_eq!(column(&claims, "agrees"), ["✗"]);
    let operands = cells(&mut book, "operands");
    assert_eq!(column(&operands, "as printed"), ["1442万美元", "124%", "1200万美元"]);
    let value = operands.get((1, 3)).unwrap();
    assert!(matches!(value, Data::Float(number) if number.to_string() == "14420000"), "{value:?}");
    assert_eq!(column(&operands, "low"), ["14415000", "123.5", "12000000"]);
    let formulas = book.worksheet_formula("claims").unwrap();
    let of = |column: u32| formulas.get_value((1, column)).cloned().unwrap_or_default();
    assert_eq!(of(12), "('operands'!D2/'operands'!D4)*100");
    assert_eq!([of(13), of(14)], ["ROUND(M2,0)", "'working'!L2"]);
}

#[test]
fn what_was_not_checked_is_on_a_sheet_of_its_own() {
    let text = format!("{MISMATCH}覆盖率80%。\n");
    let room = Room::new().with("r.txt", text).with("scan.pdf", b"%PDF-1.7\n");
    let run = room.run(&["check", "r.txt", "scan.pdf", "--also", "xlsx=a.xlsx"]);
    assert_eq!(run.code, 2, "{run}");
    let mut book = book(&room.path().join("a.xlsx"));
    let coverage = cells(&mut book, "coverage");
    assert_eq!(column(&coverage, "file"), ["r.txt", "scan.pdf"]);
    assert_eq!(column(&coverage, "detail")[0], "80%");
    assert!(column(&coverage, "what")[1].contains("not checked"));
    let summary = cells(&mut book, "summary");
    let said: Vec<String> = summary.rows().map(|row| format!("{} {}", row[0], row[1])).collect();
    for line in ["files that could not be read 1", "verdict: inconsistent 1", "exit code 2"] {
        assert!(said.iter().any(|said| said == line), "{said:?}");
    }
}

#[test]
fn no_text_becomes_a_formula() {
    for sign in ["=", "+", "-", "@"] {
        let name = format!("{sign}SUM(A1)\u{1b}[31m.txt");
        let text = format!("{sign}HYPERLINK(1)引进外资1442万美元，目标1200万美元，完成年初任务的124%。\n");
        let (_room, mut book) = written(Room::new().with(&name, text), &["--", &name]);
        let claims = cells(&mut book, "claims");
        assert_eq!(column(&claims, "file"), [format!("{sign}SUM(A1)␛[31m.txt")]);
        let formulas = book.worksheet_formula("claims").unwrap();
        let written: Vec<String> =
            formulas.rows().flatten().filter(|text| !text.is_empty()).cloned().collect();
        assert_eq!(written.len(), 4, "{written:?}");
        assert!(
            written.iter().all(|text| !text.contains("HYPERLINK") && !text.contains("A1")),
            "{written:?}"
        );
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let (room, _) = written(Room::new().with("r.txt", MISMATCH), &["r.txt"]);
    let first = fs::read(room.path().join("a.xlsx")).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    let (room, _) = written(room, &["r.txt"]);
    assert_eq!(first, fs::read(room.path().join("a.xlsx")).unwrap());
}

#[test]
fn a_workbook_does_not_go_to_standard_output() {
    let room = Room::new().with("r.txt", MISMATCH);
    insta::assert_snapshot!(room.run(&["check", "r.txt", "--format", "xlsx"]));
    let zh = room.run(&["check", "r.txt", "--format", "xlsx", "--lang", "zh"]);
    assert!(zh.code == 2 && zh.stderr.contains("--also xlsx=FILE"), "{zh}");
    assert_eq!(room.run(&["check", "r.txt", "--also", "xlsx=-"]).code, 2);
}

/// Tells LibreOffice to compute every formula anew, whatever result is stored beside it.
const ANEW: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"#;

/// The workbook as LibreOffice computes it; nothing, aloud, where there is no LibreOffice.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn recalculated(room: &Room) -> Option<Book> {
    let profile = room.path().join("profile");
    fs::create_dir_all(profile.join("user")).unwrap();
    fs::write(profile.join("user/registrymodifications.xcu"), ANEW).unwrap();
    let run = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", "out", "a.xlsx"])
        .current_dir(room.path())
        .output();
    match run {
        Ok(run) if run.status.success() => Some(book(&room.path().join("out/a.xlsx"))),
        found => {
            eprintln!(
                "SKIPPED: the formulas were not computed, LibreOffice (soffice) does not run here: {found:?}"
            );
            None
        }
    }
}

#[test]
fn another_program_reaches_the_same_verdicts() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let names = [
        "examples/county-2024.txt",
        "examples/street-2024.txt",
        "examples/programme-2024.txt",
        "tests/fixtures/formats/report.docx",
    ];
    let mut room = Room::new().with("hedged.txt", HEDGED);
    for name in names {
        room = room.with(name, fs::read(root.join(name)).unwrap());
    }
    let (room, mut ours) = written(room, &[&names[..], &["hedged.txt"]].concat());
    let Some(mut theirs) = recalculated(&room) else { return };
    let [own, other] = [&mut ours, &mut theirs].map(|book| cells(book, "claims"));
    let judged = column(&own, "gouji says");
    assert_eq!(column(&other, "agrees"), judged);
    let count = |mark: &str| judged.iter().filter(|said| *said == mark).count();
    assert!(count("✓") > 60 && count("✗") > 10, "{judged:?}");
    // What is stored here for the sizes is a one: any other number was computed there.
    let sizes = column(&cells(&mut theirs, "working"), "size");
    assert!(sizes.iter().any(|size| size != "1" && size != "n/a"), "nothing was computed: {sizes:?}");
}

/// Claims at the edge of what may still be true: ends that touch, open ends, hedges, ties.
const HEDGED: &str = "\
引进外资87.88亿元，目标69.75亿元，完成年初任务的126%。
新建房屋85家，任务80家，完成年初任务的106.2%。
新建房屋85家，任务80家，完成年初任务的106.1%。
新建房屋83家，任务80家，完成年初任务的103.7%。
税收收入超1440万元，目标1200万元，完成年初任务的120%。
税收收入近1440万元，目标1200万元，完成年初任务的121%。
税收收入1204.49万元，目标1000万元，完成年初任务的120.5%。
税收收入98.96亿元，目标100亿元，完成年初任务的98%。
税收收入98.1亿元，目标100亿元，完成年初任务的99%。
";
