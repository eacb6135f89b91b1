//! Figures that the library took for page numbers: put back into the lines that they stood in.
//!
//! The library leaves out whatever stands near an edge of the page and looks like a page number, and where Chinese and Latin
//! letters have fonts of their own, every figure of a line looks like one. This module must not know what a page number is: a
//! line that is nothing else is none of its business.

use unpdf::parser::backend::RawBackend;
use unpdf::parser::{LayoutAnalyzer, TextSpan};

use super::glyphs::{cleaned, is_cjk};
use super::page::PageText;

/// Stretches of text stand on one line if their baselines are no further apart than this, in points.
const LINE: i32 = 2;

/// A gap this wide parts what stands on one line: cells, or the two ends of a footer.
const GAP: i32 = 24;
/// A word ends where a gap is this wide.
const SPACE: i32 = 2;
/// A number alone at an end of a line is a page number if it is this near to the number of the page in the file.
const NEAR: u32 = 20;

/// A stretch of a line that lost something: what is left of it, without white space, and all of it.
#[derive(Debug, PartialEq, Eq)]
struct Stretch {
    left: String,
    whole: String,
}

/// A stretch of text as the library has it, and whether it kept it.
struct Piece<'s> {
    span: &'s TextSpan,
    kept: bool,
}

/// Puts back what is missing on these pages. A page where that fails is not read: its figures would be others.
pub(super) fn put_back(bytes: &[u8], pages: &mut [PageText], lossy: &[u32]) {
    if lossy.is_empty() {
        return;
    }
    let backend = RawBackend::load_bytes(bytes);
    for page in pages.iter_mut().filter(|page| lossy.contains(&page.number)) {
        let lines = backend.as_ref().ok().and_then(|backend| lines(backend, page.number));
        let done = lines.is_some_and(|lines| lines.iter().all(|line| mend(page, line)));
        if !done {
            page.pieces.clear();
            page.unreadable = true;
        }
    }
}

/// The stretches of a page that lost something; `None` if the page cannot be read a second time, or lost more than page
/// numbers where nothing is left to tell it by.
fn lines(backend: &RawBackend, number: u32) -> Option<Vec<Stretch>> {
    let analyzer = LayoutAnalyzer::new(backend);
    let spans = analyzer.extract_page_spans(number).ok()?;
    let mut kept = spans.clone();
    analyzer.filter_spans_for_page(&mut kept, number);
    compared(&spans, &kept, number)
}

/// Compares all stretches of text with those that were kept.
fn compared(spans: &[TextSpan], kept: &[TextSpan], page: u32) -> Option<Vec<Stretch>> {
    let is_kept =
        |span: &TextSpan| kept.iter().any(|other| place(other) == place(span) && other.text == span.text);
    let filled = spans.iter().filter(|span| !span.text.trim().is_empty());
    let pieces: Vec<Piece<'_>> = filled.map(|span| Piece { span, kept: is_kept(span) }).collect();
    let mut baselines: Vec<i32> =
        pieces.iter().filter(|piece| !piece.kept).map(|piece| place(piece.span).0).collect();
    baselines.sort_unstable();
    baselines.dedup_by(|next, last| next.abs_diff(*last) <= LINE.unsigned_abs());
    let mut found = Vec::new();
    for baseline in baselines {
        found.extend(of_line(&on(&pieces, baseline), page)?);
    }
    Some(found)
}

