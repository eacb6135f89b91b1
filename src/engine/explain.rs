//! Explanations: what a pack sees in a text, how far each of its rules got, and what stopped it.
//!
//! It watches the run that [`check`](super::check) makes and tells, in names and texts, what became of every pattern. This module must
//! not know languages or output formats.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use super::build::Builder;
use super::choose::{Dropped, Judged};
use super::declare::Declared;
use super::resolve::{self, Advantage};
use super::{Watch, check_document, read, repeat};
use crate::claim::{self, Block, Heads, Misfit, Offer, Page, Partial, Stop, Stopped, Told, Why};
use crate::document::Document;
use crate::ledger::{Claim, Copies, RuleInfo};
use crate::mention::Mention;
use crate::rule::spec::Within;
use crate::rule::{Pack, Pattern, Rule};

/// One line of a text, explained.
#[derive(Debug, Clone)]
pub struct Line {
    /// 1-based.
    pub number: usize,
    /// As it was given.
    pub text: String,
    /// What patterns see, each figure as the name of its sort in `⟨⟩`; empty when there are no figures.
    pub seen: String,
    /// The figures.
    pub mentions: Vec<Mention>,
    /// What became of each rule, in the order of the pack.
    pub rules: Vec<Account>,
}

/// What became of one rule in one line: the claims first, then what got furthest.
#[derive(Debug, Clone)]
pub struct Account {
    /// The rule.
    pub rule: Arc<RuleInfo>,
    /// Its claims and its patterns.
    pub trials: Vec<Trial>,
}

/// What became of one pattern.
#[derive(Debug, Clone)]
pub struct Trial {
    /// The pattern's place in the rule, from 0, and its source; none where the rule was not tried at all.
    pub pattern: Option<(usize, String)>,
    /// The figure on which it was anchored.
    pub anchor: Option<Figure>,
    /// What came of it.
    pub outcome: Outcome,
}

/// A figure or word in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// As printed.
    pub text: String,
    /// 1-based column, in Unicode scalar values.
    pub column: usize,
}

/// What can become of a pattern.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// It made a claim.
    Claim(Box<Claim>),
    /// It made one, but another claim on the same figures won.
    Lost {
        /// The claim it would have been.
        claim: Box<Claim>,
        /// The rule that won.
        to: Arc<RuleInfo>,
        /// By what.
        by: Advantage,
    },
    /// It is too loose to accuse, and the figures do not confirm it.
    Unconfirmed(Box<Claim>),
    /// It matched; the rule holds the figure against others of the text, and none contradicts it here.
    Noted,
    /// So much is not stated that no equation can be solved.
    Unsolved {
        /// Slots without a figure.
        missing: Vec<String>,
    },
    /// A guard keeps silent.
    Silenced {
        /// The guard's words, as the rule writes them.
        words: String,
        /// Where it looks for them.
        within: Within,
        /// What it found.
        found: Figure,
    },
    /// It matched, but a figure does not fit its slot.
    Misfit {
        /// What was matched, as patterns see it.
        matched: String,
        /// The slot.
        slot: String,
        /// The figure.
        figure: Option<Figure>,
        /// Why it does not fit.
        why: Mismatch,
    },
    /// Its elements are not there one after the other.
    Unmatched(Gap),
    /// No figure of the sort it is anchored on.
    NoAnchor {
        /// The slot.
        slot: String,
        /// Its type.
        sorts: String,
    },
    /// None of the texts that it cannot do without.
    NoText {
        /// One of these would do.
        texts: Vec<String>,
    },
    /// The line stands in a section of plans, which the rule does not read.
    Plans,
}

/// How far a pattern got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The elements that are there.
    pub head: String,
    /// How many of them are words.
    pub words: usize,
    /// What they matched, as patterns see it.
    pub matched: String,
    /// The element that is not there.
    pub failed: String,
    /// Texts of which one would have done.
    pub texts: Vec<String>,
    /// What is there instead.
    pub instead: String,
    /// Texts of which the whole pattern needs one, where none is there.
    pub missing: Vec<String>,
}

