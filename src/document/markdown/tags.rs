//! The HTML in a Markdown file: what of it is text.
//!
//! Tags and comments are not, nor is what stands inside a script or a style sheet. This module must not know how a
//! browser would show the rest.

use std::ops::Range;

/// Elements whose content is not text.
const SILENT: [&str; 5] = ["script", "style", "template", "textarea", "select"];

/// Where a block of HTML, which comes line by line, was left.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    /// In text.
    #[default]
    Text,
    /// In a comment.
    Comment,
    /// In a tag.
    Tag,
    /// In an element whose content is not text.
    Silent(&'static str),
}

/// The stretches of text in a line of HTML, in bytes.
pub(super) fn texts(line: &str, within: &mut Within) -> Vec<Range<usize>> {
    let mut texts = Vec::new();
    let mut at = 0;
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        let length = match *within {
            Within::Text => {
                let end = rest.find('<').unwrap_or(rest.len());
                texts.push(at..at + end);
                *within = opened(rest.get(end..).unwrap_or(""), within);
                end + usize::from(end < rest.len() && *within == Within::Text)
            }
            Within::Comment => past(rest, "-->", within),
            Within::Tag => past(rest, ">", within),
            Within::Silent(name) => silent(rest, name, within),
        };
        at += length;
    }
    texts.retain(|text| !text.is_empty());
    texts
}

/// What a text that begins with `<` opens.
fn opened(text: &str, within: &Within) -> Within {
    if text.is_empty() {
        return *within;
    }
    if text.starts_with("<!--") {
        return Within::Comment;
    }
    let name = name(text);
    match SILENT.iter().find(|silent| name.eq_ignore_ascii_case(silent)) {
        Some(silent) => Within::Silent(silent),
        None if text
            .get(1..)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c))) =>
        {
            Within::Tag
        }
        None => Within::Text,
    }
}

fn past(text: &str, end: &str, within: &mut Within) -> usize {
    match text.find(end) {
        Some(at) => {
            *within = Within::Text;
            at + end.len()
        }
        None => text.len(),
    }
}

/// To the end tag of a silent element, which is then a tag like any other.
fn silent(text: &str, name: &str, within: &mut Within) -> usize {
    let lower = text.to_ascii_lowercase();
    match lower.find(&format!("</{name}")) {
        Some(at) => {
            *within = Within::Tag;
            at
        }
        None => text.len(),
    }
}

/// The name of the element whose tag this is, without the slash of an end tag.
pub(super) fn name(tag: &str) -> &str {
    let inner = tag.trim_start_matches('<').trim_start_matches('/');
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
    inner.get(..end).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_comments_and_scripts_are_not_text() {
        let lines = [
            "<td a=\">\">完成</td><!-- 目标",
            "80 --><b",
            "class=x>12</b>项",
            "<script>var a = 9;",
            "</script>3 < 5",
        ];
        let mut within = Within::Text;
        let kept: Vec<String> = lines
            .iter()
            .map(|line| {
                texts(line, &mut within).into_iter().map(|r| line[r].to_owned()).collect::<Vec<_>>().join("|")
            })
            .collect();
        assert_eq!(kept, ["\">完成", "", "12|项", "", "3 | 5"]);
    }

    #[test]
    fn a_tag_has_a_name() {
        assert_eq!(["<br/>", "</sup>", "<SUP >", "<!--x"].map(name), ["br", "sup", "SUP", ""]);
    }
}
