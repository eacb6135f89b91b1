//! Mutation: whether a pack's rules can tell a true sentence from one that is a digit off.
//!
//! Every figure of every example that holds is moved just past the edge of what the other figures allow, and the
//! rule must object; then just within it, and the rule must not. A change that goes unnoticed survives. This module
//! must not know any particular pack.
//!
//! What counts as an objection depends on the pattern. One that may accuse has to accuse: a claim that is no longer
//! made, or is left open, would let the wrong figure through. One that is `confirm-only` never accuses; it
//! objects by no longer confirming these figures with this equation. So a list of parts that falls back on the rule's
//! weaker equation, or that adds up without the changed figure, has noticed the change.

mod edges;
mod reprint;

use std::ops::Range;

use super::choose::{self, Judged};
use super::table::Tables;
use super::{check_document, examples, judged, operands};
use crate::claim::{self, Page};
use crate::document::{Document, Limits};
use crate::exact::Exact;
use crate::ledger::{Claim, Localized};
use crate::mention::Mention;
use crate::rule::spec::Example;
use crate::rule::{Pack, Rule};
use crate::verdict::Verdict;
use edges::{Figure, is_weaker};

/// What came of changing the figures of a pack's examples.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mutation {
    /// How many changes were tried.
    pub tried: usize,
    /// How many of them the rules answered as they should.
    pub killed: usize,
    /// The others.
    pub survivors: Vec<Survivor>,
    /// Figures that were not changed.
    pub skipped: Vec<Skipped>,
    /// Explanations in the pack for which there is no survivor.
    pub stale: Vec<Stale>,
}

/// A change that a rule did not answer as it should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survivor {
    /// The rule's id.
    pub rule: String,
    /// The example's text.
    pub text: String,
    /// The role of the figure.
    pub operand: String,
    /// The figure as the example prints it.
    pub from: String,
    /// What it was changed to; `None` when no change of the figure turns the claim.
    pub to: Option<String>,
    /// What should have happened.
    pub expected: Expectation,
    /// The claim that was found; `None` when there was none any more.
    pub found: Option<String>,
    /// The pack's explanation.
    pub why: Option<Localized>,
}

/// What a change of a figure must bring about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expectation {
    /// The claim no longer holds.
    Turn,
    /// The claim holds as before.
    Hold,
}

/// A figure that was not changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The rule's id.
    pub rule: String,
    /// The example's text.
    pub text: String,
    /// The role of the figure.
    pub operand: String,
    /// As printed.
    pub printed: String,
    /// Why not.
    pub why: Skip,
}

/// Why a figure was not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skip {
    /// A figure of the claim is hedged, so that its edges are not where arithmetic alone puts them.
    Hedged,
    /// It is not written in plain digits (一千二百, 1/5).
    NotDigits,
    /// It is a date or a period, whose days were counted.
    Date,
}

/// An explanation in a pack for a survivor that there is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// The rule's id.
    pub rule: String,
    /// The example's text.
    pub text: String,
    /// The role it names.
    pub operand: String,
    /// The value it names.
    pub to: Option<String>,
}

impl Mutation {
    /// The survivors for which the pack has no explanation.
    pub fn unexplained(&self) -> impl Iterator<Item = &Survivor> {
        self.survivors.iter().filter(|survivor| survivor.why.is_none())
    }
}

/// Changes the figures of a pack's examples one at a time and sees what its rules say.
///
/// ```
/// let pack = gouji::Pack::builtin("zh-report")?;
/// let mutation = gouji::mutate(&pack);
/// assert_eq!(mutation.tried, mutation.killed + mutation.survivors.len());
/// # Ok::<(), gouji::PackError>(())
/// ```
pub fn mutate(pack: &Pack) -> Mutation {
    let mut mutation = Mutation::default();
    for rule in pack.rules() {
        for example in rule.examples() {
            let text = example.source();
            let mut run = Run { pack, rule, example, text, mutation: Mutation::default() };
            run.example();
            run.explain();
            mutation.add(run.mutation);
        }
    }
    mutation
}

impl Mutation {
    fn add(&mut self, other: Mutation) {
        self.tried += other.tried;
        self.killed += other.killed;
        self.survivors.extend(other.survivors);
        self.skipped.extend(other.skipped);
        self.stale.extend(other.stale);
    }
}

/// One example of one rule.
struct Run<'p> {
    pack: &'p Pack,
    rule: &'p Rule,
    example: &'p Example,
    /// The whole example, a table among it.
    text: String,
    mutation: Mutation,
}

/// One figure of a claim, in the text of its example.
struct Target {
    role: String,
    /// Where it stands, in bytes of the text.
    span: Range<usize>,
    decimals: u32,
    /// Where the figures of its claim begin.
    figures: Vec<usize>,
    confirm_only: bool,
    /// The claim holds by the rule's weaker equation only.
    weaker: bool,
}