/// Why a figure does not fit its slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// What is wrong.
    pub fault: Fault,
    /// The slot that it was held against.
    pub other: Option<String>,
    /// What is bound there.
    pub bound: Option<Figure>,
}

/// What is wrong with a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Its unit cannot be compared with the other's.
    Unit,
    /// It has none of the units that the slot takes.
    OtherUnit,
    /// Its name does not share so many characters with the other's.
    Unlike(usize),
    /// Its name shares so many characters with the other's, which it must not.
    Alike(usize),
    /// It is below the other.
    Below,
    /// So few figures where so many are needed.
    TooFew(usize, usize),
    /// So many figures in its row, so many in the other.
    OutOfStep(usize, usize),
}

impl Account {
    /// Whether the rule has something to do with the line: it got as far as a word of a pattern.
    pub fn is_near(&self) -> bool {
        self.trials.iter().any(|trial| trial.outcome.progress() >= (1, 1))
    }

    /// Whether the rule did not read the line at all.
    pub fn is_deaf(&self) -> bool {
        self.trials.iter().all(|trial| matches!(trial.outcome, Outcome::Plans)) && !self.trials.is_empty()
    }
}

impl Outcome {
    /// How far it got: the stage, and how much of that.
    fn progress(&self) -> (usize, usize) {
        match self {
            Outcome::Plans | Outcome::NoText { .. } => (0, 0),
            Outcome::NoAnchor { .. } => (0, 1),
            Outcome::Unmatched(gap) => (1, gap.words),
            Outcome::Misfit { .. } => (2, 0),
            Outcome::Silenced { .. } => (3, 0),
            Outcome::Unsolved { .. } => (4, 0),
            Outcome::Unconfirmed(_) => (5, 0),
            Outcome::Lost { .. } => (6, 0),
            Outcome::Noted => (7, 0),
            Outcome::Claim(_) => (8, 0),
        }
    }
}

/// Explains what the rules of a pack make of a text, or one rule by its id.
///
/// ```
/// let pack = gouji::Pack::builtin("zh-report")?;
/// let lines = gouji::explain::explain("完成投资3亿元。", &pack, Some("completion-of-task"));
/// assert_eq!(lines[0].seen, "完成投资⟨money⟩。");
/// # Ok::<(), gouji::PackError>(())
/// ```
pub fn explain(text: &str, pack: &Pack, rule: Option<&str>) -> Vec<Line> {
    let document = Document::plain(text);
    let blocks = claim::blocks(&document, pack);
    let texts: Vec<&str> = blocks.iter().map(|block| block.text).collect();
    // There is no table here; a rule that wants one is followed as far as that where somebody asks for it.
    let told = Declared::read(&document, &blocks, &Copies::find(&texts), pack).told();
    let told = Told { named_cells: rule.is_some(), ..told };
    let mut explainer =
        Explainer { document: &document, blocks: &blocks, pack, heads: Heads::default(), repeats: None };
    blocks.iter().map(|block| explainer.line(claim::read(*block, told, pack), rule)).collect()
}

/// What was heard of a run.
#[derive(Default)]
struct Notes<'a> {
    stopped: RefCell<Vec<Stopped>>,
    dropped: RefCell<Vec<Dropped<'a>>>,
    lost: RefCell<Vec<(Judged<'a>, Arc<RuleInfo>, Advantage)>>,
}

impl<'a> Watch<'a> for Notes<'a> {
    fn is_there(&self) -> bool {
        true
    }

    fn stopped(&self, stopped: Stopped) {
        self.stopped.borrow_mut().push(stopped);
    }

    fn dropped(&self, dropped: Dropped<'a>) {
        self.dropped.borrow_mut().push(dropped);
    }

    fn lost(&self, claim: Judged<'a>, kept: &[Judged<'a>]) {
        if let Some((winner, by)) = resolve::winner(&claim, kept) {
            let to = Arc::clone(&winner.rule.info);
            self.lost.borrow_mut().push((claim, to, by));
        }
    }
}

