//! From a parsed pattern to a regular expression over skeletons.
//!
//! The expression is anchored at the window's beginning behind a greedy run of any characters, so that of several
//! places where a claim could begin the nearest before its anchor wins. That run cannot pass a barrier: to ask for
//! the next nearest place, the matcher puts one where the last claim began. This module must not know rules or sentences.

use std::fmt::Write as _;

use super::alphabet::{ANCHOR, BARRIER, FIGURE_BITS, SORTS, placeholder};
use super::pattern::{Gap, Node, Over, Reach, SlotType, Sorts};
use super::vocabulary::Vocabulary;

/// What compiling one pattern needs to know of its rule.
pub(crate) struct Scope<'a> {
    pub(crate) vocabulary: &'a Vocabulary,
    /// Slot name to what it accepts and whether it is the anchor.
    pub(crate) slot: &'a dyn Fn(&str) -> Option<(SlotType, bool)>,
    /// Begin as far from the anchor as possible.
    pub(crate) longest: bool,
}

/// A compiled pattern.
#[derive(Debug, Default)]
pub(crate) struct Compiled {
    /// The whole expression.
    pub(crate) main: String,
    /// The expression of one repetition of the element that repeats a slot, and that slot.
    pub(crate) repeat: Option<(String, String)>,
    /// Names of the slots that the pattern binds.
    pub(crate) slots: Vec<String>,
}

/// A mistake found while compiling, with the byte offset in the pattern where there is one.
#[derive(Debug)]
pub(crate) struct CompileError {
    pub(crate) at: Option<usize>,
    pub(crate) message: String,
    pub(crate) unknown: Option<Unknown>,
}

/// A name that is not known.
#[derive(Debug)]
pub(crate) enum Unknown {
    Slot(String),
    Word(String),
}

/// Compiles a pattern with slots.
pub(crate) fn compile(node: &Node, scope: &Scope<'_>) -> Result<Compiled, CompileError> {
    let mut out = Compiled::default();
    let mut body = String::new();
    write_node(node, scope, &mut body, &mut out)?;
    let lazy = if scope.longest { "?" } else { "" };
    out.main = format!("^[^{BARRIER}]*{lazy}(?P<claim__>{body})");
    Ok(out)
}

/// Compiles words without slots, to be searched for anywhere.
pub(crate) fn compile_words(node: &Node, vocabulary: &Vocabulary) -> Result<String, CompileError> {
    let scope = Scope { vocabulary, slot: &|_| None, longest: false };
    let mut body = String::new();
    write_node(node, &scope, &mut body, &mut Compiled::default())?;
    Ok(body)
}

fn write_node(
    node: &Node,
    scope: &Scope<'_>,
    out: &mut String,
    found: &mut Compiled,
) -> Result<(), CompileError> {
    match node {
        Node::Literal(text) => out.push_str(&regex::escape(text)),
        Node::Figure => out.push_str(&sort_class(Sorts(u16::MAX))),
        Node::ClauseStart => out.push_str(r"(?:^|[,;。:!?\n(“])"),
        Node::End => out.push('$'),
        Node::Gap(gap) => {
            let _ = write!(out, "{}*?", gap_class(*gap));
        }
        Node::Word(name, at) => write_word(name, *at, scope, out, found)?,
        Node::Slot(name, at) => write_slot(name, *at, scope, out, found)?,
        Node::Named(name, at, node) => write_named(name, *at, node, scope, out, found)?,
        Node::Sequence(nodes) => {
            for node in nodes {
                write_node(node, scope, out, found)?;
            }
        }
        Node::Choice(nodes) => write_choice(nodes, scope, out, found)?,
        Node::Repeat(node, none, several) => write_repeat(node, *none, *several, scope, out, found)?,
    }
    Ok(())
}

