//! The named word lists of a pack, and the regular expression that each becomes.
//!
//! A word may use the pattern language (without slots) and other lists; a list that uses itself is a mistake.
//! This module must not know rules.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use super::ends::Edge;
use super::pattern::{self, Node};
use super::program::Chars;

/// The word lists of one pack, parsed.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    lists: BTreeMap<String, Vec<Node>>,
    sizes: BTreeMap<String, usize>,
    /// What the words of each list begin and end with, as far as it was asked for.
    edges: BTreeMap<String, [OnceLock<(Chars, bool)>; 2]>,
    /// The texts that no match of each list can do without, as far as they were asked for.
    texts: BTreeMap<String, OnceLock<Option<Vec<String>>>>,
}

/// A word that cannot be read: which list, which word, and why.
#[derive(Debug)]
pub(crate) struct WordError {
    pub(crate) list: String,
    pub(crate) index: usize,
    pub(crate) message: String,
}

impl Vocabulary {
    /// Parses lists of words; longer words come first, so that they win.
    pub(crate) fn new(
        lists: &BTreeMap<String, Vec<String>>,
        spaces: bool,
    ) -> Result<Vocabulary, Vec<WordError>> {
        let mut parsed = BTreeMap::new();
        let mut errors = Vec::new();
        for (name, words) in lists {
            let mut nodes = Vec::new();
            for (index, word) in words.iter().enumerate() {
                let result = pattern::parse(word, spaces).map_err(|e| e.message).and_then(without_slots);
                match result {
                    Ok(node) => nodes.push((word.chars().count(), node)),
                    Err(message) => errors.push(WordError { list: name.clone(), index, message }),
                }
            }
            nodes.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
            parsed.insert(name.clone(), nodes.into_iter().map(|(_, node)| node).collect());
        }
        let edges = parsed.keys().map(|name: &String| (name.clone(), Default::default())).collect();
        let texts = parsed.keys().map(|name: &String| (name.clone(), OnceLock::new())).collect();
        let mut vocabulary = Vocabulary { lists: parsed, sizes: BTreeMap::new(), edges, texts };
        errors.extend(vocabulary.circles());
        if errors.is_empty() {
            vocabulary.measure();
            Ok(vocabulary)
        } else {
            Err(errors)
        }
    }

    /// The words of a list.
    pub(crate) fn get(&self, name: &str) -> Option<&[Node]> {
        self.lists.get(name).map(Vec::as_slice)
    }

    /// What the words of a list have at one end, which `of` finds out the first time that it is asked for.
    pub(super) fn edge(
        &self,
        name: &str,
        end: Edge,
        of: impl FnOnce(&[Node]) -> (Chars, bool),
    ) -> (Chars, bool) {
        let words = self.get(name).unwrap_or_default();
        let known = self.edges.get(name).map(|[first, last]| if end == Edge::First { first } else { last });
        match known {
            Some(known) => *known.get_or_init(|| of(words)),
            None => of(words),
        }
    }

    /// The texts of which any match of a list has one, which `of` finds out the first time that it is asked for.
    pub(super) fn texts(
        &self,
        name: &str,
        of: impl FnOnce(&[Node]) -> Option<Vec<String>>,
    ) -> Option<&[String]> {
        let words = self.get(name)?;
        self.texts.get(name)?.get_or_init(|| of(words)).as_deref()
    }

    /// How many elements the words of a list have when those of other lists are written out.
    pub(crate) fn size(&self, name: &str) -> Option<usize> {
        self.sizes.get(name).copied()
    }

    /// Notes the size of each list; none uses itself.
    fn measure(&mut self) {
        let names: Vec<String> = self.lists.keys().cloned().collect();
        let mut sizes = BTreeMap::new();
        for name in names {
            self.measure_list(&name, &mut sizes);
        }
        self.sizes = sizes;
    }

