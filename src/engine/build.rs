//! From judged claims to the ledger: places, quotes, stable ids, copies.
//!
//! This module must not know patterns or arithmetic.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::choose::Judged;
use super::cover::cover;
use super::parts::results_in_percent;
use super::shown::{operands, stated, times};
use crate::claim::{Block, Page};
use crate::document::{BlockKind, Document, Place};
use crate::ledger::{
    Accounted, Claim, ClaimOperand, Copies, Coverage, Detail, Lines, Note, Report, Telling, Unclaimed, Use,
    may_be_raised,
};
use crate::rule::{Pack, Slot};
use crate::verdict::{Severity, Verdict};
use crate::work;

/// A report being put together.
pub(crate) struct Builder<'t> {
    document: &'t Document,
    blocks: &'t [Block<'t>],
    /// Words that name nothing.
    trim: &'t [String],
    detail: Detail,
    report: Report,
    /// What the claims tell of the habit of rounding that are counted only.
    telling: Telling,
    ordinals: HashMap<String, usize>,
    /// By the rule's place in the pack, where the claims stand that are counted only, since its last id.
    unnamed: FxHashMap<usize, Vec<Range<usize>>>,
    /// The last place that was asked for: its byte, its line and the characters before it there.
    last: (usize, usize, usize),
    /// For each block so far, which of the report's figures are its own, and whether it has any figure at all.
    counted: Vec<(Range<usize>, bool)>,
}

impl<'t> Builder<'t> {
    pub(crate) fn new(document: &'t Document, blocks: &'t [Block<'t>], pack: &'t Pack) -> Builder<'t> {
        Builder {
            document,
            blocks,
            trim: &pack.context.indicator_trim,
            detail: Detail::Everything,
            report: Report::default(),
            telling: Telling::default(),
            ordinals: HashMap::new(),
            unnamed: FxHashMap::default(),
            last: (0, 1, 0),
            counted: Vec::new(),
        }
    }

