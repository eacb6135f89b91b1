//! Whether a pattern can be compiled: every name in it is known, every slot stands once, and it does not grow too large.
//!
//! This is asked of each pattern when its pack is loaded; the program is made when it is first needed. This module must
//! not know what a program is.

use super::pattern::{Node, SlotType};
use super::vocabulary::Vocabulary;

/// The number of a slot, what it accepts and whether it is the anchor.
pub(crate) type SlotKey = (usize, SlotType, bool);

/// What compiling one pattern needs to know of its rule.
pub(crate) struct Scope<'a> {
    pub(crate) vocabulary: &'a Vocabulary,
    /// Slots by their names.
    pub(crate) slot: &'a dyn Fn(&str) -> Option<SlotKey>,
}

/// A mistake in a pattern that can be parsed, with the byte offset in the pattern where there is one.
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

/// A pattern with all its words written out may have this many elements.
const MAX_ELEMENTS: usize = 1 << 16;

/// The numbers of the slots that a pattern binds, in its order.
pub(crate) fn check(node: &Node, scope: &Scope<'_>) -> Result<Vec<usize>, CompileError> {
    let mut walk = Walk { scope, slots: Vec::new(), repeats: false, elements: 0 };
    walk.node(node)?;
    Ok(walk.slots)
}

struct Walk<'a> {
    scope: &'a Scope<'a>,
    slots: Vec<usize>,
    /// Whether an element that repeats a slot was met.
    repeats: bool,
    elements: usize,
}

impl Walk<'_> {
    fn node(&mut self, node: &Node) -> Result<(), CompileError> {
        self.elements += 1;
        match node {
            Node::Literal(_) | Node::Figure | Node::ClauseStart | Node::End | Node::Gap(_) => Ok(()),
            Node::Word(name, at) => self.word(name, *at),
            Node::Slot(name, at) => self.slot(name, *at).map(|_| ()),
            Node::Named(name, at, node) => self.named(name, *at, node),
            Node::Sequence(nodes) | Node::Choice(nodes) => nodes.iter().try_for_each(|node| self.node(node)),
            Node::Repeat(node, _, several) => self.repeat(node, *several),
        }
    }

    fn word(&mut self, name: &str, at: usize) -> Result<(), CompileError> {
        let Some(size) = self.scope.vocabulary.size(name) else {
            return Err(CompileError {
                at: Some(at),
                message: format!("no vocabulary list is called `{name}`"),
                unknown: Some(Unknown::Word(name.to_owned())),
            });
        };
        self.elements = self.elements.saturating_add(size);
        if self.elements > MAX_ELEMENTS {
            let message = format!("with its vocabulary the pattern has more than {MAX_ELEMENTS} elements");
            return Err(CompileError { at: Some(at), message, unknown: None });
        }
        Ok(())
    }

    fn slot(&mut self, name: &str, at: usize) -> Result<SlotType, CompileError> {
        let Some((number, accepts, _)) = (self.scope.slot)(name) else {
            return Err(CompileError {
                at: Some(at),
                message: format!("the rule has no slot `{name}`"),
                unknown: Some(Unknown::Slot(name.to_owned())),
            });
        };
        if self.slots.contains(&number) {
            let message = format!("`{{{name}}}` stands twice in one pattern");
            return Err(CompileError { at: Some(at), message, unknown: None });
        }
        self.slots.push(number);
        Ok(accepts)
    }

    fn named(&mut self, name: &str, at: usize, node: &Node) -> Result<(), CompileError> {
        if self.slot(name, at)? != SlotType::Word {
            let message = format!("`{name}` is not a `word` slot, so it cannot take a pattern");
            return Err(CompileError { at: Some(at), message, unknown: None });
        }
        self.node(node)
    }

    fn repeat(&mut self, node: &Node, several: bool) -> Result<(), CompileError> {
        let before = self.slots.len();
        self.node(node)?;
        let bound = self.slots.len() - before;
        if !several || bound == 0 {
            return Ok(());
        }
        if bound > 1 || self.repeats {
            let message = "only one element of a pattern may repeat, and only one slot in it".to_owned();
            return Err(CompileError { at: None, message, unknown: None });
        }
        self.repeats = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::pattern::parse;
    use super::*;

    #[test]
    fn a_vocabulary_that_grows_without_end_is_refused() {
        let double = |level: usize| (format!("l{level}"), vec![format!("<l{}><l{}>", level + 1, level + 1)]);
        let mut lists: BTreeMap<String, Vec<String>> = (0..40).map(double).collect();
        lists.insert("l40".into(), vec!["甲".into()]);
        let vocabulary = Vocabulary::new(&lists, false).unwrap();
        let check = |text: &str| {
            check(&parse(text, false).unwrap(), &Scope { vocabulary: &vocabulary, slot: &|_| None })
        };
        let error = check("完成<l0>").unwrap_err();
        assert_eq!(error.at, Some("完成<".len()));
        assert!(error.message.contains("more than 65536 elements"), "{}", error.message);
        assert_eq!(check("完成<l36>").unwrap(), Vec::<usize>::new());
    }

    #[test]
    fn a_slot_stands_once_and_one_element_repeats() {
        let slot = |name: &str| Some((usize::from(name == "b"), SlotType::parse("count")?, false));
        let scope = Scope { vocabulary: &Vocabulary::default(), slot: &slot };
        let told = |text: &str| check(&parse(text, false).unwrap(), &scope).map_err(|e| e.message);
        assert_eq!(told("{a}其中({b},)+"), Ok(vec![0, 1]));
        assert!(told("{a}{a}").unwrap_err().contains("stands twice"));
        assert!(told("({a},)+({b},)+").unwrap_err().contains("only one element"));
        assert!(told("({a}{b},)+").unwrap_err().contains("only one slot"));
        assert!(told("{a=甲}").unwrap_err().contains("not a `word` slot"));
    }
}
