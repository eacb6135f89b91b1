//! What a figure is called: the words of its clause before and after it, and whether two names resemble.
//!
//! This module must not know rules or verdicts.

use std::ops::Range;

use super::skeleton::Skeleton;
use crate::rule::alphabet::is_reserved;

/// Marks at which a name ends.
fn is_mark(c: char) -> bool {
    matches!(c, ',' | ';' | '。' | '!' | '?' | ':' | '\n' | '(' | ')' | '“' | '”')
}

/// The stretch of skeleton from the last mark or figure to the placeholder at `at`.
pub(crate) fn before(skeleton: &Skeleton, at: usize) -> Range<usize> {
    let head = skeleton.text.get(..at).unwrap_or("");
    let start = head.rfind(|c| is_mark(c) || is_reserved(c));
    let start =
        start.map_or(0, |s| s + head.get(s..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8));
    start..at
}

/// The stretch of skeleton from behind the placeholder at `at` to the next mark or figure.
pub(crate) fn after(skeleton: &Skeleton, at: usize) -> Range<usize> {
    let width = skeleton.text.get(at..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
    let start = at + width;
    let tail = skeleton.text.get(start..).unwrap_or("");
    let end = tail.find(|c| is_mark(c) || is_reserved(c)).unwrap_or(tail.len());
    start..start + end
}

/// The name of a figure: what stands before it, or after it when nothing does, without words that say nothing.
pub(crate) fn indicator(skeleton: &Skeleton, at: usize, trim: &[String]) -> Option<String> {
    let first = trimmed(skeleton.text.get(before(skeleton, at))?, trim);
    let name = if first.is_empty() { trimmed(skeleton.text.get(after(skeleton, at))?, trim) } else { first };
    (!name.is_empty()).then(|| name.to_owned())
}

/// `name` without `trim` words and marks at its ends. A word in letters goes only as a whole word: `of` is not cut off
/// `office`.
pub(crate) fn trimmed<'a>(name: &'a str, trim: &[String]) -> &'a str {
    let mut name = name.trim_matches(|c: char| !c.is_alphanumeric());
    loop {
        let cut = trim.iter().find_map(|word| {
            let word = word.trim();
            let apart = |c: Option<char>| !c.is_some_and(|c| c.is_ascii_alphanumeric());
            let ends = apart(word.chars().next_back());
            let begins = apart(word.chars().next());
            let first = name.strip_prefix(word).filter(|rest| ends || apart(rest.chars().next()));
            first.or_else(|| name.strip_suffix(word).filter(|rest| begins || apart(rest.chars().next_back())))
        });
        match cut {
            Some(rest) => name = rest.trim_matches(|c: char| !c.is_alphanumeric()),
            None => return name,
        }
    }
}

/// Whether two stretches of text share `chars` consecutive letters that are not a word of `common`; all of the first
/// when it is shorter than that.
pub(crate) fn resemble(word: &str, name: &str, chars: usize, common: &[String]) -> bool {
    let letters: Vec<(usize, char)> = word.char_indices().filter(|(_, c)| c.is_alphanumeric()).collect();
    let needed = chars.min(letters.len());
    if needed == 0 {
        return false;
    }
    letters.windows(needed).any(|window| {
        let run: String = window.iter().map(|(_, c)| *c).collect();
        name.contains(&run) && !common.contains(&run)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_resemble_by_a_run_of_characters() {
        assert!(resemble("新引进企业", "累计引进企业", 3, &[]));
        assert!(!resemble("住宅小区", "累计引进企业", 2, &[]));
        assert!(resemble("调处", "成功调解", 1, &[]));
        assert!(!resemble("", "成功调解", 2, &[]));
        assert!(resemble("整改", "发现隐患并完成整改", 3, &[]));
        assert!(!resemble("任务完成", "完成签约", 2, &["完成".to_owned()]));
    }

    #[test]
    fn trimming_leaves_the_name() {
        let trim: Vec<String> = ["其中", "完成", "累计", "达"].iter().map(|w| (*w).to_owned()).collect();
        assert_eq!(trimmed("其中累计完成固定资产投资达", &trim), "固定资产投资");
        assert_eq!(trimmed("完成", &trim), "");
        let trim: Vec<String> = ["the ", "of", "in all"].iter().map(|w| (*w).to_owned()).collect();
        assert_eq!(trimmed("of the office staff in all", &trim), "office staff");
        assert_eq!(trimmed("the proof", &trim), "proof");
        assert_eq!(trimmed("the", &trim), "");
    }
}