    /// The same builder, for a report that tells so much.
    pub(crate) fn telling(self, detail: Detail) -> Builder<'t> {
        Builder { detail, ..self }
    }

    /// Adds the claims of a block.
    pub(crate) fn add(&mut self, page: &Page<'_>, claims: Vec<Judged<'_>>) {
        let first = self.report.figures.len();
        for (number, used) in cover(page, &claims) {
            let Some(mention) = page.mentions.get(number) else { continue };
            let span = page.block.start + mention.start..page.block.start + mention.end;
            self.report.figures.push(Accounted { span, used });
            if used == Use::Unclaimed && self.detail == Detail::Everything {
                self.unclaimed(page, number);
            }
        }
        self.counted.push((first..self.report.figures.len(), !page.mentions.is_empty()));
        for judged in claims {
            if self.detail == Detail::Findings && is_quiet(&judged) {
                self.count(page, &judged);
            } else {
                let claim = self.claim(page, judged);
                self.report.claims.push(claim);
            }
        }
    }

    /// Counts a claim of which no more is to be told.
    fn count(&mut self, page: &Page<'_>, judged: &Judged<'_>) {
        *self.report.untold.entry(judged.judgement.verdict).or_default() += 1;
        self.telling.hear_of(&judged.judgement, || results_in_percent(page, judged));
        let local = without_space(page, judged.candidate.span.clone());
        let span = page.block.start + local.start..page.block.start + local.end;
        self.unnamed.entry(judged.order).or_default().push(span);
    }

    /// Adds the claims of a table at the block of its first figure; the blocks of its other figures add nothing.
    pub(crate) fn add_table(&mut self, table: Option<(Page<'_>, Vec<Judged<'_>>)>) {
        match table {
            Some((page, claims)) => self.add(&page, claims),
            None => self.counted.push((self.report.figures.len()..self.report.figures.len(), false)),
        }
    }

    /// Adds a block that repeats an earlier one: its figures count as they did there, and nothing is listed again.
    pub(crate) fn add_copy(&mut self, original: usize) {
        // Lines repeat one another whatever white space stands before them.
        let indent = |text: &str| text.len() - text.trim_start().len();
        let start =
            |number: usize| self.blocks.get(number).map_or(0, |block| block.start + indent(block.text));
        let (own, from) = (start(self.counted.len()), start(original));
        let (range, any) = self.counted.get(original).cloned().unwrap_or_default();
        let there = |at: usize| at.saturating_sub(from) + own;
        let figures = self.report.figures.get(range).unwrap_or_default();
        let copied = |figure: &Accounted| Accounted {
            span: there(figure.span.start)..there(figure.span.end),
            used: figure.used,
        };
        // A table counts all its figures at its first cell: one that is repeated in part has others, or none, at these places.
        let text = |figure: &Accounted| self.document.text.get(figure.span.clone());
        let copies = figures.iter().map(|figure| (text(figure), copied(figure)));
        let figures: Vec<Accounted> = copies
            .filter(|(original, copy)| original.is_some() && *original == text(copy))
            .map(|(_, copy)| copy)
            .collect();
        let first = self.report.figures.len();
        self.report.figures.extend(figures);
        self.counted.push((first..self.report.figures.len(), any));
    }

    /// A note for each copied stretch that has a figure in it.
    pub(crate) fn copies(&self, copies: &Copies, blocks: &[Block<'_>]) -> Vec<Note> {
        let lines = |range: Range<usize>| {
            let mut range = blocks.get(range)?.iter().map(|block| block.line);
            let first = range.next()?;
            Some(Lines { first, last: range.next_back().unwrap_or(first) })
        };
        let counted = |range: &Range<usize>| {
            self.counted.get(range.clone()).is_some_and(|blocks| blocks.iter().any(|(_, figures)| *figures))
        };
        let stretches = copies.ranges().into_iter().filter(|(copy, _)| counted(copy));
        let note = |(copy, of)| Some(Note::Copy { lines: lines(copy)?, of: lines(of)? });
        stretches.filter_map(note).collect()
    }

    /// The report, and what claims that are not in it tell of the habit of rounding.
    pub(crate) fn finish(mut self) -> (Report, Telling) {
        self.report.figures.sort_by_key(|figure| figure.span.start);
        self.report.coverage = Coverage::of(&self.report.figures);
        (self.report, self.telling)
    }

    fn unclaimed(&mut self, page: &Page<'_>, number: usize) {
        let Some(mention) = page.mentions.get(number) else { return };
        let span = page.block.start + mention.start..page.block.start + mention.end;
        let text = self.document.text.get(span.clone()).unwrap_or("").to_owned();
        let (line, column) = self.position(page, mention.start);
        let place = self.place(page, number);
        self.report.unclaimed.push(Unclaimed { span, line, column, place, text });
    }

    pub(crate) fn claim(&mut self, page: &Page<'_>, judged: Judged<'_>) -> Claim {
        let local = without_space(page, judged.candidate.span.clone());
        let span = page.block.start + local.start..page.block.start + local.end;
        let quote = self.document.text.get(span.clone()).unwrap_or("").to_owned();
        let severity = severity(&judged);
        let operands = operands(page, &judged);
        let (line, column) = self.position(page, local.start);
        Claim {
            id: self.id(judged.order, &judged.rule.info.full_id(), &quote),
            rule: Arc::clone(&judged.rule.info),
            indicator: judged.candidate.subject.name(page, self.trim),
            equation: judged.equation.0.clone(),
            span,
            line,
            column,
            place: self.place(page, judged.anchor),
            quote,
            operands,
            judgement: judged.judgement,
            severity,
            copy_of: None,
        }
    }

    /// The heading that the document begins with, as places name it.
    pub(crate) fn title(&self) -> Option<String> {
        self.blocks.iter().find(|block| !block.text.trim().is_empty())?.title.map(shortened)
    }

    /// The sections that a page stands in, the outermost first: the blocks of their headings.
    pub(crate) fn sections(&self, page: &Page<'_>) -> Vec<usize> {
        let mut sections = Vec::new();
        let mut next = page.block.section;
        while let Some((number, block)) = next.and_then(|number| Some((number, self.blocks.get(number)?))) {
            sections.push(number);
            next = block.section;
        }
        sections.reverse();
        sections
    }

    /// Whether a page is a cell of a table.
    pub(crate) fn is_cell(&self, page: &Page<'_>) -> bool {
        let block = self.document.blocks.get(page.block.source);
        block.is_some_and(|block| matches!(block.kind, BlockKind::Cell { .. }))
    }

    /// Whether a page stands in the flow of the text: no cell, no note.
    pub(crate) fn flows(&self, page: &Page<'_>) -> bool {
        let block = self.document.blocks.get(page.block.source);
        block.is_some_and(|block| !matches!(block.kind, BlockKind::Cell { .. } | BlockKind::Note(_)))
    }

    /// Where a mention stands, under which headings.
    pub(crate) fn place(&self, page: &Page<'_>, mention: usize) -> Place {
        let Some(source) = self.document.blocks.get(page.source(mention)) else { return Place::default() };
        let mut place = self.document.place(source);
        if place.note.is_none() && place.cell.is_none() && place.table.is_none() {
            place.paragraph = Some(page.block.number);
        }
        let mut under = page.block.under;
        while let Some(block) = under.and_then(|number| self.blocks.get(number)) {
            place.headings.extend(block.title.map(shortened));
            under = block.under;
        }
        place.headings.reverse();
        place.headings.extend(page.block.title.filter(|_| !page.block.heading).map(shortened));
        place
    }

    /// The 1-based line and column of a byte of a block, counted on from the last one asked for where that lies in it.
    fn position(&mut self, page: &Page<'_>, at: usize) -> (usize, usize) {
        let at = page.block.start + at;
        let (from, line, before) = match self.last {
            last if (page.block.start..=at).contains(&last.0) => last,
            _ => (page.block.start, page.block.line, self.before(page.block.start)),
        };
        let part = self.document.text.get(from..at).unwrap_or("");
        work::steps(part.len());
        let lines = part.matches('\n').count();
        let chars = part.rsplit('\n').next().unwrap_or(part).chars().count();
        let (line, before) = (line + lines, if lines == 0 { before + chars } else { chars });
        self.last = (at, line, before);
        (line, before + 1)
    }

    /// How many characters of its line stand before a byte: a block may begin behind the mark of a list.
    fn before(&self, at: usize) -> usize {
        let text = self.document.text.get(..at).unwrap_or("");
        let line = text.rsplit('\n').next().unwrap_or(text);
        work::steps(line.len());
        line.chars().count()
    }

    /// A claim on two mentions of one indicator: the first stands elsewhere.
    pub(crate) fn repeat(&mut self, page: &Page<'_>, judged: Judged<'_>, mut first: ClaimOperand) -> Claim {
        let of_first = judged.judgement.intervals.get(first.slot).and_then(|all| all.first()).copied();
        first.interval = of_first.and_then(|interval| times(interval, first.factor));
        let named = judged.equation.1.slots();
        let mut claim = self.claim(page, judged);
        claim.operands.retain(|operand| named.contains(&operand.slot));
        if let Some(unstated) = claim.operands.iter_mut().find(|operand| operand.slot == first.slot) {
            *unstated = first;
        }
        claim
    }

    /// A figure as an operand of a slot, with its own place, to be shown in a claim that stands elsewhere.
    pub(crate) fn shown(
        &self,
        page: &Page<'_>,
        slot: &Slot,
        number: usize,
        mention: usize,
    ) -> Option<ClaimOperand> {
        let stands = (page.mentions.get(mention)?, page.given(mention).unwrap_or(""));
        let shown = stated(page, slot, number, stands, None);
        Some(ClaimOperand { place: Some(self.place(page, mention)), ..shown })
    }

    /// Stable under unrelated edits: a digest of rule, quote without white space, and ordinal among equals. `order` is
    /// the rule's place in the pack.
    fn id(&mut self, order: usize, rule: &str, quote: &str) -> String {
        for span in self.unnamed.remove(&order).unwrap_or_default() {
            let quote = self.document.text.get(span).unwrap_or("");
            self.ordinal(key(rule, quote));
        }
        let key = key(rule, quote);
        let ordinal = self.ordinal(key.clone());
        let digest = Sha256::digest(format!("{key}\n{ordinal}").as_bytes());
        digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }

    /// The how manieth this claim of its key is.
    fn ordinal(&mut self, key: String) -> usize {
        let ordinal = self.ordinals.entry(key).or_insert(0);
        *ordinal += 1;
        *ordinal
    }
}

