//! How far from its page text may stand: the library lays a page out on a grid as wide as its text reaches, and a file of a
//! thousand bytes could ask for all the memory there is.
//!
//! This module must not know what the text says.

use unpdf::parser::backend::RawBackend;
use unpdf::parser::{LayoutAnalyzer, TextSpan};

use super::WHAT;
use crate::document::ReadError;

/// Text that stands farther from the corner of its page than this, or is longer, in points, is no text of a report: the
/// largest page that a PDF may have is 14,400 points wide.
const FAR: u64 = 1_000_000;

/// Refuses a file with text that stands too far from its page. A page that cannot be read here is left to the reader
/// itself.
pub(super) fn all_near(bytes: &[u8], pages: u32) -> Result<(), ReadError> {
    let Ok(backend) = RawBackend::load_bytes(bytes) else { return Ok(()) };
    let analyzer = LayoutAnalyzer::new(&backend);
    for page in 1..=pages {
        let spans = analyzer.extract_page_spans(page).unwrap_or_default();
        if !spans.iter().all(is_near) {
            let detail = format!("text on page {page} stands miles away from it");
            return Err(ReadError::Damaged { what: WHAT, detail });
        }
    }
    Ok(())
}

/// Whether a stretch of text is near its page, and no longer or higher than far. Where its width is not measured, the
/// library takes it from the characters.
fn is_near(span: &TextSpan) -> bool {
    let chars = u64::try_from(span.text.chars().count()).unwrap_or(u64::MAX);
    let estimate = points(span.font_size).saturating_mul(chars);
    let lengths = [span.x, span.y, span.width, span.ink_width.unwrap_or(0.0)].map(points);
    lengths.into_iter().chain([estimate]).all(|length| length <= FAR)
}

/// Whole points, whichever way they go; what is no number is as far as can be.
fn points(length: f32) -> u64 {
    if length.is_nan() { u64::MAX } else { length.abs() as u64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_near_or_miles_away() {
        let span = |x: f32, size: f32| TextSpan::new("完成36件".to_owned(), x, 700.0, size, "F".to_owned());
        assert!(is_near(&span(72.0, 12.0)) && is_near(&span(-14_400.0, 96.0)));
        // A thousand kilometres; no number; letters as high as that.
        assert!(!is_near(&span(3e9, 12.0)) && !is_near(&span(f32::NAN, 12.0)));
        assert!(!is_near(&span(72.0, f32::INFINITY)) && !is_near(&span(72.0, 300_000.0)));
    }
}
