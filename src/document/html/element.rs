//! What an element of HTML means to a reader of text: a paragraph, a heading, nothing at all.
//!
//! This module must not know the tree.

/// What is done with an element and what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Its text runs on in the line.
    Inline,
    /// It stands by itself.
    Block,
    /// A heading of this level.
    Heading(u8),
    /// An item of a list.
    Item,
    /// A line break.
    Break,
    /// Text whose line ends count.
    Lines,
    /// A table.
    Table,
    /// Raised text.
    Raised,
    /// Text that was taken out.
    Deleted,
    /// Text that was put in.
    Inserted,
    /// Not text of the page: code, controls, navigation.
    Silent,
    /// Not text of the page, unless it stands within an article.
    Margin,
}

/// What an element of this name is.
pub(super) fn role(name: &str) -> Role {
    match name {
        "h1" => Role::Heading(1),
        "h2" => Role::Heading(2),
        "h3" => Role::Heading(3),
        "h4" => Role::Heading(4),
        "h5" => Role::Heading(5),
        "h6" => Role::Heading(6),
        "li" => Role::Item,
        "br" => Role::Break,
        "pre" => Role::Lines,
        "table" => Role::Table,
        "sup" => Role::Raised,
        "del" | "s" | "strike" => Role::Deleted,
        "ins" => Role::Inserted,
        "header" | "footer" => Role::Margin,
        "head" | "script" | "style" | "template" | "noscript" | "noframes" | "nav" | "aside" | "input"
        | "select" | "textarea" | "button" | "datalist" | "svg" | "canvas" | "audio" | "video" | "object"
        | "iframe" | "embed" | "map" | "rt" | "rp" | "dialog" => Role::Silent,
        "html" | "body" | "p" | "div" | "section" | "article" | "main" | "center" | "form" | "fieldset"
        | "legend" | "blockquote" | "ul" | "ol" | "menu" | "dir" | "dl" | "dt" | "dd" | "figure"
        | "figcaption" | "address" | "details" | "summary" | "hgroup" | "hr" | "caption" | "thead"
        | "tbody" | "tfoot" | "tr" | "td" | "th" | "search" | "marquee" => Role::Block,
        _ => Role::Inline,
    }
}

/// Whether inline styles keep an element from being seen.
pub(super) fn hides(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    let mut rules = style.split(';').filter_map(|rule| rule.split_once(':'));
    rules.any(|(name, value)| {
        let value = value.trim_end_matches("!important");
        matches!((name, value), ("display", "none") | ("visibility", "hidden" | "collapse"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_that_hide() {
        for style in ["display:none", "color:red; DISPLAY : None !important;", "visibility: hidden"] {
            assert!(hides(style), "{style}");
        }
        assert!(!hides("display:block;text-decoration:none;overflow:hidden"));
    }
}