fn write_choice(
    nodes: &[Node],
    scope: &Scope<'_>,
    out: &mut String,
    found: &mut Compiled,
) -> Result<(), CompileError> {
    out.push_str("(?:");
    for (index, node) in nodes.iter().enumerate() {
        if index > 0 {
            out.push('|');
        }
        write_node(node, scope, out, found)?;
    }
    out.push(')');
    Ok(())
}

/// A pattern with all its words written out may be this large.
const MAX_EXPRESSION: usize = 256 << 10;

fn write_word(
    name: &str,
    at: usize,
    scope: &Scope<'_>,
    out: &mut String,
    found: &mut Compiled,
) -> Result<(), CompileError> {
    if out.len() > MAX_EXPRESSION {
        let message = format!("with its vocabulary the pattern is larger than {MAX_EXPRESSION} bytes");
        return Err(CompileError { at: Some(at), message, unknown: None });
    }
    match scope.vocabulary.get(name) {
        Some(words) => write_choice(words, scope, out, found),
        None => Err(CompileError {
            at: Some(at),
            message: format!("no vocabulary list is called `{name}`"),
            unknown: Some(Unknown::Word(name.to_owned())),
        }),
    }
}

/// Notes that a pattern binds a slot, and says what the slot accepts and whether it is the anchor.
fn bind(
    name: &str,
    at: usize,
    scope: &Scope<'_>,
    found: &mut Compiled,
) -> Result<(SlotType, bool), CompileError> {
    let Some(slot) = (scope.slot)(name) else {
        return Err(CompileError {
            at: Some(at),
            message: format!("the rule has no slot `{name}`"),
            unknown: Some(Unknown::Slot(name.to_owned())),
        });
    };
    if found.slots.iter().any(|known| known == name) {
        let message = format!("`{{{name}}}` stands twice in one pattern");
        return Err(CompileError { at: Some(at), message, unknown: None });
    }
    found.slots.push(name.to_owned());
    Ok(slot)
}

fn write_named(
    name: &str,
    at: usize,
    node: &Node,
    scope: &Scope<'_>,
    out: &mut String,
    found: &mut Compiled,
) -> Result<(), CompileError> {
    let (accepts, _) = bind(name, at, scope, found)?;
    if accepts != SlotType::Word {
        let message = format!("`{name}` is not a `word` slot, so it cannot take a pattern");
        return Err(CompileError { at: Some(at), message, unknown: None });
    }
    let _ = write!(out, "(?P<{name}>");
    write_node(node, scope, out, found)?;
    out.push(')');
    Ok(())
}

fn write_slot(
    name: &str,
    at: usize,
    scope: &Scope<'_>,
    out: &mut String,
    found: &mut Compiled,
) -> Result<(), CompileError> {
    let (accepts, anchor) = bind(name, at, scope, found)?;
    let class = match accepts {
        SlotType::Word => format!("{}+?", gap_class(Gap { over: Over::default(), within: Reach::Clause })),
        SlotType::List => list_class(),
        SlotType::Figure(_) if anchor => ANCHOR.to_string(),
        SlotType::Figure(sorts) => sort_class(sorts),
    };
    let _ = write!(out, "(?P<{name}>{class})");
    Ok(())
}

fn write_repeat(
    node: &Node,
    none: bool,
    several: bool,
    scope: &Scope<'_>,
    out: &mut String,
    found: &mut Compiled,
) -> Result<(), CompileError> {
    let before = found.slots.len();
    let mut body = String::new();
    write_node(node, scope, &mut body, found)?;
    let sign = match (none, several) {
        (true, false) => "?",
        (true, true) => "*",
        _ => "+",
    };
    let inside: Vec<String> = found.slots.get(before..).unwrap_or_default().to_vec();
    match (inside.as_slice(), several) {
        ([], _) | (_, false) => {
            let _ = write!(out, "(?:{body}){sign}");
        }
        ([slot], true) if found.repeat.is_none() => {
            let plain = body.replacen(&format!("(?P<{slot}>"), "(?:", 1);
            let _ = write!(out, "(?P<repeat__>(?:{plain}){sign})");
            found.repeat = Some((format!("^{body}"), slot.clone()));
        }
        _ => {
            let message = "only one element of a pattern may repeat, and only one slot in it".to_owned();
            return Err(CompileError { at: None, message, unknown: None });
        }
    }
    Ok(())
}

