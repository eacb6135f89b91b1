//! Text from elsewhere inside Markdown: nothing in it is markup, a mention, a reference or a link.
//!
//! This module must not know what the text says.

use super::super::terminal::visible;

/// Stands between the characters of what would be found even in plain text: a mention, an address.
const APART: &str = "&#8203;";

/// What Markdown reads as markup somewhere.
const MARKUP: &str = "\\`*_{}[]<>&#!|~$^\"':@";

/// What code hosts read, before a name or a number, as a mention of or a reference to something.
const REFERS: &str = "@#!~$%&^";

/// Text within a paragraph, a heading or a cell of a table.
pub(super) fn markdown(text: &str) -> String {
    let text = visible(text);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let before_dot = c == '.' && ends_with_www(&out);
        match c {
            _ if before_dot => out.push_str(&format!("{APART}.")),
            _ if MARKUP.contains(c) => out.push_str(&format!("&#{};", u32::from(c))),
            c => out.push(c),
        }
        let refers = REFERS.contains(c) && rest.peek().is_some_and(|next| next.is_alphanumeric());
        if refers || c == ':' && rest.peek() == Some(&'/') {
            out.push_str(APART);
        }
    }
    out
}

fn ends_with_www(text: &str) -> bool {
    text.len().checked_sub(3).and_then(|at| text.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case("www"))
}

/// The same as code, in which mentions, references and emoji are left alone as well.
pub(super) fn markdown_code(text: &str) -> String {
    format!("<code>{}</code>", markdown(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        assert_eq!(markdown("a|b\n<x>`*"), "a&#124;b␊&#60;x&#62;&#96;&#42;");
        assert_eq!(markdown("@all"), "&#64;&#8203;all");
        assert_eq!(markdown("https://x WWW.x"), "https&#58;&#8203;//x WWW&#8203;.x");
        assert_eq!(
            markdown("![x](y) #1 &amp; $z$"),
            "&#33;&#91;x&#93;(y) &#35;&#8203;1 &#38;&#8203;amp; &#36;&#8203;z&#36;"
        );
        assert_eq!(markdown("完成98.5%，1-2+3"), "完成98.5%，1-2+3");
        assert_eq!(markdown_code("a`b"), "<code>a&#96;b</code>");
    }
}
