//! What repeats at the upper and lower ends of pages: running heads and page numbers, which are no part of the text.
//!
//! This module must not know where on a page anything stands, other than first or last.

use std::collections::{HashMap, HashSet};

use super::page::{PageText, Piece};

/// How many pieces at either end of a page are looked at.
const ENDS: usize = 2;
/// On so many pages a line that is the same is a running head.
const PAGES: usize = 3;
/// A running head is shorter than this.
const HEAD_CHARS: usize = 60;

/// Leaves running heads and page numbers out.
pub(super) fn leave_out(pages: &mut [PageText]) {
    let mut seen: HashMap<String, HashSet<u32>> = HashMap::new();
    for page in pages.iter() {
        for key in
            ends(page).filter_map(|index| page.pieces.get(index)).flat_map(|piece| keys(piece, page.number))
        {
            seen.entry(key).or_default().insert(page.number);
        }
    }
    for page in pages {
        let runs = |piece: &Piece| {
            keys(piece, page.number).iter().any(|key| seen.get(key).is_some_and(|pages| pages.len() >= PAGES))
        };
        let ends: Vec<usize> = ends(page).collect();
        let out =
            |index: usize, piece: &Piece| ends.contains(&index) && (is_page_number(piece) || runs(piece));
        let mut index = 0;
        page.pieces.retain(|piece| {
            index += 1;
            !out(index - 1, piece)
        });
    }
}

/// The indices of the first and the last pieces of a page.
fn ends(page: &PageText) -> impl Iterator<Item = usize> {
    let count = page.pieces.len();
    (0..count).filter(move |index| *index < ENDS || index + ENDS >= count)
}

/// The text of a piece that may be a running head, without white space.
fn head(piece: &Piece) -> Option<String> {
    let (Piece::Heading(_, text) | Piece::Paragraph(text)) = piece else { return None };
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    (text.chars().count() <= HEAD_CHARS).then_some(text)
}

/// What a line has in common with the same line on another page: all of it, or all but a number that grows with the pages.
fn keys(piece: &Piece, page: u32) -> Vec<String> {
    let Some(text) = head(piece) else { return Vec::new() };
    let runs = numbers(&text);
    let counted = |run: Option<&std::ops::Range<usize>>| {
        let run = run?.clone();
        let number: i64 = text.get(run.clone())?.parse().ok()?;
        let (before, after) = (text.get(..run.start)?, text.get(run.end..)?);
        Some(format!("{before}\u{0}{}\u{0}{after}", number - i64::from(page)))
    };
    let keys = [Some(text.clone()), counted(runs.first()), counted(runs.last())];
    keys.into_iter().flatten().collect()
}

/// Where the whole numbers of up to four digits stand.
fn numbers(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for (index, c) in text.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        match runs.last_mut() {
            Some(run) if run.end == index => run.end = index + c.len_utf8(),
            _ => runs.push(index..index + c.len_utf8()),
        }
    }
    runs.retain(|run| run.len() <= 4);
    runs
}

/// Whether a piece is a page number and nothing else: `12`, `— 12 —`, `第12页 共30页`, `Page 3 of 9`.
fn is_page_number(piece: &Piece) -> bool {
    let Some(text) = head(piece) else { return false };
    let text = text.to_ascii_lowercase();
    let rest = ["page", "of"].into_iter().fold(text, |text, word| text.replace(word, ""));
    let longest = rest.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0);
    longest <= 4 && rest.chars().all(|c| c.is_ascii_digit() || "-–—―·・•/|~第页頁共".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(texts: &[&[&str]]) -> Vec<PageText> {
        let piece = |text: &&str| Piece::Paragraph((*text).to_owned());
        let page = |(number, texts): (u32, &&[&str])| PageText {
            number,
            pieces: texts.iter().map(piece).collect(),
            unreadable: false,
        };
        (1..).zip(texts).map(page).collect()
    }

    fn left(texts: &[&[&str]]) -> Vec<String> {
        let mut pages = pages(texts);
        leave_out(&mut pages);
        pages
            .iter()
            .map(|page| page.pieces.iter().flat_map(Piece::texts).collect::<Vec<_>>().join("|"))
            .collect()
    }

    #[test]
    fn running_heads_and_page_numbers_are_left_out() {
        let left = left(&[
            &["青石县统计局 12", "甲", "乙", "内部资料", "- 1 -"],
            &["青石县统计局 13", "丙", "丁", "内部资料", "第2页 共3页"],
            &["青石县统计局 14", "戊", "己", "内部资料", "3/3"],
        ]);
        assert_eq!(left, ["甲|乙", "丙|丁", "戊|己"]);
    }

    #[test]
    fn figures_at_the_end_of_pages_stay() {
        let rows: [&[&str]; 3] = [&["甲", "小计 120亿元"], &["乙", "小计 130亿元"], &["丙", "小计 90亿元"]];
        assert_eq!(left(&rows), ["甲|小计 120亿元", "乙|小计 130亿元", "丙|小计 90亿元"]);
        assert_eq!(left(&[&["2024年", "第3页完成12%"], &["甲"]]), ["2024年|第3页完成12%", "甲"]);
        assert_eq!(left(&[&["内部资料", "甲"], &["内部资料", "乙"]]), ["内部资料|甲", "内部资料|乙"]);
    }

    #[test]
    fn what_repeats_in_the_middle_stays() {
        let page: &[&str] = &["a1", "a2", "同上", "a3", "a4"];
        let other: &[&str] = &["b1", "b2", "同上", "b3", "b4"];
        let third: &[&str] = &["c1", "c2", "同上", "c3", "c4"];
        assert_eq!(left(&[page, other, third])[1], "b1|b2|同上|b3|b4");
    }
}
