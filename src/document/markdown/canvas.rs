//! The canvas of a Markdown file: the file's own text with the markup blanked, so that every line is where it was.
//!
//! Markup inside a figure (`**1442**万元`, `5**%**`) would leave a gap inside it. Such a gap is closed by moving what is
//! on one side of it, the figure itself staying where it is if it can. This module must not know Markdown.

use std::ops::Range;

/// How many Chinese characters behind a gap are moved to close it: more than the longest unit has.
const UNIT_CHARS: usize = 8;

/// How many bytes of what was kept last are looked at to close a gap: more than any figure has.
const REMEMBERED: usize = 256;

/// Text in which some stretches are kept and all others are blank.
#[derive(Debug)]
pub(super) struct Canvas<'s> {
    source: &'s str,
    bytes: Vec<u8>,
    last: Option<Piece>,
}

/// What was kept last.
#[derive(Debug, Clone, Copy)]
struct Piece {
    /// Where it begins on the canvas.
    start: usize,
    /// Where it ends on the canvas.
    end: usize,
    /// Where it ends in the source.
    source: usize,
}

impl<'s> Canvas<'s> {
    /// A canvas with nothing on it but the ends of the lines.
    pub(super) fn new(source: &'s str) -> Canvas<'s> {
        let blank = |byte| if matches!(byte, b'\n' | b'\r') { byte } else { b' ' };
        Canvas { source, bytes: source.bytes().map(blank).collect(), last: None }
    }

    /// The next stretch does not go on with the last one.
    pub(super) fn part(&mut self) {
        self.last = None;
    }

    /// The last character that was kept, unless what follows is parted from it.
    pub(super) fn last_char(&self) -> Option<char> {
        let last = self.last?;
        self.placed(last.start..last.end).chars().next_back()
    }

    /// Keeps a stretch of the source as it is.
    pub(super) fn keep(&mut self, range: Range<usize>) -> Range<usize> {
        let text = self.source.get(range.clone()).unwrap_or("");
        self.put(range, text)
    }

    /// Puts `text` in the place of a stretch of the source, which it must fit into; returns where it stands.
    pub(super) fn put(&mut self, range: Range<usize>, text: &str) -> Range<usize> {
        if text.is_empty() || text.len() > range.len() {
            return range.start..range.start;
        }
        let (start, split) = self.close_gap(range.start, text);
        let (head, rest) = text.split_at_checked(split).unwrap_or(("", text));
        self.write(start, head);
        self.write(range.start + split, rest);
        let end = if rest.is_empty() { start + split } else { range.start + text.len() };
        let own = if rest.is_empty() { start } else { range.start + split };
        let joined = self.last.filter(|last| last.end == own && own - last.start < REMEMBERED);
        let begin = joined.map_or(own, |last| last.start);
        self.last = Some(Piece { start: begin, end, source: range.end });
        start..end
    }

    /// Where what is put at `at` has to begin so that no gap is left inside a figure, and how much of it moves there.
    fn close_gap(&mut self, at: usize, text: &str) -> (usize, usize) {
        let Some(last) = self.last.filter(|last| last.end < at) else { return (at, 0) };
        let gap = self.source.get(last.source..at).unwrap_or("\n");
        let before = self.placed(last.start..last.end);
        let spaced = before.ends_with(char::is_whitespace) || text.starts_with(char::is_whitespace);
        if gap.contains('\n') || spaced {
            return (at, 0);
        }
        let (tail, head) = (tail(before), head(text));
        let tail_len = tail.len();
        if starts_with_digit(text) && !tail.contains(is_digit) {
            let from = last.end - tail_len;
            self.bytes.copy_within(from..last.end, at - tail_len);
            let vacated = from..last.end.min(at - tail_len);
            self.blank(vacated);
            return (at, 0);
        }
        (last.end, head.len())
    }

    fn placed(&self, range: Range<usize>) -> &str {
        self.bytes.get(range).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("")
    }

    fn write(&mut self, at: usize, text: &str) {
        if let Some(room) = self.bytes.get_mut(at..at + text.len()) {
            room.copy_from_slice(text.as_bytes());
        }
    }

    fn blank(&mut self, range: Range<usize>) {
        if let Some(room) = self.bytes.get_mut(range) {
            room.fill(b' ');
        }
    }

    /// The text, as long as the source.
    pub(super) fn finish(self) -> Result<String, std::string::FromUtf8Error> {
        String::from_utf8(self.bytes)
    }
}

/// What ends a text and may belong to a figure behind it: signs and brackets, not words of Chinese.
fn tail(text: &str) -> &str {
    let kept = text.trim_end_matches(|c: char| !c.is_whitespace() && !is_wide(c));
    text.get(kept.len()..).unwrap_or("")
}

/// What begins a text and may belong to a figure before it: the rest of a number, its unit, the sign behind it.
fn head(text: &str) -> &str {
    let mut chinese = 0;
    let end = text.find(|c: char| {
        chinese += usize::from(is_wide(c));
        c.is_whitespace() || chinese > UNIT_CHARS || is_wide_mark(c)
    });
    text.get(..end.unwrap_or(text.len())).unwrap_or("")
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(is_digit)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９')
}

/// Whether a character is Chinese or of Chinese width.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether it is a mark that ends a clause in Chinese.
fn is_wide_mark(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '：' | '、' | '！' | '？' | '（' | '）')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keeps everything but asterisks.
    fn kept(source: &str) -> String {
        let mut canvas = Canvas::new(source);
        let mut at = 0;
        for part in source.split('*') {
            canvas.keep(at..at + part.len());
            at += part.len() + 1;
        }
        let text = canvas.finish().unwrap();
        assert_eq!(text.len(), source.len());
        text
    }

    #[test]
    fn a_gap_in_a_figure_is_closed_and_the_figure_stays() {
        for (source, expected) in [
            ("完成**1442**万元，增", "完成  1442万元  ，增"),
            ("增长5**%**。", "增长5%    。"),
            ("达**1**,**234**万元", "达  1,234万元      "),
            ("by **5.2%**, up", "by   5.2%,   up"),
            ("of ($**5** m)", "of   ($5   m)"),
            ("约 **12** 个", "约   12   个"),
            ("甲**乙\n**丙", "甲乙  \n  丙"),
        ] {
            assert_eq!(kept(source), expected, "{source}");
        }
    }

    #[test]
    fn what_is_parted_stays_parted() {
        let mut canvas = Canvas::new("1<br>2");
        canvas.keep(0..1);
        canvas.part();
        canvas.keep(5..6);
        assert_eq!(canvas.finish().unwrap(), "1    2");
    }
}