/// What tells a claim from others: its rule, and its quote without white space.
fn key(rule: &str, quote: &str) -> String {
    let spelled = |c: &char| !c.is_whitespace();
    let quote: String = match is_nfc_quick(quote.chars()) {
        IsNormalized::Yes => quote.chars().filter(spelled).collect(),
        _ => quote.nfc().filter(spelled).collect(),
    };
    format!("{rule}\n{quote}")
}

/// Whether a claim is no finding, and will be none whatever the whole document shows.
fn is_quiet(judged: &Judged<'_>) -> bool {
    severity(judged).is_none() && !may_be_raised(judged.judgement.verdict)
}

/// A heading may be given with this many characters of it.
const HEADING_CHARS: usize = 60;

fn shortened(heading: &str) -> String {
    match heading.char_indices().nth(HEADING_CHARS) {
        Some((at, _)) => heading.get(..at).unwrap_or(heading).to_owned() + "…",
        None => heading.to_owned(),
    }
}

/// A stretch without the white space it begins with: a sentence that begins a line is not on the line before.
fn without_space(page: &Page<'_>, stretch: Range<usize>) -> Range<usize> {
    let text = page.block.text.get(stretch.clone()).unwrap_or("");
    stretch.start + (text.len() - text.trim_start().len())..stretch.end
}

/// The rule's severity replaces that of a contradiction; everything milder keeps its own.
fn severity(judged: &Judged<'_>) -> Option<Severity> {
    let own = judged.judgement.severity?;
    let mismatch = judged.judgement.verdict == Verdict::Inconsistent;
    Some(match (judged.rule.forced, judged.rule.severity) {
        (Some(forced), _) if mismatch => forced,
        (Some(forced), _) => own.min(forced),
        (None, Some(demanded)) if mismatch => own.min(demanded),
        (None, _) => own,
    })
}