impl Run<'_> {
    fn example(&mut self) {
        if self.example.expect.is_empty() {
            return;
        }
        let document = examples::document(self.example, &self.text);
        let (pages, tables) = pages(&document, self.pack);
        for page in &pages {
            self.page(page, &judged(page, self.pack));
        }
        for (page, judged) in tables.all() {
            self.page(&page, &judged);
        }
    }

    fn page(&mut self, page: &Page<'_>, judged: &[Judged<'_>]) {
        for judged in judged {
            if judged.rule.info.id == self.rule.info.id && choose::holds(&judged.judgement) {
                self.claim(page, judged);
            }
        }
    }

    fn claim(&mut self, page: &Page<'_>, judged: &Judged<'_>) {
        let readings = operands::readings(page, self.rule, &judged.candidate);
        let mentions = figures_of(judged, &edges::judged_slots(judged, &readings));
        let hedged = mentions.iter().any(|m| page.mentions.get(*m).is_some_and(|m| m.hedge.is_some()));
        for number in mentions {
            let Some(mention) = page.mentions.get(number) else { continue };
            let target = self.target(page, judged, number, mention);
            let figure = Figure {
                rule: self.rule,
                readings: &readings,
                places: edges::places(judged, &page.mentions, number),
                weaker: target.weaker,
                confirm_only: target.confirm_only,
            };
            match figure.steps().filter(|steps| self.can_print(&target, mention, *steps)) {
                _ if hedged => self.skip(&target, Skip::Hedged),
                None if mention.dates.is_some() => self.skip(&target, Skip::Date),
                None => self.skip(&target, Skip::NotDigits),
                Some(steps) => self.figure(&target, &figure, steps),
            }
        }
    }

    fn target(&self, page: &Page<'_>, judged: &Judged<'_>, number: usize, mention: &Mention) -> Target {
        let slots = &judged.candidate.slots;
        let slot = slots.iter().position(|binding| binding.mentions.contains(&number));
        let role = slot.and_then(|slot| self.rule.slots.get(slot)).map(|slot| slot.role.clone());
        Target {
            role: role.unwrap_or_default(),
            span: page.block.start + mention.start..page.block.start + mention.end,
            decimals: mention.figure.map_or(0, |figure| figure.decimals),
            figures: page.starts(&all_figures(judged)),
            confirm_only: judged.candidate.confirm_only,
            weaker: is_weaker(self.rule, judged.equation),
        }
    }

    /// Whether the figure's format was understood.
    fn can_print(&self, target: &Target, mention: &Mention, steps: i128) -> bool {
        let printed = self.printed(target);
        mention.figure.is_some()
            && reprint::reprint(printed, steps, target.decimals).as_deref() == Some(printed)
    }

    fn printed(&self, target: &Target) -> &str {
        self.text.get(target.span.clone()).unwrap_or("")
    }

    fn skip(&mut self, target: &Target, why: Skip) {
        let printed = self.printed(target).to_owned();
        let (rule, text) = (self.rule.info.id.clone(), self.text.clone());
        self.mutation.skipped.push(Skipped { rule, text, operand: target.role.clone(), printed, why });
    }

    fn figure(&mut self, target: &Target, figure: &Figure<'_>, steps: i128) {
        let edges = figure.edges();
        // One number in two roles (发现并整改61处) cancels out; any other must matter somewhere.
        if edges.is_empty() && figure.places.len() == 1 {
            self.mutation.tried += 1;
            self.survive(target, None, Expectation::Turn, None);
        }
        for edge in edges {
            self.attempt(target, edge.outside, Expectation::Turn);
            if edge.inside != steps {
                self.attempt(target, edge.inside, Expectation::Hold);
            }
        }
    }

    /// Changes the figure, checks the text again and compares.
    fn attempt(&mut self, target: &Target, steps: i128, expected: Expectation) {
        let Some(value) = reprint::reprint(self.printed(target), steps, target.decimals) else { return };
        let mut text = self.text.clone();
        text.replace_range(target.span.clone(), &value);
        let document = examples::document(self.example, &text);
        let report = check_document(&document, self.pack);
        let moved = |start: &usize| {
            if *start > target.span.start { start + value.len() - target.span.len() } else { *start }
        };
        let figures: Vec<usize> = target.figures.iter().map(moved).collect();
        let same_rule = |claim: &&Claim| claim.rule.id == self.rule.info.id;
        let here: Vec<&Claim> = report.claims.iter().filter(same_rule).filter(|c| c.has(target)).collect();
        let claim = here.iter().find(|claim| claim.figures() == figures);
        self.mutation.tried += 1;
        let read = is_read(&document, self.pack, target.span.start, value.len(), steps);
        if read && answered(self.rule, target, expected, claim.copied(), &here) {
            self.mutation.killed += 1;
        } else {
            let found = claim.or(here.first()).map(|claim| examples::describe(claim));
            self.survive(target, Some(value), expected, found);
        }
    }

    fn survive(&mut self, target: &Target, to: Option<String>, expected: Expectation, found: Option<String>) {
        self.mutation.survivors.push(Survivor {
            rule: self.rule.info.id.clone(),
            text: self.text.clone(),
            operand: target.role.clone(),
            from: self.printed(target).to_owned(),
            to,
            expected,
            found,
            why: None,
        });
    }

    /// Gives each survivor the pack's explanation, and lists those explanations that explain nothing.
    fn explain(&mut self) {
        for entry in &self.example.survives {
            let meant = |survivor: &&mut Survivor| {
                survivor.operand == entry.operand && (entry.to.is_none() || survivor.to == entry.to)
            };
            let mut used = false;
            for survivor in self.mutation.survivors.iter_mut().filter(meant) {
                survivor.why = Some(Localized(entry.why.clone()));
                used = true;
            }
            if !used {
                self.mutation.stale.push(Stale {
                    rule: self.rule.info.id.clone(),
                    text: self.text.clone(),
                    operand: entry.operand.clone(),
                    to: entry.to.clone(),
                });
            }
        }
    }
}

