//! Patterns written back: a parsed element in the pattern language, as an explanation shows it.
//!
//! What is written reads as the same element; characters are those of skeletons, so that `，` is `,`. This module
//! must not know what an element matches.

use std::fmt::{self, Display, Formatter};

use super::pattern::{Gap, Node, Over, Reach};

/// Characters that mean something in a pattern.
const SPECIAL: &str = "<>{}[]()|~…^$#?*+\\";

impl Display for Node {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Node::Literal(text) => literal(text, f),
            Node::Word(name, _) => write!(f, "<{name}>"),
            Node::Slot(name, _) => write!(f, "{{{name}}}"),
            Node::Named(name, _, node) => write!(f, "{{{name}={node}}}"),
            Node::Gap(gap) => write!(f, "{gap}"),
            Node::ClauseStart => f.write_str("^"),
            Node::Figure => f.write_str("#"),
            Node::End => f.write_str("$"),
            Node::Sequence(nodes) => match nodes.as_slice() {
                [Node::Choice(branches)] => write_group(branches, f),
                nodes => nodes.iter().try_for_each(|node| nested(node, f)),
            },
            Node::Choice(nodes) => choice(nodes, f),
            Node::Repeat(node, none, several) => {
                let sign = match (none, several) {
                    (true, false) => "?",
                    (true, true) => "*",
                    _ => "+",
                };
                nested(node, f)?;
                f.write_str(sign)
            }
        }
    }
}

/// An element among others: a sequence of its own keeps its brackets.
fn nested(node: &Node, f: &mut Formatter<'_>) -> fmt::Result {
    match node {
        Node::Sequence(nodes) => match nodes.as_slice() {
            [Node::Choice(_)] => write!(f, "{node}"),
            [inner] => write!(f, "({inner})"),
            _ => write!(f, "({node})"),
        },
        node => write!(f, "{node}"),
    }
}

/// Alternatives in brackets, as a group was written.
fn write_group(branches: &[Node], f: &mut Formatter<'_>) -> fmt::Result {
    f.write_str("(")?;
    bars(branches, f)?;
    f.write_str(")")
}

fn literal(text: &str, f: &mut Formatter<'_>) -> fmt::Result {
    for c in text.chars() {
        match c {
            // A full-width bracket needs no backslash.
            '(' => f.write_str("（")?,
            ')' => f.write_str("）")?,
            c if SPECIAL.contains(c) => write!(f, "\\{c}")?,
            c => write!(f, "{c}")?,
        }
    }
    Ok(())
}

/// A set of characters in brackets, other alternatives with bars between them.
fn choice(nodes: &[Node], f: &mut Formatter<'_>) -> fmt::Result {
    let one = |node: &Node| match node {
        Node::Literal(text) => {
            let mut chars = text.chars();
            chars.next().filter(|_| chars.next().is_none())
        }
        _ => None,
    };
    if let Some(set) = nodes.iter().map(one).collect::<Option<String>>() {
        return write!(f, "[{set}]");
    }
    bars(nodes, f)
}

fn bars(nodes: &[Node], f: &mut Formatter<'_>) -> fmt::Result {
    for (index, node) in nodes.iter().enumerate() {
        if index > 0 {
            f.write_str("|")?;
        }
        write!(f, "{node}")?;
    }
    Ok(())
}

impl Display for Gap {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match (self.over == Over::default(), self.within) {
            (true, Reach::Clause) => return f.write_str("~"),
            (true, Reach::Part) => return f.write_str("…"),
            _ => {}
        }
        let said = [
            (self.over.percents, "over percents"),
            (self.over.money, "over money"),
            (self.over.counts, "over counts"),
            (self.over.figures, "over figures"),
            (self.within == Reach::Clause, "within clause"),
            (self.within == Reach::Sentence, "within sentence"),
            (self.within == Reach::Paragraph, "within paragraph"),
        ];
        let parts: Vec<&str> = said.iter().filter(|(said, _)| *said).map(|(_, words)| *words).collect();
        write!(f, "[{}]", parts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::super::pattern::parse;

    /// A pattern without the places of its names.
    fn shape(text: &str) -> String {
        let tree = format!("{:?}", parse(text, false).unwrap());
        tree.chars().filter(|c| !c.is_ascii_digit()).collect()
    }

    #[test]
    fn what_is_written_reads_as_the_same_pattern() {
        for pattern in [
            "{actual}~<aside>*[,、]<of><target>的?{percent}",
            "(由|从){base}(<rise>)(到|至)~{actual}[over percents, within sentence]\\?",
            "其中(~{part}[within clause],?)+^{word=完成|实现}",
            "{a}（~{b}）[over figures]…(a|b)+",
            "#(、#)*完成\\#$",
        ] {
            let written = parse(pattern, false).unwrap().to_string();
            assert_eq!(shape(&written), shape(pattern), "{pattern} became {written}");
        }
    }
}
