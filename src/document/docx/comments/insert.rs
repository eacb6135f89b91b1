//! Marks put into the main part: bytes are added to it, and none is changed or taken out.
//!
//! Where a mark falls into a run, the run is ended before it and begun again behind it with the same properties. This
//! module must not know how anchors are found.

use std::collections::BTreeMap;
use std::ops::Range;

use super::anchor::{DocxAnchor, Spot};
use super::outline::{FlowRun, Outline, Text};

/// What is added at one place, each part in order.
#[derive(Debug, Default)]
struct Added {
    ends: String,
    starts: String,
    /// The run that has to be parted here.
    parts: Option<usize>,
}

/// The main part `text` with the marks of these comments, each with its number.
pub(super) fn marked(text: &str, outline: &Outline, anchors: &[(i64, &DocxAnchor)]) -> String {
    let mut places: BTreeMap<usize, Added> = BTreeMap::new();
    for (id, anchor) in anchors {
        at(&mut places, anchor.end).ends.push_str(&mark(outline, "commentRangeEnd", *id));
        at(&mut places, anchor.reference).ends.push_str(&reference(outline, *id));
        at(&mut places, anchor.start).starts.push_str(&mark(outline, "commentRangeStart", *id));
    }
    let spaces = spaces(text, outline, &places);
    let mut written = String::with_capacity(text.len() + 512 * anchors.len());
    let mut done = 0;
    let stops = places.keys().chain(&spaces).copied().collect::<std::collections::BTreeSet<usize>>();
    for stop in stops {
        written.push_str(text.get(done..stop).unwrap_or(""));
        done = stop;
        if spaces.binary_search(&stop).is_ok() {
            written.push_str(PRESERVE);
        }
        if let Some(added) = places.get(&stop) {
            written.push_str(&around(text, outline, &places, stop, added));
        }
    }
    written.push_str(text.get(done..).unwrap_or(""));
    written
}

/// What says that blanks at the ends of a text count.
const PRESERVE: &str = " xml:space=\"preserve\"";

fn at(places: &mut BTreeMap<usize, Added>, spot: Spot) -> &mut Added {
    let added = places.entry(spot.at).or_default();
    added.parts = added.parts.or(spot.parts);
    added
}

fn mark(outline: &Outline, name: &str, id: i64) -> String {
    let (prefix, declared) = (&outline.names.new, &outline.names.declared);
    format!("<{prefix}{name}{declared} {prefix}id=\"{id}\"/>")
}

fn reference(outline: &Outline, id: i64) -> String {
    let (p, declared) = (&outline.names.new, &outline.names.declared);
    format!(
        "<{p}r{declared}><{p}rPr><{p}rStyle {p}val=\"CommentReference\"/></{p}rPr>\
         <{p}commentReference {p}id=\"{id}\"/></{p}r>"
    )
}

/// The marks at one place, with the end of a run before them and its beginning behind them where they part one.
fn around(
    text: &str,
    outline: &Outline,
    places: &BTreeMap<usize, Added>,
    stop: usize,
    added: &Added,
) -> String {
    let marks = format!("{}{}", added.ends, added.starts);
    let Some(run) = added.parts.and_then(|run| outline.runs.get(run)) else { return marks };
    let own = &outline.names.own;
    let head = text.get(run.head.clone()).unwrap_or("");
    match text_at(run, stop) {
        None => format!("</{own}r>{marks}{head}"),
        Some((start, held)) => {
            let tag = begun(text, start, held, &pieces(text, held, places), stop);
            format!("</{own}t></{own}r>{marks}{head}{tag}")
        }
    }
}

/// The text of a run that a place is inside, and where its element starts.
fn text_at(run: &FlowRun, at: usize) -> Option<(usize, &Text)> {
    run.children.iter().find_map(|child| {
        let text = child.text.as_ref()?;
        (text.content.start < at && at < text.content.end).then_some((child.element.start, text))
    })
}

/// The pieces that a text is parted into.
fn pieces(text: &str, held: &Text, places: &BTreeMap<usize, Added>) -> Vec<(Range<usize>, bool)> {
    let content = held.content.clone();
    let inside = places.range(content.start.saturating_add(1)..content.end.max(content.start + 1));
    let mut ends: Vec<usize> = inside.map(|(at, _)| *at).collect();
    ends.push(content.end);
    let mut start = content.start;
    let mut pieces = Vec::with_capacity(ends.len());
    for end in ends {
        let piece = text.get(start..end).unwrap_or("");
        let blank_start = start > content.start && piece.starts_with(char::is_whitespace);
        let blank_end = end < content.end && piece.ends_with(char::is_whitespace);
        pieces.push((start..end, blank_start || blank_end));
        start = end;
    }
    pieces
}

/// The start tag of the piece of a text that begins at `stop`: that of the whole.
fn begun(text: &str, start: usize, held: &Text, pieces: &[(Range<usize>, bool)], stop: usize) -> String {
    let tag = text.get(start..held.content.start).unwrap_or("");
    let needed = pieces.iter().any(|(piece, needed)| piece.start == stop && *needed) && !held.says_space;
    match tag.strip_suffix('>') {
        Some(open) if needed => format!("{open}{PRESERVE}>"),
        _ => tag.to_owned(),
    }
}

/// Where a start tag has to say that blanks count, because a blank came to stand at the end of its text.
fn spaces(text: &str, outline: &Outline, places: &BTreeMap<usize, Added>) -> Vec<usize> {
    let parted = places.values().filter_map(|added| outline.runs.get(added.parts?));
    let texts = parted.flat_map(|run| run.children.iter().filter_map(|child| child.text.as_ref()));
    let first_needs = |held: &&Text| {
        let first = pieces(text, held, places).into_iter().next();
        !held.says_space && first.is_some_and(|(piece, needed)| needed && piece.end < held.content.end)
    };
    let mut found: Vec<usize> =
        texts.filter(first_needs).filter_map(|held| held.content.start.checked_sub(1)).collect();
    found.sort_unstable();
    found.dedup();
    found
}
