//! Writing HTML: markup that is part of this program, and text that is not.
//!
//! Names of elements and attributes and raw markup are `&'static str`, so that nothing of a report, a pack or a file
//! name can get there; everything else is escaped, and characters that cannot be seen are shown as a sign, as on the
//! terminal. This module must not know what a page looks like.

use std::io;

use crate::report::terminal::visible;

/// Attributes of an element: names, and values still to be escaped.
pub(super) type Attrs<'a> = &'a [(&'static str, &'a str)];

/// Elements after whose end a line ends, so that two pages can be compared line by line.
const BLOCKS: [&str; 27] = [
    "article",
    "blockquote",
    "body",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "figure",
    "fieldset",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "header",
    "label",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "section",
    "select",
    "table",
    "tr",
    "ul",
];

/// Elements whose end HTML leaves to be understood from what comes next. There are very many of them on a page.
const OPEN_ENDED: [&str; 9] = ["dd", "dt", "li", "option", "tbody", "td", "th", "thead", "tr"];

/// A piece of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Html(String);

impl Html {
    /// Markup of this program's own.
    pub(super) fn raw(&mut self, markup: &'static str) {
        self.0.push_str(markup);
    }

    /// Text.
    pub(super) fn text(&mut self, text: &str) {
        for line in text.split_inclusive('\n') {
            let (line, end) = match line.strip_suffix('\n') {
                Some(line) => (line.strip_suffix('\r').unwrap_or(line), "\n"),
                None => (line, ""),
            };
            escape(&visible(line), &mut self.0);
            self.0.push_str(end);
        }
    }

    /// The start of an element.
    pub(super) fn open(&mut self, tag: &'static str, attrs: Attrs<'_>) {
        self.0.push('<');
        self.0.push_str(tag);
        for (name, value) in attrs {
            self.0.push(' ');
            self.0.push_str(name);
            self.0.push_str("=\"");
            escape(&visible(value), &mut self.0);
            self.0.push('"');
        }
        self.0.push('>');
    }

    /// The end of an element.
    pub(super) fn close(&mut self, tag: &'static str) {
        if !OPEN_ENDED.contains(&tag) {
            self.0.push_str("</");
            self.0.push_str(tag);
            self.0.push('>');
        }
        if BLOCKS.contains(&tag) {
            self.0.push('\n');
        }
    }

    /// A whole element with nothing but text in it.
    pub(super) fn leaf(&mut self, tag: &'static str, attrs: Attrs<'_>, text: &str) {
        self.open(tag, attrs);
        self.text(text);
        self.close(tag);
    }

    /// A whole element with what `inside` writes in it.
    pub(super) fn with(&mut self, tag: &'static str, attrs: Attrs<'_>, inside: impl FnOnce(&mut Html)) {
        self.open(tag, attrs);
        inside(self);
        self.close(tag);
    }

    /// Writes to `out` what was written, and begins anew.
    pub(super) fn pour(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(self.0.as_bytes())?;
        self.0.clear();
        Ok(())
    }

    /// What was written.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes_cannot_leave_their_place() {
        let mut html = Html::default();
        html.leaf("p", &[("title", "\"><script>'&")], "</script><b>\u{202e}a\0\r\nb");
        assert_eq!(
            html.as_str(),
            "<p title=\"&quot;&gt;&lt;script&gt;&#39;&amp;\">&lt;/script&gt;&lt;b&gt;\u{fffd}a␀\nb</p>\n"
        );
    }

    #[test]
    fn a_line_ends_behind_blocks_only() {
        let mut html = Html::default();
        html.with("div", &[], |html| html.leaf("span", &[], "a"));
        assert_eq!(html.as_str(), "<div><span>a</span></div>\n");
    }

    #[test]
    fn an_end_that_is_understood_is_not_written() {
        let mut html = Html::default();
        html.with("ul", &[], |html| ["a", "b"].iter().for_each(|text| html.leaf("li", &[], text)));
        assert_eq!(html.as_str(), "<ul><li>a\n<li>b\n</ul>\n");
    }
}