/// An enumeration: two items or more, without figures, marks, brackets or quotation marks.
fn list_class() -> String {
    let class = gap_class(Gap { over: Over::default(), within: Reach::Clause });
    format!("{}+?", class.replacen("[^", "[^“”\"", 1))
}

fn sort_class(sorts: Sorts) -> String {
    let mut class = String::from("[");
    for bit in (0..SORTS).filter(|bit| sorts.0 & (1 << bit) != 0) {
        class.push(placeholder(bit));
    }
    class.push(']');
    class
}

/// The class of characters that a gap may take.
fn gap_class(gap: Gap) -> String {
    let mut class = String::from(r"[^\n");
    class.push_str(match gap.within {
        Reach::Clause => ",;:()。!?",
        Reach::Part => ";。!?",
        Reach::Sentence => "。!?",
        Reach::Paragraph => "",
    });
    let crossed = crossed(gap.over);
    for bit in (0..SORTS).filter(|bit| FIGURE_BITS & !crossed & (1 << bit) != 0) {
        class.push(placeholder(bit));
    }
    class.push(ANCHOR);
    class.push(']');
    class
}

fn crossed(over: Over) -> u16 {
    let mut bits = 0;
    for (said, crossed) in [
        (over.figures, 0b1000_0111_1111_1111),
        (over.percents, 0b1000_0001_1100_0000),
        (over.money, 0b1),
        (over.counts, 0b1100),
    ] {
        if said {
            bits |= crossed;
        }
    }
    bits
}

/// Characters of which an enumeration has at least one.
const LIST_MARKS: [&str; 6] = ["、", "-", "和", "与", "及", "同"];

/// Texts of which every match must hold at least one: the best that the pattern's fixed elements offer.
pub(crate) fn gate(node: &Node, lists: &[String], vocabulary: &Vocabulary) -> Option<Vec<String>> {
    match node {
        Node::Slot(name, _) if lists.contains(name) => {
            Some(LIST_MARKS.iter().map(|mark| (*mark).to_owned()).collect())
        }
        Node::Literal(text) => {
            let useful = text.chars().any(|c| c.is_alphanumeric() || matches!(c, '(' | ')' | '“' | '”'));
            useful.then(|| vec![text.clone()])
        }
        Node::Word(name, _) => any_of(vocabulary.get(name)?, lists, vocabulary),
        Node::Sequence(nodes) => {
            let gates = nodes.iter().filter_map(|node| gate(node, lists, vocabulary));
            gates.max_by_key(|texts| (texts.iter().map(String::len).min(), std::cmp::Reverse(texts.len())))
        }
        Node::Choice(nodes) => any_of(nodes, lists, vocabulary),
        Node::Named(_, _, node) => gate(node, lists, vocabulary),
        Node::Repeat(node, none, _) => {
            if *none {
                None
            } else {
                gate(node, lists, vocabulary)
            }
        }
        Node::Slot(..) | Node::Gap(_) | Node::ClauseStart | Node::End | Node::Figure => None,
    }
}

