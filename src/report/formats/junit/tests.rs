//! The XML against what servers hold it to: the schema of Ant's JUnit task, and XML 1.0 itself.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::Format;
use super::super::tests::{printed, printed_of_nothing};
use super::*;

/// An element with what is in it.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Element>,
    text: String,
}

impl Element {
    fn of(start: &BytesStart<'_>) -> Element {
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.unwrap();
            let value = quick_xml::escape::unescape(&attribute.value).unwrap().into_owned();
            (attribute.key.as_ref().to_owned(), value)
        });
        Element {
            name: start.name().as_ref().to_owned(),
            attributes: attributes.collect(),
            ..Element::default()
        }
    }

    fn get(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_else(|| panic!("{} without {name}", self.name))
    }

    fn names(&self) -> Vec<&str> {
        self.children.iter().map(|child| child.name.as_str()).collect()
    }

    fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.children.iter().filter(move |child| child.name == name)
    }
}

/// The root of a document; panics where it is not well formed.
fn parsed(xml: &str) -> Element {
    assert!(
        xml.chars().all(|c| matches!(c, '\n' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..))
    );
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_comments = true;
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => open.push(Element::of(&start)),
            Event::Empty(start) => open.last_mut().unwrap().children.push(Element::of(&start)),
            Event::End(_) => {
                let done = open.pop().unwrap();
                open.last_mut().unwrap().children.push(done);
            }
            Event::Text(text) => open.last_mut().unwrap().text += &text,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open.len(), 1, "something is left open");
    open.remove(0).children.pop().unwrap()
}

/// Holds a document to the schema: what stands where, what has to be there, and numbers that agree.
fn hold_to_schema(root: &Element) {
    assert_eq!((root.name.as_str(), root.attributes.len()), ("testsuites", 0));
    for (number, suite) in root.children.iter().enumerate() {
        assert_eq!((suite.name.as_str(), suite.get("id")), ("testsuite", number.to_string().as_str()));
        for required in ["name", "package", "hostname"] {
            assert!(!suite.get(required).trim().is_empty());
        }
        assert_eq!((suite.get("timestamp").len(), suite.get("time")), (19, "0"));
        let names = suite.names();
        let tests = names.len() - 3;
        assert_eq!(names[0], "properties");
        assert!(names[1..=tests].iter().all(|name| *name == "testcase"), "{names:?}");
        assert_eq!(names[tests + 1..], ["system-out", "system-err"]);
        assert_eq!(suite.get("tests"), tests.to_string());
        let outcomes = suite.all("testcase").flat_map(|test| &test.children);
        let outcomes: Vec<&Element> = outcomes.collect();
        for (count, name) in [("failures", "failure"), ("errors", "error"), ("skipped", "skipped")] {
            let found = outcomes.iter().filter(|outcome| outcome.name == name).count();
            assert_eq!(suite.get(count), found.to_string(), "{count}");
        }
        for test in suite.all("testcase") {
            assert!(test.children.len() <= 1);
            assert_eq!(
                test.attributes.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(),
                ["classname", "name", "time"]
            );
        }
        for outcome in outcomes.iter().filter(|outcome| outcome.name != "skipped") {
            assert!(!outcome.get("type").is_empty() && !outcome.get("message").is_empty());
        }
    }
}

#[test]
fn a_suite_for_each_file_and_a_test_for_each_claim() {
    let xml = printed(Format::Junit, Lang::En, false);
    insta::assert_snapshot!(xml);
    let root = parsed(&xml);
    hold_to_schema(&root);
    let counts = |name: &str| root.children.iter().map(|suite| suite.get(name)).collect::<Vec<_>>();
    assert_eq!(counts("tests"), ["3", "3", "1", "1", "1", "1", "1", "1"]);
    assert_eq!(counts("failures"), ["2", "1", "1", "0", "1", "0", "0", "1"]);
    assert_eq!(counts("skipped"), ["0", "2", "0", "0", "0", "0", "0", "0"]);
    assert_eq!(counts("errors"), ["0", "0", "0", "0", "0", "1", "1", "0"]);
}

#[test]
fn hostile_text_stays_text() {
    let root = parsed(&printed(Format::Junit, Lang::Zh, true));
    let suite = &root.children[2];
    assert_eq!(suite.get("name"), "a|b,c:d%`<x>@y␊␛.txt");
    let failure = &suite.all("testcase").next().unwrap().children[0];
    assert!(failure.text.contains("]]") && failure.text.lines().count() >= 4, "{}", failure.text);
    assert!(failure.children.is_empty());
}

#[test]
fn too_little_coverage_is_a_test_that_fails() {
    let (mut junit, mut out) = (Junit::new(Options::default()), Vec::new());
    let summary = super::super::super::Summary::default();
    let end = End {
        summary: &summary,
        gate: &[],
        packs: &[],
        rules: &[],
        code: 1,
        shortfall: Some("coverage is 3%"),
    };
    junit.start(&mut out).unwrap();
    junit.finish(&end, &mut out).unwrap();
    let root = parsed(&String::from_utf8(out).unwrap());
    hold_to_schema(&root);
    let failure = &root.children[0].all("testcase").next().unwrap().children[0];
    assert_eq!((failure.name.as_str(), failure.get("message")), ("failure", "coverage is 3%"));
}

#[test]
fn nothing_checked_is_said() {
    let xml = printed_of_nothing(Format::Junit, Lang::En);
    let root = parsed(&xml);
    hold_to_schema(&root);
    assert_eq!((root.children[0].get("tests"), root.children[0].get("skipped")), ("1", "1"), "{xml}");
}
