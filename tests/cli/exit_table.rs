//! The table of `docs/exit-codes.md`: a test for each of its rows, and nothing in it that is not tested.

use super::documents::{docx, paragraph};
use super::room::{Room, Run};

fn room() -> Room {
    Room::new()
        .with("right.txt", "引进外资1442万美元，目标1200万美元，完成年初任务的120%。\n")
        .with("note.txt", "新栽行道树294株，任务数320株，完成全年任务的91.8%。\n")
        .with("warning.txt", "帮扶2661户，完成任务数的110.18%。\n")
        .with("error.txt", "引进外资1442万美元，目标1200万美元，完成年初任务的124%。\n")
        .with("half.txt", "引进外资1442万美元，目标1200万美元，完成年初任务的120%。覆盖率80%。\n")
        .with("no-figures.txt", "全面推进各项工作。\n")
        .with("scan.pdf", b"%PDF-1.7\n")
        .with("right.docx", docx(&paragraph("引进外资1442万美元，目标1200万美元，完成年初任务的120%。")))
        .with("error.docx", docx(&paragraph("引进外资1442万美元，目标1200万美元，完成年初任务的124%。")))
        .with("no-rules/pack.yaml", "id: none\nversion: \"1\"\nlanguage: zh\ntitle: {zh: 无}\n")
        .with("bad-pack/pack.yaml", "id: [\n")
        .with_folder("empty")
}

fn run(args: &str) -> Run {
    room().run(&args.split(' ').collect::<Vec<_>>())
}

/// One test for each row: what happened, with which arguments, and the code.
macro_rules! table {
    ($($name:ident: $what:literal, $args:literal => $code:literal;)*) => {
        const ROWS: &[(&str, &str, i32)] = &[$(($what, $args, $code)),*];
        $(
            #[test]
            fn $name() {
                let run = run($args);
                assert_eq!(run.code, $code, "{run}");
                assert!(run.code < 2 || !run.stderr.is_empty(), "a failure says why: {run}");
            }
        )*
    };
}

table! {
    nothing_found: "nothing was found", "check right.txt" => 0;
    notes_alone: "notes alone were found", "check note.txt" => 0;
    nothing_recognised: "a file was read and nothing in it was recognised; the output says that nothing was checked",
        "check no-figures.txt" => 0;
    milder_than_asked: "what was found is milder than `--fail-on`", "check warning.txt --fail-on error" => 0;
    never: "errors were found, and findings are never to fail the run", "check error.txt --fail-on never" => 0;
    covered: "as much was judged as `--min-coverage` asks for", "check half.txt --min-coverage 50" => 0;
    a_warning: "a warning was found", "check warning.txt" => 1;
    an_error: "an error was found", "check error.txt" => 1;
    an_error_alone: "an error was found, and only errors fail", "check error.txt --fail-on error" => 1;
    a_note: "a note was found, and notes fail too", "check note.txt --fail-on note" => 1;
    not_covered: "less was judged than `--min-coverage` asks for", "check half.txt --min-coverage 60" => 1;
    not_covered_either_way: "the same, whatever `--fail-on` says",
        "check half.txt --min-coverage 60 --fail-on never" => 1;
    not_there: "a file is not there", "check right.txt none.txt" => 2;
    unreadable: "a file cannot be read", "check scan.pdf" => 2;
    past_a_limit: "a file is past a [limit](limits.md)", "check right.txt --limit file=10" => 2;
    out_of_time: "a file takes longer than `--timeout` allows", "check right.txt --timeout 0.000000001" => 2;
    unreadable_and_found: "a file cannot be read, and another has findings", "check error.txt scan.pdf" => 2;
    unreadable_either_way: "the same, whatever `--fail-on` says", "check scan.pdf --fail-on never" => 2;
    no_file: "a folder has no file to read in it", "check empty" => 2;
    bad_pack: "a rule pack is wrong", "check right.txt --rules bad-pack" => 2;
    unknown_pack: "there is no such rule pack", "check right.txt --pack nobody" => 2;
    no_rule: "no rule was loaded", "check right.txt --rules no-rules --pack none" => 2;
    no_output: "an output cannot be written", "check right.txt --also json=no/such/folder.json" => 2;
    unknown_flag: "a flag or its value is unknown", "check right.txt --fail-on always" => 2;
    other_format: "the command does not print that format", "rules --format sarif" => 2;
    no_text: "the output is no text, and no file is named for it", "check right.txt --format xlsx" => 2;
    a_receipt: "a receipt is written, whatever is found", "receipt error.txt" => 0;
    a_receipt_of_nothing: "a receipt is to be written, and a file cannot be read", "receipt scan.pdf" => 2;
    a_receipt_of_stdin: "a receipt is asked for of standard input", "receipt -" => 2;
    no_receipt: "what is to be replayed is no receipt", "replay right.txt" => 2;
    annotated: "a copy of a Word document was written, and nothing was found in it",
        "annotate right.docx -o reviewed.docx" => 0;
    annotated_and_found: "a copy was written, and an error was found", "annotate error.docx -o reviewed.docx" => 1;
    annotated_milder: "a copy was written, and what was found is milder than `--fail-on`",
        "annotate error.docx -o reviewed.docx --fail-on never" => 0;
    not_annotated: "the file to annotate is no Word document; nothing is written",
        "annotate error.txt -o reviewed.docx" => 2;
    not_over_itself: "the copy would take the place of the file; nothing is written",
        "annotate error.docx -o error.docx" => 2;
}

#[test]
fn the_table_is_that_of_the_page() {
    let page = include_str!("../../docs/exit-codes.md");
    let rows: Vec<String> =
        ROWS.iter().map(|(what, args, code)| format!("| {what} | `gouji {args}` | {code} |")).collect();
    let table = page.split("| --- | --- | --- |\n").nth(1).unwrap();
    let shown: Vec<&str> = table.lines().take_while(|line| line.starts_with('|')).collect();
    assert_eq!(shown, rows, "the table should be\n{}", rows.join("\n"));
}

#[test]
fn a_pack_without_rules_reads_nothing_in_place_of_one_that_has_some() {
    let run = run("check error.txt --rules no-rules");
    assert_eq!(run.code, 1, "{run}");
}