/// A text being explained.
struct Explainer<'t, 'p> {
    document: &'t Document,
    blocks: &'t [Block<'t>],
    pack: &'p Pack,
    heads: Heads,
    /// The claims of rules that hold two places of the text against each other, once somebody asked.
    repeats: Option<Vec<Claim>>,
}

impl<'p> Explainer<'_, 'p> {
    fn line(&mut self, page: Page<'_>, only: Option<&str>) -> Line {
        let notes = Notes::default();
        let (claims, offers) = read(&page, self.pack, &notes);
        let view = View { document: self.document, blocks: self.blocks, page: &page, pack: self.pack };
        let mut trials = view.judged_trials(claims, notes.dropped.take(), notes.lost.take());
        trials.extend(offers.iter().filter_map(|offer| view.noted(offer)));
        let stopped = notes.stopped.take();
        let mut rules = Vec::new();
        for (order, rule) in self.pack.rules.iter().enumerate() {
            if only.is_some_and(|id| rule.info.id != id) {
                continue;
            }
            let mut own: Vec<Trial> = trials.extract_if(.., |(at, _)| *at == order).map(|(_, t)| t).collect();
            own.extend(self.repeats(rule, page.block.line));
            let stopped = stopped.iter().filter(|stopped| stopped.order == order);
            own.extend(stopped.filter_map(|stopped| view.stopped(rule, stopped, &mut self.heads)));
            own.extend(view.untried(rule, &mut self.heads));
            own.sort_by_key(|trial| std::cmp::Reverse(trial.outcome.progress()));
            rules.push(Account { rule: Arc::clone(&rule.info), trials: best(own) });
        }
        let seen = page.skeleton.readable(0..page.skeleton.text.len());
        let (number, text) = (page.block.line, page.block.text.to_owned());
        Line { number, text, seen, mentions: page.mentions, rules }
    }

    /// The claims of a rule that compares places of the text, so far as they stand in a line.
    fn repeats(&mut self, rule: &Rule, line: usize) -> Vec<Trial> {
        if rule.info.kind != repeat::KIND {
            return Vec::new();
        }
        let (document, pack) = (self.document, self.pack);
        let claims = self.repeats.get_or_insert_with(|| check_document(document, pack).claims);
        let own = claims.iter().filter(|claim| claim.rule.id == rule.info.id && claim.line == line);
        let trial = |claim: &Claim| Trial {
            pattern: None,
            anchor: None,
            outcome: Outcome::Claim(Box::new(claim.clone())),
        };
        own.map(trial).collect()
    }
}

/// One block, and what is known of it.
struct View<'a> {
    document: &'a Document,
    blocks: &'a [Block<'a>],
    page: &'a Page<'a>,
    pack: &'a Pack,
}

impl<'a> View<'a> {
    /// A place that a rule holds against others.
    fn noted(&self, offer: &Offer<'_>) -> Option<(usize, Trial)> {
        let pattern = offer.candidates.first()?.pattern;
        Some((offer.order, self.trial(offer.rule, pattern, Some(offer.anchor))(Outcome::Noted)))
    }

