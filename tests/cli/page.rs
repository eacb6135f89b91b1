//! `--format html` as people run it; what is on the page is tested beside the code that writes it.

use std::fs;

use super::room::Room;

const TEXT: &str = "引进外资1442万美元,目标1200万美元,完成年初任务的124%。\n";

#[test]
fn a_page_is_whole_says_the_same_twice_and_speaks_both_languages() {
    let room = Room::new().with("a.txt", TEXT);
    let page = |lang: &str| room.run(&["check", "a.txt", "--format", "html", "--lang", lang]);
    let (zh, en) = (page("zh"), page("en"));
    assert_eq!((zh.code, zh.stderr.as_str()), (1, ""), "{zh}");
    assert_eq!(zh.stdout, page("zh").stdout);
    for (page, lang, told) in [(&zh, "zh-Hans", "1处说法中发现错误1处"), (&en, "en", "1 finding in 1 claim")]
    {
        assert!(page.stdout.starts_with("<!doctype html>\n<html lang=\""), "{page}");
        assert!(page.stdout.contains(&format!("<html lang=\"{lang}\">")) && page.stdout.contains(told));
        assert!(page.stdout.ends_with("</html>\n"));
    }
}

#[test]
fn a_page_is_written_beside_what_people_read() {
    let room = Room::new().with("a.txt", TEXT);
    let run = room.run(&["check", "a.txt", "none.txt", "--also", "html=page.html"]);
    assert_eq!(run.code, 2, "{run}");
    let page = fs::read_to_string(room.path().join("page.html")).unwrap();
    assert!(page.contains("could not be read") && page.contains("none.txt"));
    assert!(run.stdout.contains("124%"), "{run}");
}

#[test]
fn other_commands_have_no_page() {
    let run = Room::new().run(&["rules", "--format", "html"]);
    assert_eq!(run.code, 2, "{run}");
    assert!(run.stderr.contains("html"), "{run}");
}
