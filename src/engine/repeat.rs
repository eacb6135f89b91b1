//! Repeats in the engine: from what the rules of kind `repeat` offer to subjects, and from two mentions to a verdict.
//!
//! Such a rule finds one mention at a time; its equation holds two of them against each other, or one against the cell of
//! a table. This module must not know patterns.

use rustc_hash::FxHashMap;

use super::build::Builder;
use super::cells::{Cells, Listed};
use super::choose::Judged;
use super::contradiction::{contradiction, slot, stated};
use super::operands;

use crate::claim::{self, Candidate, Offer, Page, Period, Stretch};
use crate::ledger::{Claim, FirstMention, Repeats, Subject};
use crate::mention::Mention;
use crate::rule::spec::Within;
use crate::rule::{Rule, SlotType};
use crate::verdict::Verdict;

/// The kind of rule that this module runs.
pub(crate) const KIND: &str = "repeat";

/// What was mentioned so far in a document, and under which heading the text stands.
#[derive(Debug, Default)]
pub(crate) struct Mentioned {
    heading: String,
    /// For each rule by its place in the pack, whether that heading says what it does not want to hear, once asked.
    elsewhere: FxHashMap<usize, bool>,
    /// The period of a paragraph that names none.
    periods: Vec<String>,
    /// The same as one, if it is one.
    opening: Option<Period>,
    repeats: Repeats,
    cells: Cells,
}

impl Mentioned {
    /// Nothing so far, in a document with these cells.
    pub(crate) fn beside(cells: Cells) -> Mentioned {
        Mentioned { cells, ..Mentioned::default() }
    }

    /// Notes that a block is of a table: the text before it may say of what time it is.
    pub(crate) fn meet(&mut self, table: usize) {
        self.cells.meet(table, self.opening);
    }

    /// Takes in a block and what the rules offer for it.
    pub(crate) fn read(&mut self, page: &Page<'_>, offers: Vec<Offer<'_>>, builder: &mut Builder<'_>) {
        if page.block.heading {
            // A heading is to be read like what stands before a colon: 城关镇 as 城关镇：….
            self.heading = crate::rule::alphabet::folded(page.block.text, false) + ":";
            self.elsewhere.clear();
        }
        if let Some((periods, dates)) = claim::opening_periods(page).filter(|_| !builder.is_cell(page)) {
            self.periods = periods;
            self.opening = Period::of(dates);
        }
        let mut listed = Listed::new();
        for offer in offers {
            if !offer.rule.names_cells() {
                let _ = self.take(page, offer, builder);
            } else if builder.flows(page) {
                let _ = self.cells.hear(page, offer, self.opening, &mut listed, builder);
            }
        }
    }

    /// Every contradiction, in the order of the text.
    pub(crate) fn claims(self) -> Vec<Claim> {
        let mut claims = self.repeats.claims();
        claims.extend(self.cells.claims());
        claims
    }

    fn take(&mut self, page: &Page<'_>, offer: Offer<'_>, builder: &mut Builder<'_>) -> Option<()> {
        let Offer { rule, order, anchor, candidates } = offer;
        let candidate = candidates.into_iter().find(|candidate| candidate.reason.is_none())?;
        let (here, before) = (slot(rule, "mention")?, slot(rule, "first_mention")?);
        let number = *candidate.slots.get(here)?.mentions.first()?;
        let mention = page.mentions.get(number).filter(|mention| mention.hedge.is_none())?;
        if self.elsewhere(rule, order) {
            return None;
        }
        let mut subject = subject(page, rule, &candidate, number, mention)?;
        if subject.periods.is_empty() {
            subject.periods.clone_from(&self.periods);
        }
        let bound = operands::readings(page, rule, &candidate).into_iter().next()?;
        let operand = stated(&bound, here)?;
        let shown = builder.shown(page, rule.slots.get(before)?, before, number)?;
        let first = self.repeats.meet(&subject, FirstMention { operand, shown })?;
        let judgement = contradiction(rule, bound, here, before, first.operand, &[Verdict::Inconsistent])?;
        let equation = rule.equations.first()?;
        let judged = Judged { rule, order, anchor, candidate, equation, judgement };
        let claim = builder.repeat(page, judged, first.shown);
        self.repeats.contradict(&subject, operand.value, claim);
        Some(())
    }

    /// Whether the heading says what a rule does not want to hear in the paragraph.
    fn elsewhere(&mut self, rule: &Rule, order: usize) -> bool {
        let heading = Stretch::all(&self.heading);
        let mut guards = rule.guards.iter().filter(|guard| guard.within == Within::Paragraph);
        *self
            .elsewhere
            .entry(order)
            .or_insert_with(|| guards.any(|guard| heading.holds(guard.words.program())))
    }
}

/// The words that the rule took, the family of the unit and the periods of the sentence.
fn subject(
    page: &Page<'_>,
    rule: &Rule,
    candidate: &Candidate,
    number: usize,
    mention: &Mention,
) -> Option<Subject> {
    let words = rule.slots.iter().zip(&candidate.slots).filter(|(slot, _)| slot.accepts == SlotType::Word);
    let text = |range: &std::ops::Range<usize>| page.skeleton.text.get(range.clone()).unwrap_or("");
    let name: Vec<&str> = words.map(|(_, binding)| binding.word.as_ref().map_or("", text)).collect();
    Some(Subject {
        rule: rule.info.full_id(),
        name: name.join(" "),
        family: mention.unit.as_ref()?.family.to_string(),
        periods: claim::periods(page, number)?,
    })
}