    /// What was judged, whatever became of it then; with the rule's place in the pack.
    fn judged_trials(
        &self,
        claims: Vec<Judged<'a>>,
        dropped: Vec<Dropped<'a>>,
        lost: Vec<(Judged<'a>, Arc<RuleInfo>, Advantage)>,
    ) -> Vec<(usize, Trial)> {
        let mut trials: Vec<(usize, Trial)> =
            claims.into_iter().map(|judged| self.judged(judged, Outcome::Claim)).collect();
        for (judged, to, by) in lost {
            trials.push(self.judged(judged, |claim| Outcome::Lost { claim, to, by }));
        }
        trials.extend(dropped.into_iter().filter_map(|dropped| self.dropped(dropped)));
        trials
    }

    fn judged(&self, judged: Judged<'a>, outcome: impl FnOnce(Box<Claim>) -> Outcome) -> (usize, Trial) {
        let order = judged.order;
        let trial = self.trial(judged.rule, judged.candidate.pattern, Some(judged.anchor));
        let claim = Builder::new(self.document, self.blocks, self.pack).claim(self.page, judged);
        (order, trial(outcome(Box::new(claim))))
    }

    fn dropped(&self, dropped: Dropped<'a>) -> Option<(usize, Trial)> {
        let (order, anchor, candidate) = match dropped {
            Dropped::Unconfirmed(judged) => return Some(self.judged(*judged, Outcome::Unconfirmed)),
            Dropped::Unsolved { order, anchor, candidate } => (order, anchor, candidate),
        };
        let rule = self.pack.rules.get(order)?;
        let bound = |slot: &usize| {
            candidate.slots.get(*slot).is_some_and(|b| !b.mentions.is_empty() || b.word.is_some())
        };
        let needed = rule.equations.first().map(|(_, equation)| equation.slots()).unwrap_or_default();
        let missing = needed.iter().filter(|slot| !bound(slot)).map(|slot| name(rule, *slot)).collect();
        Some((order, self.trial(rule, candidate.pattern, Some(anchor))(Outcome::Unsolved { missing })))
    }

    fn trial(&self, rule: &Rule, pattern: usize, anchor: Option<usize>) -> impl FnOnce(Outcome) -> Trial {
        let source = rule.patterns.get(pattern).map(|pattern| pattern.source.clone()).unwrap_or_default();
        let anchor = anchor.and_then(|anchor| self.figure(anchor));
        move |outcome| Trial { pattern: Some((pattern, source)), anchor, outcome }
    }

    /// What stopped a pattern that was tried.
    fn stopped(&self, rule: &Rule, stopped: &Stopped, heads: &mut Heads) -> Option<Trial> {
        let outcome = match &stopped.stop {
            Stop::Unmatched => {
                let partial = heads.furthest(self.page, rule, stopped.pattern, stopped.anchor)?;
                Outcome::Unmatched(self.gap(partial))
            }
            Stop::Misfit(matched, misfit) => self.misfit(rule, matched, misfit),
            Stop::Silenced(guard, place) => {
                let guard = rule.guards.get(*guard)?;
                let found =
                    claim::found(guard, &self.page.skeleton, place, &self.pack.context.indicator_trim)
                        .unwrap_or(0..0);
                Outcome::Silenced {
                    words: guard.source.clone(),
                    within: guard.within,
                    found: self.stretch(&found),
                }
            }
        };
        Some(self.trial(rule, stopped.pattern, Some(stopped.anchor))(outcome))
    }

    /// Patterns that had no chance.
    fn untried(&self, rule: &Rule, heads: &mut Heads) -> Vec<Trial> {
        if rule.names_cells() && !self.page.told.named_cells {
            return Vec::new();
        }
        if !claim::is_heard(self.page, rule) {
            return vec![Trial { pattern: None, anchor: None, outcome: Outcome::Plans }];
        }
        let patterns = rule.patterns.iter().enumerate();
        patterns.flat_map(|(number, pattern)| self.chance(rule, number, pattern, heads)).collect()
    }

    /// Why a pattern had no chance, if it had none; with how far it gets nevertheless.
    fn chance(&self, rule: &Rule, number: usize, pattern: &Pattern, heads: &mut Heads) -> Vec<Trial> {
        let skeleton = &self.page.skeleton;
        let sorts = skeleton.sorts.iter().enumerate();
        let anchors: Vec<usize> =
            sorts.filter(|(_, sort)| claim::is_anchor(pattern, **sort)).map(|(at, _)| at).collect();
        let trial = |anchor: Option<usize>, outcome: Outcome| self.trial(rule, number, anchor)(outcome);
        if claim::is_open(rule, pattern, &skeleton.text) {
            let outcome =
                Outcome::NoAnchor { slot: name(rule, pattern.anchor_slot), sorts: pattern.anchor.name() };
            return if anchors.is_empty() { vec![trial(None, outcome)] } else { Vec::new() };
        }
        let mut trials = vec![trial(None, Outcome::NoText { texts: pattern.gate(&rule.slots).to_vec() })];
        for anchor in anchors {
            let partial = heads.furthest(self.page, rule, number, anchor);
            if let Some(partial) = partial.filter(|partial| partial.words > 0) {
                let missing = pattern.gate(&rule.slots).to_vec();
                trials.push(trial(Some(anchor), Outcome::Unmatched(Gap { missing, ..self.gap(partial) })));
            }
        }
        trials
    }

    fn gap(&self, partial: Partial) -> Gap {
        let skeleton = &self.page.skeleton;
        let matched = partial.matched;
        let rest = skeleton.text.get(matched.end..).unwrap_or("");
        let end = rest.char_indices().nth(INSTEAD).map_or(skeleton.text.len(), |(at, _)| matched.end + at);
        Gap {
            head: partial.head,
            words: partial.words,
            instead: skeleton.readable(matched.end..end),
            matched: skeleton.readable(matched),
            failed: partial.failed,
            texts: partial.texts,
            missing: Vec::new(),
        }
    }

    fn misfit(&self, rule: &Rule, matched: &Range<usize>, misfit: &Misfit) -> Outcome {
        let fault = match misfit.why {
            Why::Unit(_) => Fault::Unit,
            Why::OtherUnit => Fault::OtherUnit,
            Why::Unlike(_, chars) => Fault::Unlike(chars),
            Why::Alike(_, chars) => Fault::Alike(chars),
            Why::Below(_) => Fault::Below,
            Why::TooFew(found, needed) => Fault::TooFew(found, needed),
            Why::OutOfStep { own, other, .. } => Fault::OutOfStep(own, other),
        };
        let bound = misfit.against.as_ref().map(|range| {
            let mention = self.page.skeleton.mention_at(range.start);
            mention.and_then(|mention| self.figure(mention)).unwrap_or_else(|| self.stretch(range))
        });
        Outcome::Misfit {
            matched: self.page.skeleton.readable(matched.clone()),
            slot: name(rule, misfit.slot),
            figure: misfit.mention.and_then(|mention| self.figure(mention)),
            why: Mismatch { fault, other: misfit.why.against().map(|slot| name(rule, slot)), bound },
        }
    }

    fn figure(&self, mention: usize) -> Option<Figure> {
        let mention = self.page.mentions.get(mention)?;
        Some(self.printed(mention.start..mention.end))
    }

    /// A stretch of skeleton, as the text prints it.
    fn stretch(&self, range: &Range<usize>) -> Figure {
        self.printed(self.page.skeleton.origin(range.start)..self.page.skeleton.origin(range.end))
    }

    fn printed(&self, range: Range<usize>) -> Figure {
        let text = self.page.block.text;
        let column = text.get(..range.start).map_or(0, |head| head.chars().count()) + 1;
        Figure { text: text.get(range).unwrap_or("").to_owned(), column }
    }
}

/// So many characters of what is there instead are shown.
const INSTEAD: usize = 12;

fn name(rule: &Rule, slot: usize) -> String {
    rule.slots.get(slot).map(|slot| slot.name.clone()).unwrap_or_default()
}

/// Every claim, won or lost, and of each pattern that made none the trial that got furthest. `trials` are sorted,
/// the furthest first.
fn best(trials: Vec<Trial>) -> Vec<Trial> {
    let mut kept: Vec<Trial> = Vec::new();
    for trial in trials {
        let pattern = |other: &Trial| other.pattern.as_ref().map(|(number, _)| *number);
        if trial.outcome.progress() >= (5, 0) || !kept.iter().any(|other| pattern(other) == pattern(&trial)) {
            kept.push(trial);
        }
    }
    kept
}