/// The stretches of a line that lost something and have something left.
fn of_line(line: &[&Piece<'_>], page: u32) -> Option<Vec<Stretch>> {
    let parts: Vec<&[&Piece<'_>]> = line.chunk_by(|last, next| gap(last.span, next.span) < GAP).collect();
    let alone: Vec<&&[&Piece<'_>]> =
        parts.iter().filter(|part| part.iter().all(|piece| !piece.kept)).collect();
    let numbers = || alone.iter().map(|part| spelt(part));
    let near = |text: String| text.parse().is_ok_and(|number: u32| number.abs_diff(page) <= NEAR);
    if parts.len() > alone.len() && (alone.len() > 1 || !numbers().all(near)) {
        return None;
    }
    let lossy = parts.iter().filter(|part| part.iter().any(|piece| !piece.kept));
    let stretch = |part: &&[&Piece<'_>]| {
        let kept: Vec<&Piece<'_>> = part.iter().filter(|piece| piece.kept).copied().collect();
        let left = spelt(&kept).chars().filter(|c| !c.is_whitespace()).collect();
        Stretch { left, whole: spelt(part) }
    };
    Some(lossy.map(stretch).filter(|stretch| stretch.left.chars().any(char::is_alphanumeric)).collect())
}

/// What stands on a baseline, from left to right.
fn on<'p, 's>(pieces: &'p [Piece<'s>], baseline: i32) -> Vec<&'p Piece<'s>> {
    let near = |piece: &&Piece<'_>| place(piece.span).0.abs_diff(baseline) <= LINE.unsigned_abs();
    let mut line: Vec<&Piece<'_>> = pieces.iter().filter(near).collect();
    line.sort_by_key(|piece| place(piece.span).1);
    line
}

/// How far it is from the end of one stretch of text to the next, in points.
fn gap(last: &TextSpan, next: &TextSpan) -> i32 {
    next.x as i32 - (last.x as i32).saturating_add(last.width as i32)
}

/// Stretches of text as a line: a space between Latin words, nothing inside a number or between Chinese characters.
fn spelt(line: &[&Piece<'_>]) -> String {
    let chinese = |c: Option<char>| c.is_some_and(is_cjk);
    let mut out = String::new();
    let mut before: Option<&TextSpan> = None;
    for Piece { span, .. } in line {
        let text = cleaned(&span.text);
        let text = text.trim();
        let (last, next) = (out.chars().next_back(), text.chars().next());
        let apart = before.is_some_and(|before| gap(before, span) >= SPACE || before.text.ends_with(' '));
        if apart && last.is_some() && !chinese(last) && !chinese(next) {
            out.push(' ');
        }
        out.push_str(text);
        before = Some(*span);
    }
    out
}

/// Baseline and left end, in points.
fn place(span: &TextSpan) -> (i32, i32) {
    (span.y as i32, span.x as i32)
}

/// Replaces what is left of a stretch by all of it, where it stands on the page exactly once.
fn mend(page: &mut PageText, line: &Stretch) -> bool {
    let mut places = page.pieces.iter_mut().flat_map(|piece| piece.texts_mut()).filter_map(|text| {
        let range = found(text, &line.left)?;
        Some((text, range))
    });
    match (places.next(), places.next()) {
        (Some((text, range)), None) => {
            text.replace_range(range, &line.whole);
            true
        }
        _ => false,
    }
}

/// Where `wanted` stands in a text if white space is not looked at.
fn found(text: &str, wanted: &str) -> Option<std::ops::Range<usize>> {
    let solid: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| !c.is_whitespace()).collect();
    let wanted: Vec<char> = wanted.chars().collect();
    let at =
        solid.windows(wanted.len().max(1)).position(|window| window.iter().map(|(_, c)| c).eq(&wanted))?;
    let (start, _) = solid.get(at)?;
    let (last, c) = solid.get(at + wanted.len() - 1)?;
    Some(*start..last + c.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::super::page;
    use super::*;

    fn span(text: &str, x: u16, y: u16) -> TextSpan {
        let mut span = TextSpan::new(text.to_owned(), x.into(), y.into(), 12.0, "SimSun".to_owned());
        span.width = text.chars().map(|c| if c.is_ascii() { 6_u16 } else { 12 }).sum::<u16>().into();
        span
    }

    /// Spans set one after the other on a line; those in brackets are lost.
    fn line(parts: &[&str], y: u16) -> (Vec<TextSpan>, Vec<TextSpan>) {
        let (mut all, mut kept, mut x) = (Vec::new(), Vec::new(), 50);
        for part in parts {
            let lost = part.starts_with('[');
            let span = span(part.trim_matches(['[', ']']), x, y);
            x += span.width as u16;
            if part.trim().is_empty() {
                continue;
            }
            all.push(span.clone());
            if !lost {
                kept.push(span);
            }
        }
        (all, kept)
    }

    fn lost(parts: &[&str]) -> Option<Vec<Stretch>> {
        let (all, kept) = line(parts, 30);
        compared(&all, &kept, 7)
    }

    fn stretch(left: &str, whole: &str) -> Stretch {
        Stretch { left: left.into(), whole: whole.into() }
    }

    #[test]
    fn figures_of_a_line_are_put_back() {
        let found = lost(&["完成投资", "[1200]", "万元,占", "[80]", "%。"]).unwrap();
        assert_eq!(found, [stretch("完成投资万元,占%。", "完成投资1200万元,占80%。")]);
        let texts = ["上年", "全县完成 投资 万元,占 %。其中"];
        let pieces = texts.map(|text| page::Piece::Paragraph(text.to_owned())).to_vec();
        let mut page = PageText { number: 1, pieces, unreadable: false };
        assert!(mend(&mut page, &found[0]));
        assert_eq!(page.pieces[1], page::Piece::Paragraph("全县完成投资1200万元,占80%。其中".into()));
    }

    #[test]
    fn words_stay_apart_and_numbers_whole() {
        let found =
            lost(&["rose by", " ", "[12]", ".5", "%", " ", "in", "东山", "312", " ", "[1024]"]).unwrap();
        assert_eq!(found, [stretch("roseby.5%in东山312", "rose by 12.5% in东山312 1024")]);
    }

    #[test]
    fn a_page_number_is_no_loss_and_cells_are() {
        assert_eq!(lost(&["[7]"]), Some(vec![]));
        assert_eq!(lost(&["青石县统计局", "    ", "[9]"]), Some(vec![]));
        assert_eq!(lost(&["[3]", "/", "[9]"]), Some(vec![]));
        assert_eq!(lost(&["西河", "    ", "[288]"]), None);
        assert_eq!(lost(&["西河", "    ", "[8]", "    ", "[9]"]), None);
    }

    #[test]
    fn what_stands_twice_or_not_at_all_is_not_put_back() {
        let line = stretch("完成亿元", "完成5亿元");
        let page = |texts: &[&str]| PageText {
            pieces: texts.iter().map(|text| page::Piece::Paragraph((*text).to_owned())).collect(),
            ..PageText::default()
        };
        assert!(!mend(&mut page(&["完成亿元", "完成亿元"]), &line));
        assert!(!mend(&mut page(&["完成"]), &line));
    }

    #[test]
    fn a_file_that_cannot_be_read_again_gives_pages_up() {
        let piece = page::Piece::Paragraph("完成亿元".to_owned());
        let mut pages = vec![PageText { number: 1, pieces: vec![piece.clone()], unreadable: false }; 2];
        pages[1].number = 2;
        put_back(b"not a PDF", &mut pages, &[2]);
        assert_eq!((pages[0].pieces.len(), pages[1].pieces.len(), pages[1].unreadable), (1, 0, true));
    }
}
