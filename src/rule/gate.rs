//! Gates: the texts that a pattern cannot do without.
//!
//! This module must not know sentences.

use super::pattern::{Node, SlotType};
use super::sound::Scope;

/// Characters of which an enumeration has at least one.
pub(crate) const LIST_MARKS: [char; 6] = ['、', '-', '和', '与', '及', '同'];

/// Texts of which every match must hold at least one: the best that the pattern's fixed elements offer.
pub(super) fn texts(node: &Node, scope: &Scope<'_>) -> Option<Vec<String>> {
    match node {
        Node::Slot(name, _) => is_list(name, scope).then(|| LIST_MARKS.map(String::from).to_vec()),
        Node::Literal(text) => is_useful(text).then(|| vec![text.clone()]),
        Node::Word(name, _) => {
            let texts = scope.vocabulary.texts(name, |words| any_of(words, scope));
            texts.map(<[String]>::to_vec)
        }
        Node::Sequence(nodes) => {
            let gates = nodes.iter().filter_map(|node| texts(node, scope));
            gates.max_by_key(|texts| rank(texts))
        }
        Node::Choice(nodes) => any_of(nodes, scope),
        Node::Named(_, _, node) | Node::Repeat(node, false, _) => texts(node, scope),
        Node::Repeat(..) | Node::Gap(_) | Node::ClauseStart | Node::End | Node::Figure => None,
    }
}

/// The marks of which every match of an element that is nothing else must hold one: 、, 和 and 及 for `[、和及]`. They stand
/// in most sentences, and tell little but where there is nothing better.
pub(super) fn marks(node: &Node) -> Option<Vec<String>> {
    match node {
        Node::Literal(text) => Some(vec![text.clone()]),
        Node::Choice(nodes) => {
            let texts: Option<Vec<_>> = nodes.iter().map(marks).collect();
            texts.map(|texts| texts.concat())
        }
        Node::Repeat(node, false, _) => marks(node),
        _ => None,
    }
}

/// Whether there is a text that every match must hold.
pub(super) fn is_there(node: &Node, scope: &Scope<'_>) -> bool {
    match node {
        Node::Slot(name, _) => is_list(name, scope),
        Node::Literal(text) => is_useful(text),
        Node::Word(name, _) => {
            scope.vocabulary.get(name).is_some_and(|nodes| nodes.iter().all(|node| is_there(node, scope)))
        }
        Node::Sequence(nodes) => nodes.iter().any(|node| is_there(node, scope)),
        Node::Choice(nodes) => nodes.iter().all(|node| is_there(node, scope)),
        Node::Named(_, _, node) | Node::Repeat(node, false, _) => is_there(node, scope),
        Node::Repeat(..) | Node::Gap(_) | Node::ClauseStart | Node::End | Node::Figure => false,
    }
}

/// How good a gate is: the longer its shortest text the better, and then the fewer they are.
pub(super) fn rank(texts: &[String]) -> (Option<usize>, std::cmp::Reverse<usize>) {
    (texts.iter().map(String::len).min(), std::cmp::Reverse(texts.len()))
}

fn is_list(name: &str, scope: &Scope<'_>) -> bool {
    matches!((scope.slot)(name), Some((_, SlotType::List, _)))
}

fn is_useful(text: &str) -> bool {
    text.chars().any(|c| c.is_alphanumeric() || matches!(c, '(' | ')' | '“' | '”'))
}

fn any_of(nodes: &[Node], scope: &Scope<'_>) -> Option<Vec<String>> {
    let mut all = Vec::new();
    for node in nodes {
        all.extend(texts(node, scope)?);
    }
    all.sort();
    all.dedup();
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::super::pattern::parse;
    use super::super::vocabulary::Vocabulary;
    use super::*;

    #[test]
    fn the_gate_is_the_longest_text_that_must_be_there() {
        let scope = Scope { vocabulary: &Vocabulary::default(), slot: &|_| None };
        let of = |text: &str| texts(&parse(text, false).unwrap(), &scope);
        assert_eq!(of("{a}(完成|实现)?占年初预算的{p}"), Some(vec!["占年初预算的".to_owned()]));
        assert_eq!(of("{a},(为|达到){p}"), Some(vec!["为".to_owned(), "达到".to_owned()]));
        assert_eq!(of("{a},完成?{p}"), Some(vec![",完".to_owned()]));
        assert_eq!(of("{a}~,{p}"), None);
        assert_eq!(marks(&parse("[、和]", false).unwrap()), Some(vec!["、".to_owned(), "和".to_owned()]));
        assert_eq!(marks(&parse("[、和]?", false).unwrap()), None);
        assert!(is_there(&parse("{a}完成", false).unwrap(), &scope));
        assert!(!is_there(&parse("{a}(完成|[over figures])", false).unwrap(), &scope));
    }
}
