//! The exit code: 0 nothing wrong, 1 findings of warning or above, 2 the job could not be done; 2 wins over 1.

use super::room::Room;

fn room() -> Room {
    Room::new()
        .with("clean.txt", "全面推进各项工作。\n")
        .with("empty.txt", "")
        .with("binary.txt", b"\x00\x01\x02")
        .with("report.pdf", b"%PDF-1.7\n")
        .with("cut.txt", &"全县上下认真贯彻落实各项决策部署".as_bytes()[..40])
        .with("folder/a.md", "# 标题\n")
        .with_folder("nothing")
}

/// One test for each row: its name, the arguments, the code.
macro_rules! exits {
    ($($name:ident: [$($arg:expr),*] => $code:expr;)*) => {
        $(
            #[test]
            fn $name() {
                let run = room().run(&[$($arg),*]);
                assert_eq!(run.code, $code, "{run}");
                assert_eq!(run.code == 2, !run.stderr.is_empty(), "{run}");
            }
        )*
    };
}

exits! {
    a_text_with_nothing_wrong: ["check", "clean.txt"] => 0;
    an_empty_file: ["check", "empty.txt"] => 0;
    a_folder: ["check", "folder"] => 0;
    standard_input: ["check", "-"] => 0;
    standard_input_by_default: ["check"] => 0;
    help: ["--help"] => 0;
    help_of_a_subcommand: ["check", "--help"] => 0;
    version: ["--version"] => 0;
    rules: ["rules"] => 0;
    mentions: ["mentions", "clean.txt"] => 0;
    no_subcommand: [] => 2;
    an_unknown_flag: ["check", "--frobnicate", "clean.txt"] => 2;
    an_unknown_language: ["check", "--lang", "fr", "clean.txt"] => 2;
    a_file_that_is_not_there: ["check", "none.txt"] => 2;
    a_good_file_and_one_that_is_not_there: ["check", "clean.txt", "none.txt"] => 2;
    a_folder_with_nothing_in_it: ["check", "nothing"] => 2;
    a_binary_file: ["check", "binary.txt"] => 2;
    a_pdf: ["check", "report.pdf"] => 2;
    damaged_text: ["check", "cut.txt"] => 2;
    a_folder_with_a_bad_file_in_it: ["check", "."] => 2;
    mentions_of_a_file_that_is_not_there: ["mentions", "none.txt"] => 2;
    an_unknown_pack: ["check", "--pack", "nobody", "clean.txt"] => 2;
    a_folder_that_is_no_pack: ["rules", "--rules", "nothing"] => 2;
    an_output_that_cannot_be_written: ["check", "--output", "no/such/folder.json", "clean.txt"] => 2;
    an_output_that_is_a_folder: ["check", "--output", "nothing", "clean.txt"] => 2;
}
