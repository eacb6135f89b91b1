//! What shells and `man` are told, and when output has colours.

use super::room::Room;

#[test]
fn every_shell_gets_its_completions() {
    for (shell, holds) in [
        ("bash", "complete -F _gouji"),
        ("zsh", "#compdef gouji"),
        ("fish", "complete -c gouji"),
        ("powershell", "Register-ArgumentCompleter"),
        ("elvish", "edit:completion:arg-completer[gouji]"),
    ] {
        let run = Room::new().run(&["completions", shell]);
        assert!(run.code == 0 && run.stdout.contains(holds), "{run}");
        assert!(run.stdout.contains("min-coverage") && run.stdout.contains("baseline"), "{shell}");
    }
    assert_eq!(Room::new().run(&["completions", "tcsh"]).code, 2);
}

#[test]
fn the_manual_page_is_roff_for_gouji_and_each_command() {
    let page = Room::new().run(&["man"]);
    assert!(page.code == 0 && page.stdout.contains(".TH gouji 1"), "{page}");
    assert!(page.stdout.contains("gouji\\-check(1)"), "{page}");
    let page = Room::new().run(&["man", "check"]);
    assert!(page.stdout.contains(".TH gouji-check 1") && page.stdout.contains("min\\-coverage"), "{page}");
    let page = Room::new().run(&["man", "chekc"]);
    assert!(page.code == 2 && page.stderr.contains("check, "), "{page}");
}

#[test]
fn no_color_and_pipes_have_no_colours() {
    let wrong = "引进外资1442万美元,目标1200万美元,完成年初任务的124%。\n";
    let room = Room::new().with("a.txt", wrong);
    let coloured = |args: &[&str], set: &[(&str, &str)]| {
        let mut command = room.command(args);
        let output = command.envs(set.iter().copied()).output().unwrap();
        output.stdout.contains(&0x1b)
    };
    assert!(!coloured(&["check", "a.txt"], &[]), "a pipe");
    assert!(coloured(&["check", "a.txt"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&["check", "a.txt"], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(coloured(&["check", "a.txt", "--color", "always"], &[("NO_COLOR", "1")]), "a flag wins");
    assert!(!coloured(&["check", "a.txt", "--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}