    fn measure_list(&self, name: &str, sizes: &mut BTreeMap<String, usize>) -> usize {
        if let Some(size) = sizes.get(name) {
            return *size;
        }
        let mut size = 0usize;
        for node in self.lists.get(name).into_iter().flatten() {
            size = size.saturating_add(elements(node));
            let mut used = Vec::new();
            words_of(node, &mut used);
            for other in used {
                size = size.saturating_add(self.measure_list(other, sizes));
            }
        }
        sizes.insert(name.to_owned(), size);
        size
    }

    /// The names of all lists.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.lists.keys().map(String::as_str)
    }

    /// Lists that use themselves or an unknown list.
    fn circles(&self) -> Vec<WordError> {
        let mut done = HashMap::new();
        let mut errors = Vec::new();
        for name in self.lists.keys() {
            self.visit(name, &mut done, &mut errors);
        }
        errors
    }

    fn visit<'a>(&'a self, name: &'a str, done: &mut HashMap<&'a str, bool>, errors: &mut Vec<WordError>) {
        if done.contains_key(name) {
            return;
        }
        done.insert(name, false);
        for (index, node) in self.lists.get(name).into_iter().flatten().enumerate() {
            let mut used = Vec::new();
            words_of(node, &mut used);
            for other in used {
                let message = match (self.lists.contains_key(other), done.get(other)) {
                    (false, _) => format!("no vocabulary list is called `{other}`"),
                    (true, Some(false)) => format!("`{other}` uses itself"),
                    (true, _) => {
                        self.visit(other, done, errors);
                        continue;
                    }
                };
                errors.push(WordError { list: name.to_owned(), index, message });
            }
        }
        done.insert(name, true);
    }
}

/// How many elements a node is made of, each list counted as one.
fn elements(node: &Node) -> usize {
    match node {
        Node::Sequence(nodes) | Node::Choice(nodes) => 1 + nodes.iter().map(elements).sum::<usize>(),
        Node::Repeat(node, ..) => 1 + elements(node),
        _ => 1,
    }
}

fn words_of<'a>(node: &'a Node, used: &mut Vec<&'a str>) {
    match node {
        Node::Word(name, _) => used.push(name),
        Node::Sequence(nodes) | Node::Choice(nodes) => nodes.iter().for_each(|node| words_of(node, used)),
        Node::Repeat(node, ..) => words_of(node, used),
        _ => {}
    }
}

fn without_slots(node: Node) -> Result<Node, String> {
    fn slot(node: &Node) -> Option<&str> {
        match node {
            Node::Slot(name, _) | Node::Named(name, ..) => Some(name),
            Node::Sequence(nodes) | Node::Choice(nodes) => nodes.iter().find_map(slot),
            Node::Repeat(node, ..) => slot(node),
            _ => None,
        }
    }
    match slot(&node) {
        Some(name) => Err(format!("a word cannot hold the slot `{{{name}}}`")),
        None => Ok(node),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists(pairs: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
        pairs.iter().map(|(k, v)| ((*k).to_owned(), v.iter().map(|w| (*w).to_owned()).collect())).collect()
    }

    #[test]
    fn longer_words_come_first() {
        let vocabulary = Vocabulary::new(&lists(&[("task", &["任务", "任务数"])]), false).unwrap();
        assert_eq!(vocabulary.get("task").unwrap()[0], Node::Literal("任务数".into()));
    }

    #[test]
    fn refuses_circles_slots_and_unknown_lists() {
        let errors = Vocabulary::new(&lists(&[("a", &["<b>"]), ("b", &["<a>"])]), false).unwrap_err();
        assert!(errors[0].message.contains("uses itself"), "{}", errors[0].message);
        let errors = Vocabulary::new(&lists(&[("a", &["<c>", "{x}"])]), false).unwrap_err();
        assert!(errors.iter().any(|e| e.message.contains("`c`")));
        assert!(errors.iter().any(|e| e.message.contains("slot")));
    }
}
