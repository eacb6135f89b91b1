//! The stages of a check one at a time, for the benchmarks under `benches/`; no promise to anybody else.
//!
//! This module calls the rooms in their order, as the engine does. It must not decide anything.

use crate::claim::{self, Block, Page, Skeleton, Told};
use crate::document::Document;
use crate::rule::Pack;

/// A document with what each stage needs of the stages before it.
pub struct Stages<'t> {
    pack: &'t Pack,
    pages: Vec<Page<'t>>,
}

impl<'t> Stages<'t> {
    /// Runs the stages once.
    pub fn new(document: &'t Document, pack: &'t Pack) -> Stages<'t> {
        let blocks = claim::blocks(document, pack);
        let read = |block: Block<'t>| claim::read(block, Told::default(), pack);
        Stages { pack, pages: blocks.into_iter().map(read).collect() }
    }

    /// Reads the mentions of every block: how many there are.
    pub fn mentions(&self) -> usize {
        self.pages.iter().map(|page| self.pack.reader.read(page.block.text).len()).sum()
    }

    /// Writes the skeleton of every block: how many bytes they have.
    pub fn skeletons(&self) -> usize {
        let skeleton =
            |page: &Page<'_>| Skeleton::new(page.block.text, &page.mentions, self.pack.spaces).text.len();
        self.pages.iter().map(skeleton).sum()
    }

    /// Matches the rules in every block: how many readings are offered.
    pub fn matching(&self) -> usize {
        let offered =
            |page| claim::offers(page, self.pack, None).iter().map(|o| o.candidates.len()).sum::<usize>();
        self.pages.iter().map(offered).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_has_something_to_do() {
        let pack = Pack::builtin("zh-report").unwrap();
        let document = Document::plain("完成投资960万元,完成年初任务的80%。");
        let stages = Stages::new(&document, &pack);
        assert_eq!(stages.mentions(), 2);
        assert!(stages.skeletons() > 20 && stages.matching() > 0);
    }
}
