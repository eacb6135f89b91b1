//! Words as regular expressions over lines of text, which are no skeletons.
//!
//! This module must not know rules or sentences.

use super::pattern::{Gap, Node, Reach};
use super::vocabulary::Vocabulary;

/// Words without slots, to be searched for anywhere.
pub(super) fn words(node: &Node, vocabulary: &Vocabulary) -> String {
    let mut body = String::new();
    write_node(node, vocabulary, &mut body);
    body
}

fn write_node(node: &Node, vocabulary: &Vocabulary, out: &mut String) {
    match node {
        Node::Literal(text) => out.push_str(&regex::escape(text)),
        Node::ClauseStart => out.push_str(r"(?:^|[,;。:!?\n(“])"),
        Node::End => out.push('$'),
        Node::Gap(gap) => out.extend([gap_class(*gap), "*?"]),
        Node::Word(name, _) => write_choice(vocabulary.get(name).unwrap_or_default(), vocabulary, out),
        Node::Sequence(nodes) => nodes.iter().for_each(|node| write_node(node, vocabulary, out)),
        Node::Choice(nodes) => write_choice(nodes, vocabulary, out),
        Node::Repeat(node, none, several) => {
            write_choice(std::slice::from_ref(node), vocabulary, out);
            out.push_str(match (none, several) {
                (true, false) => "?",
                (true, true) => "*",
                _ => "+",
            });
        }
        Node::Figure => out.push_str("[\\x{E000}-\\x{E00F}]"),
        // Lines have no slots.
        Node::Slot(..) | Node::Named(..) => out.push_str("[^\\s\\S]"),
    }
}

fn write_choice(nodes: &[Node], vocabulary: &Vocabulary, out: &mut String) {
    out.push_str("(?:");
    for (index, node) in nodes.iter().enumerate() {
        if index > 0 {
            out.push('|');
        }
        write_node(node, vocabulary, out);
    }
    out.push(')');
}

/// The class of characters that a gap may take.
fn gap_class(gap: Gap) -> &'static str {
    match gap.within {
        Reach::Clause => r"[^\n,;:()。!?]",
        Reach::Part => r"[^\n;。!?]",
        Reach::Sentence => r"[^\n。!?]",
        Reach::Paragraph => r"[^\n]",
    }
}