fn any_of(nodes: &[Node], lists: &[String], vocabulary: &Vocabulary) -> Option<Vec<String>> {
    let mut all = Vec::new();
    for node in nodes {
        all.extend(gate(node, lists, vocabulary)?);
    }
    all.sort();
    all.dedup();
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::super::pattern::parse;
    use super::*;
    use regex::Regex;

    fn figure(name: &str) -> Option<(SlotType, bool)> {
        match name {
            "actual" => Some((SlotType::parse("amount")?, false)),
            "percent" => Some((SlotType::parse("percent")?, true)),
            "part" => Some((SlotType::parse("count")?, false)),
            "label" => Some((SlotType::Word, false)),
            _ => None,
        }
    }

    fn regex(pattern: &str) -> Compiled {
        let vocabulary = Vocabulary::default();
        compile(
            &parse(pattern, false).unwrap(),
            &Scope { vocabulary: &vocabulary, slot: &figure, longest: false },
        )
        .unwrap()
    }

    /// Money M, count C, percent P and the anchor A, spelled as skeletons spell them.
    fn skeleton(text: &str) -> String {
        let sort = |c| match c {
            'M' => placeholder(0),
            'C' => placeholder(2),
            'P' => placeholder(6),
            'A' => ANCHOR,
            c => c,
        };
        text.chars().map(sort).collect()
    }

    fn taken(pattern: &str, text: &str) -> Option<String> {
        let regex = Regex::new(&regex(pattern).main).unwrap();
        let text = skeleton(text);
        let found = regex.captures(&text)?;
        let start = found.name("actual")?.start();
        Some(text[..start].chars().map(|c| if sort(c) { '#' } else { c }).collect())
    }

    fn sort(c: char) -> bool {
        super::super::alphabet::is_reserved(c)
    }

    #[test]
    fn the_nearest_figure_before_the_anchor_is_bound() {
        let pattern = "{actual}~,完成任务的{percent}";
        assert_eq!(taken(pattern, "首谈C,签约C,完成任务的A").unwrap(), "首谈#,签约");
        assert_eq!(taken(pattern, "签约C,总投资,完成任务的A"), None);
    }

    #[test]
    fn gaps_cross_only_what_they_say() {
        assert_eq!(taken("{actual}…完成{percent}", "产值M,增长P,完成A"), None);
        assert_eq!(taken("{actual}[over percents]完成{percent}", "产值M,增长P,完成A").unwrap(), "产值");
        assert_eq!(taken("{actual}[over percents]完成{percent}", "产值M;增长P,完成A"), None);
        let wide = "{actual}[over percents, within sentence]完成{percent}";
        assert_eq!(taken(wide, "产值M;增长P,完成A").unwrap(), "产值");
        assert_eq!(taken("{actual}~完成{percent}", "产值M,完成A"), None);
    }

    #[test]
    fn words_can_be_asked_for_at_the_end() {
        let node = parse("(in|across) (the )?$", true).unwrap();
        let words = Regex::new(&compile_words(&node, &Vocabulary::default()).unwrap()).unwrap();
        assert!(words.is_match("we worked in the ") && words.is_match("in "));
        assert!(!words.is_match("in all ") && !words.is_match("in june we saw "));
    }

    #[test]
    fn a_repeated_slot_gets_an_expression_of_its_own() {
        let compiled = regex("其中(~{part}[within clause],?)+");
        let (item, slot) = compiled.repeat.unwrap();
        assert_eq!(slot, "part");
        let text = skeleton("甲类C,乙类C");
        let found = Regex::new(&item).unwrap();
        assert_eq!(found.captures(&text).unwrap().name("part").unwrap().start(), "甲类".len());
    }

    #[test]
    fn the_gate_is_the_longest_text_that_must_be_there() {
        let vocabulary = Vocabulary::default();
        let of = |text: &str| gate(&parse(text, false).unwrap(), &[], &vocabulary);
        assert_eq!(of("{a}(完成|实现)?占年初预算的{p}"), Some(vec!["占年初预算的".to_owned()]));
        assert_eq!(of("{a},(为|达到){p}"), Some(vec!["为".to_owned(), "达到".to_owned()]));
        assert_eq!(of("{a},完成?{p}"), Some(vec![",完".to_owned()]));
        assert_eq!(of("{a}~,{p}"), None);
    }
}
