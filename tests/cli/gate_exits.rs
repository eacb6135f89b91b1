//! Exit codes where the gate's own files have a say: a test for each row of that table in `docs/exit-codes.md`.

use super::room::Room;

const WRONG: &str = "引进外资1442万美元,目标1200万美元,完成年初任务的124%。\n";
const ID: &str = "c92088f0ed1c5a8c";

fn waiver(lines: &str) -> String {
    format!(
        "[[waiver]]\nrule = \"zh-report/completion-of-task\"\nfingerprint = \"{ID}\"\nreason = \"x\"\nowner = \"y\"\n{lines}"
    )
}

/// A wrong report, the same one in a baseline and in waivers, whole, over and unused; configurations good and bad.
fn room() -> Room {
    let room = Room::new()
        .with("wrong.txt", WRONG)
        .with("drafts/wrong.txt", WRONG)
        .with("other.txt", WRONG.replace("124%", "125%"))
        .with("loose.txt", "覆盖率80%。\n")
        .with("right.txt", WRONG.replace("124%", "120%"))
        .with("binary.txt", b"\0")
        .with("waived.toml", waiver("until = 2026-12-31\n"))
        .with("over.toml", waiver("until = 2026-01-01\n"))
        .with("unused.toml", waiver("until = 2026-12-31\npath = \"./right.txt\"\n"))
        .with("bad-waivers.toml", "[[waiver]]\nrule = 1\n")
        .with("bad.json", "{}")
        .with("stale.json", baseline("gone.txt"))
        .with("known.json", baseline("wrong.txt"))
        .with("drafts.toml", "fail-on = \"never\"\n[[paths]]\nmatch = \"drafts/*\"\nfail-on = \"error\"\n")
        .with("floor.toml", "min-coverage = 100\n");
    room.with("bad.toml", "fail-on = 1\n")
}

fn baseline(path: &str) -> String {
    format!(
        "{{\"schema\": \"gouji-baseline/1\", \"findings\": [{{\"path\": \"{path}\", \"rule\": \"zh-report/completion-of-task\", \
         \"id\": \"{ID}\", \"quote\": \"\"}}]}}"
    )
}

macro_rules! exits {
    ($($name:ident: $line:expr => $code:expr;)*) => {
        $(
            #[test]
            fn $name() {
                let words: Vec<&str> = $line.split(' ').collect();
                let run = room().run(&words);
                assert_eq!(run.code, $code, "{run}");
            }
        )*
    };
}

exits! {
    known: "check wrong.txt --baseline known.json" => 0;
    waived: "check wrong.txt --waivers waived.toml --today 2026-06-01" => 0;
    neither_known_nor_waived: "check wrong.txt other.txt --baseline known.json" => 1;
    known_under_another_name: "check drafts/wrong.txt --baseline known.json" => 1;
    a_waiver_that_is_over: "check wrong.txt --waivers over.toml --today 2026-06-01 --fail-on never" => 0;
    a_waiver_that_is_over_fails: "check right.txt --waivers over.toml --today 2026-06-01" => 1;
    a_waiver_that_is_unused: "check right.txt --waivers unused.toml --today 2026-06-01" => 1;
    a_waiver_of_other_files: "check wrong.txt --waivers unused.toml --today 2026-06-01 --fail-on never" => 0;
    a_new_finding: "baseline check other.txt --baseline known.json" => 1;
    an_entry_that_no_longer_occurs: "baseline check right.txt --baseline stale.json" => 0;
    a_section_of_its_own: "check drafts/wrong.txt --config drafts.toml" => 1;
    a_file_outside_the_section: "check wrong.txt --config drafts.toml" => 0;
    a_shortfall: "check loose.txt --config floor.toml" => 1;
    a_floor_that_is_reached: "check right.txt --config floor.toml" => 0;
    a_configuration_that_is_wrong: "check right.txt --config bad.toml" => 2;
    a_configuration_that_is_not_there: "check right.txt --config none.toml" => 2;
    a_baseline_that_is_wrong: "check right.txt --baseline bad.json" => 2;
    waivers_that_are_wrong: "check right.txt --waivers bad-waivers.toml" => 2;
    a_known_finding_and_an_unreadable_file: "check wrong.txt binary.txt --baseline known.json" => 2;
    a_baseline_of_an_unreadable_file: "baseline write binary.txt --baseline known.json" => 2;
    settings_shown: "config wrong.txt" => 0;
}