/// The pages of a document, and its tables.
fn pages<'t, 'p>(document: &'t Document, pack: &'p Pack) -> (Vec<Page<'t>>, Tables<'t, 'p>) {
    let blocks = claim::blocks(document, pack);
    let told = claim::Told::default();
    let tables = Tables::read(document, &blocks, told, pack, &Limits::default());
    let prose = blocks.into_iter().filter(|block| !tables.takes(block.source));
    (prose.map(|block| claim::read(block, told, pack)).collect(), tables)
}

/// Whether a changed figure is read as what it was changed to: one that is not is objected to for no good reason.
fn is_read(document: &Document, pack: &Pack, start: usize, length: usize, steps: i128) -> bool {
    let value = |mention: &Mention| {
        let figure = mention.figure?;
        figure.value.abs()?.div(figure.place)
    };
    let reads = |page: &Page<'_>| {
        let here = |m: &Mention| page.block.start + m.start == start && m.end - m.start == length;
        page.mentions.iter().any(|mention| here(mention) && value(mention) == Some(Exact::whole(steps)))
    };
    let (pages, tables) = pages(document, pack);
    pages.iter().any(&reads) || tables.all().any(|(page, _)| reads(&page))
}

/// Whether a rule did what a change must bring about. `same` is its claim over the same figures, `here` are all of
/// its claims that have the changed figure in the same role.
fn answered(
    rule: &Rule,
    target: &Target,
    expected: Expectation,
    same: Option<&Claim>,
    here: &[&Claim],
) -> bool {
    let stands = same.is_some_and(|claim| {
        let fell_back = rule.or_else.as_ref().is_some_and(|weaker| weaker.0 == claim.equation);
        choose::holds(&claim.judgement) && (target.weaker || !fell_back)
    });
    match expected {
        Expectation::Hold => stands,
        Expectation::Turn if target.confirm_only => !stands,
        Expectation::Turn => !stands && here.iter().any(|claim| accuses(claim)),
    }
}

fn accuses(claim: &Claim) -> bool {
    let verdict = claim.judgement.verdict;
    matches!(verdict, Verdict::Truncated | Verdict::RoundedUp | Verdict::Inconsistent)
}

impl Claim {
    /// Where its figures begin, in order, each once.
    fn figures(&self) -> Vec<usize> {
        let stated = self.operands.iter().filter(|operand| operand.value.is_some());
        sorted(stated.filter_map(|operand| Some(operand.span.as_ref()?.start)).collect())
    }

    /// Whether it has a figure where the changed one stands, in the same role.
    fn has(&self, target: &Target) -> bool {
        let here = |span: &Range<usize>| span.start == target.span.start;
        self.operands.iter().any(|o| o.role == target.role && o.span.as_ref().is_some_and(here))
    }
}

impl Page<'_> {
    /// Where mentions begin in the document, in order, each once.
    fn starts(&self, mentions: &[usize]) -> Vec<usize> {
        let figures = mentions.iter().filter_map(|m| self.mentions.get(*m)).filter(|m| m.figure.is_some());
        sorted(figures.map(|m| self.block.start + m.start).collect())
    }
}

fn all_figures(judged: &Judged<'_>) -> Vec<usize> {
    judged.candidate.slots.iter().flat_map(|binding| binding.mentions.iter().copied()).collect()
}

/// The mentions bound to some slots, each once.
fn figures_of(judged: &Judged<'_>, slots: &[usize]) -> Vec<usize> {
    let bound = slots.iter().filter_map(|slot| judged.candidate.slots.get(*slot));
    sorted(bound.flat_map(|binding| binding.mentions.iter().copied()).collect())
}

fn sorted(mut numbers: Vec<usize>) -> Vec<usize> {
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}
