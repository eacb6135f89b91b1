//! Tables in the engine: of the ways in which a table can be read, the one that it bears out.
//!
//! Where the heads leave no doubt, each row is judged as a sentence would be. Where they do, and for totals, the table
//! itself has to prove a reading: enough of its rows or columns hold under it before the others are accused. This
//! module must not know what heads and names say.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::bounds;
use super::capped::is_capped;
use super::choose::{self, Judged};
use super::resolve;
use crate::claim::{self, Block, Candidate, Family, Line, NamedCell, Offer, Page, Reading, Told};
use crate::document::{BlockKind, Document, Limits};
use crate::exact::Exact;
use crate::ledger::Note;
use crate::rule::spec::AddsUp;
use crate::rule::{Pack, Rule, TableRule};
use crate::verdict::Verdict;
use crate::work;

/// The tables of a document, read and judged.
#[derive(Default)]
pub(crate) struct Tables<'t, 'p> {
    /// Each by the block of the document that its first figure stands in.
    read: BTreeMap<usize, (Page<'t>, Vec<Judged<'p>>)>,
    /// The blocks of the document whose figures are those of a table.
    taken: HashSet<usize>,
    /// Where units are named that tables took for their figures, in bytes.
    units: Vec<usize>,
    /// What is past a limit.
    notes: Vec<Note>,
    /// The names of all rows.
    names: Vec<String>,
    /// What rules let the text name: the table, the place of the rule in the pack, its key in `read`, the cells.
    named: Vec<(usize, usize, usize, Vec<NamedCell>)>,
}

impl<'t, 'p> Tables<'t, 'p> {
    /// Reads every table of a document.
    pub(crate) fn read(
        document: &'t Document,
        blocks: &[Block<'t>],
        told: Told,
        pack: &'p Pack,
        limits: &Limits,
    ) -> Tables<'t, 'p> {
        let mut tables = Tables::default();
        if pack.rules.iter().all(|rule| rule.table.is_none()) {
            return tables;
        }
        let firsts = firsts(document, blocks);
        for number in 0..document.tables.len() {
            // Whoever goes on from here sees that the time is over, too.
            if limits.deadline.over().is_some() {
                break;
            }
            if let Some(under) = firsts.get(&number) {
                let _ = tables.add(document, number, **under, told, pack, limits);
            }
        }
        tables.units.sort_unstable();
        tables
    }

    fn add(
        &mut self,
        document: &'t Document,
        number: usize,
        under: Block<'t>,
        told: Told,
        pack: &'p Pack,
        limits: &Limits,
    ) -> Option<()> {
        if let Some(note) = bounds::oversize(document.tables.get(number)?, under.line, limits) {
            self.notes.push(note);
            return None;
        }
        let read = claim::read_table(document, number, under, told, pack, limits.columns)?;
        let first = read.page.source(0);
        let heard = |family: &Family<'_>| !read.page.block.plan || family.rule.in_plans;
        let claims = judged(&read.page, read.families(pack).filter(heard));
        self.taken.extend((0..read.page.mentions.len()).map(|mention| read.page.source(mention)));
        self.units.extend(read.unit_at());
        self.names.extend(read.names(&pack.tables));
        for (order, rule) in pack.rules.iter().enumerate() {
            let table = rule.table.as_ref().filter(|table| table.named.is_some() && !read.page.block.plan);
            let cells = table.map(|table| read.named_cells(rule, table)).unwrap_or_default();
            self.named.push((number, order, first, cells));
        }
        self.read.insert(first, (read.page, claims));
        Some(())
    }

    /// The lines that name a unit which a table took for its figures.
    pub(crate) fn unit_lines(&self, blocks: &[Block<'_>]) -> Vec<usize> {
        let named = |block: &&Block<'_>| {
            let stretch = block.start..=block.start.saturating_add(block.text.len());
            let next = self.units.partition_point(|at| at < stretch.start());
            self.units.get(next).is_some_and(|at| stretch.contains(at))
        };
        blocks.iter().filter(named).map(|block| block.line).collect()
    }

    /// The tables that were not read, each with why.
    pub(crate) fn notes(&mut self) -> Vec<Note> {
        std::mem::take(&mut self.notes)
    }

    /// The name of every row of every table.
    pub(crate) fn names(&self) -> impl Iterator<Item = &String> {
        self.names.iter()
    }

    /// The cells that rules let the text name: the number of the table, the rule's place in the pack, the table's page.
    pub(crate) fn named(&self) -> impl Iterator<Item = (usize, usize, &Page<'t>, &[NamedCell])> {
        let page = |first: usize| self.read.get(&first).map(|(page, _)| page);
        self.named
            .iter()
            .filter_map(move |(table, order, first, cells)| Some((*table, *order, page(*first)?, &cells[..])))
    }

    /// Whether the figures of a block of the document are those of a table.
    pub(crate) fn takes(&self, source: usize) -> bool {
        self.taken.contains(&source)
    }

    /// All of them.
    pub(crate) fn all(self) -> impl Iterator<Item = (Page<'t>, Vec<Judged<'p>>)> {
        self.read.into_values()
    }

    /// The table whose first figure stands in a block of the document, once.
    pub(crate) fn beginning(&mut self, source: usize) -> Option<(Page<'t>, Vec<Judged<'p>>)> {
        self.read.remove(&source)
    }
}

/// The first block of each table that has one.
fn firsts<'b, 't>(document: &Document, blocks: &'b [Block<'t>]) -> HashMap<usize, &'b Block<'t>> {
    let mut firsts = HashMap::new();
    for block in blocks {
        let kind = document.blocks.get(block.source).map(|block| block.kind);
        if let Some(BlockKind::Cell { table, .. }) = kind {
            firsts.entry(table).or_insert(block);
        }
    }
    firsts
}

/// The claims of a table.
fn judged<'p>(page: &Page<'_>, families: impl Iterator<Item = Family<'p>>) -> Vec<Judged<'p>> {
    let (mut rows, mut sums) = (Vec::new(), Vec::new());
    for family in families {
        match family.rule.table.as_ref().and_then(|table| table.adds_up) {
            Some(direction) => sums.extend(totals(page, &family, direction)),
            None => rows.extend(of_rows(page, &family)),
        }
    }
    rows.retain(|claim| !is_capped(page, claim));
    let mut claims = resolve::resolve(rows, &mut |_, _| ());
    let wrong: HashSet<usize> =
        claims.iter().filter(|claim| accuses(claim)).map(|claim| claim.anchor).collect();
    // A sum that a wrong part spoils is not wrong as well.
    let spoilt = |sum: &Judged<'_>| {
        let mut figures = sum.candidate.slots.iter().flat_map(|slot| &slot.mentions);
        accuses(sum) && figures.any(|figure| wrong.contains(figure))
    };
    let held: HashSet<usize> =
        claims.iter().filter(|claim| choose::holds(&claim.judgement)).map(|claim| claim.anchor).collect();
    // Shares of rounded amounts need not make 100 %: each is right, and so is that of the total.
    let borne_out = |sum: &Judged<'_>| {
        let mut figures = sum.candidate.slots.iter().flat_map(|slot| &slot.mentions);
        accuses(sum) && figures.all(|figure| held.contains(figure))
    };
    sums.retain(|sum| !spoilt(sum) && !borne_out(sum));
    claims.extend(sums);
    claims
}

/// A reading with what became of each of its lines, told what the figures say and nothing held back.
struct Tried<'r, 'p> {
    reading: &'r Reading,
    lines: Vec<(&'r Line, Option<Judged<'p>>)>,
    /// How many lines speak for it, and how many against it.
    held: usize,
    failed: usize,
}

impl<'r, 'p> Tried<'r, 'p> {
    fn new(page: &Page<'_>, family: &Family<'p>, reading: &'r Reading) -> Tried<'r, 'p> {
        let open = |line: &Line| Candidate { confirm_only: false, ..line.candidate.clone() };
        let lines: Vec<_> =
            reading.lines.iter().map(|line| (line, judge(page, family, line.anchor, open(line)))).collect();
        work::steps(lines.len());
        let of_row = family.rule.table.as_ref().is_some_and(|table| table.adds_up.is_none());
        let (mut held, mut failed) = (0, 0);
        for (line, judged) in &lines {
            let Some(judged) = judged else { continue };
            let full = !matches!(
                judged.judgement.verdict,
                Verdict::Unchecked | Verdict::Implied | Verdict::Impossible
            );
            // A percent that was cut off is of these columns all the same.
            let cut = of_row && judged.judgement.verdict.is_misrounded();
            held += usize::from(full && line.telling && (cut || choose::holds(&judged.judgement)));
            failed += usize::from(full && !cut && !line.candidate.confirm_only && accuses(judged));
        }
        Tried { reading, lines, held, failed }
    }

    /// Whether enough of its lines hold for the others to be accused.
    fn is_proven(&self) -> bool {
        self.held >= ENOUGH && self.held >= 2 * self.failed
    }
}

/// So many lines that hold prove a reading.
const ENOUGH: usize = 2;

fn judge<'p>(
    page: &Page<'_>,
    family: &Family<'p>,
    anchor: usize,
    candidate: Candidate,
) -> Option<Judged<'p>> {
    let offer = Offer { rule: family.rule, order: family.order, anchor, candidates: vec![candidate] };
    choose::decide(page, offer, None)
}

/// Whether a judgement says that something is wrong.
fn accuses(judged: &Judged<'_>) -> bool {
    judged.judgement.severity.is_some()
}

/// The claims of rows.
fn of_rows<'p>(page: &Page<'_>, family: &Family<'p>) -> Vec<Judged<'p>> {
    if let [reading] = family.readings.as_slice() {
        if reading.certain {
            return as_read(page, family, reading);
        }
        let confirmed = |line: &Line| confirmed(page, family, line);
        let tried = Tried::new(page, family, reading);
        return match tried.is_proven() {
            true => as_read(page, family, reading),
            false => telling(family, &tried).filter_map(confirmed).collect(),
        };
    }
    let tried: Vec<Tried<'_, 'p>> =
        family.readings.iter().map(|reading| Tried::new(page, family, reading)).collect();
    match best(&tried).filter(|best| best.is_proven()) {
        Some(best) => not_held_elsewhere(as_read(page, family, best.reading), &tried),
        None => any(page, family, &tried, |judged| judged.judgement.verdict != Verdict::Implied),
    }
}

/// The reading that most lines speak for; of several, the one with the fewest against it.
fn best<'a, 'r, 'p>(tried: &'a [Tried<'r, 'p>]) -> Option<&'a Tried<'r, 'p>> {
    let mut best: Option<&Tried<'r, 'p>> = None;
    for next in tried {
        if best.is_none_or(|best| (next.held, best.failed) > (best.held, next.failed)) {
            best = Some(next);
        }
    }
    best
}

/// Claims without those that accuse what holds under another reading that the table bears out as well.
fn not_held_elsewhere<'p>(claims: Vec<Judged<'p>>, tried: &[Tried<'_, 'p>]) -> Vec<Judged<'p>> {
    let lines = tried.iter().filter(|tried| tried.is_proven()).flat_map(|tried| &tried.lines);
    let holds = |judged: &Option<Judged<'_>>| judged.as_ref().is_some_and(|j| choose::holds(&j.judgement));
    let held: HashSet<usize> =
        lines.filter(|(_, judged)| holds(judged)).map(|(line, _)| line.anchor).collect();
    claims.into_iter().filter(|claim| !accuses(claim) || !held.contains(&claim.anchor)).collect()
}

/// Every line as the reading has it: those that may accuse, accuse.
fn as_read<'p>(page: &Page<'_>, family: &Family<'p>, reading: &Reading) -> Vec<Judged<'p>> {
    reading.lines.iter().filter_map(|line| judge(page, family, line.anchor, line.candidate.clone())).collect()
}

/// The lines that say something although the table does not prove their reading: all, but where columns are looked for
/// only those that could fail, and none where most do.
fn telling<'r>(family: &Family<'_>, tried: &Tried<'r, '_>) -> impl Iterator<Item = &'r Line> {
    let seeks = family.rule.table.as_ref().is_some_and(TableRule::seeks);
    let refuted = seeks && tried.failed > tried.held;
    tried.reading.lines.iter().filter(move |line| !refuted && (line.telling || !seeks))
}

/// A line if it holds.
fn confirmed<'p>(page: &Page<'_>, family: &Family<'p>, line: &Line) -> Option<Judged<'p>> {
    judge(page, family, line.anchor, Candidate { confirm_only: true, ..line.candidate.clone() })
}

/// For each result, the first line of any reading that holds.
fn any<'p>(
    page: &Page<'_>,
    family: &Family<'p>,
    tried: &[Tried<'_, 'p>],
    wanted: impl Fn(&Judged<'p>) -> bool,
) -> Vec<Judged<'p>> {
    let mut anchors = HashSet::new();
    let lines = tried.iter().flat_map(|tried| telling(family, tried));
    let mut found = Vec::new();
    for line in lines {
        if anchors.contains(&line.anchor) {
            continue;
        }
        if let Some(judged) = confirmed(page, family, line).filter(&wanted) {
            anchors.insert(line.anchor);
            found.push(judged);
        }
    }
    found
}

/// The claims of one total.
fn totals<'p>(page: &Page<'_>, family: &Family<'p>, direction: AddsUp) -> Vec<Judged<'p>> {
    let tried: Vec<Tried<'_, 'p>> =
        family.readings.iter().map(|reading| Tried::new(page, family, reading)).collect();
    let mut claims = any(page, family, &tried, |judged| choose::holds(&judged.judgement));
    let Some(best) = best(&tried) else { return claims };
    let known: HashSet<usize> = claims.iter().map(|claim| claim.anchor).collect();
    let certain = direction == AddsUp::Rows && best.reading.certain;
    let likely = certain && (best.lines.len() == 1 || best.held > 0 && best.held >= best.failed);
    for (line, judged) in &best.lines {
        if known.contains(&line.anchor) || line.candidate.confirm_only || !line.telling {
            continue;
        }
        let Some(judged) = judged.as_ref().filter(|judged| accuses(judged)) else { continue };
        if is_cut(page, family.rule, judged) {
            continue;
        }
        if best.is_proven() || likely && !has_another_reading(page, family.rule, judged) {
            claims.extend(judge(page, family, line.anchor, line.candidate.clone()));
        }
    }
    claims
}

/// Whether a sum of percents is off by no more than cutting each of them off takes away.
fn is_cut(page: &Page<'_>, rule: &Rule, judged: &Judged<'_>) -> bool {
    let bound = judged.candidate.slots.iter().flat_map(|slot| &slot.mentions);
    let figures = bound.filter_map(|number| page.mentions.get(*number)).filter(|m| m.kind.is_relative());
    let decimals = figures.filter_map(|mention| mention.figure).map(|figure| figure.decimals).min();
    let last = decimals.and_then(|decimals| Exact::ONE.div(Exact::pow10(i32::try_from(decimals).ok()?)?));
    let Some((total, parts)) = total_and_parts(page, rule, judged) else { return false };
    let count = i128::try_from(parts.len()).ok().map(Exact::whole);
    let most = last.zip(count).and_then(|(last, count)| last.mul(count));
    let off = sum(&parts).and_then(|sum| sum.sub(total)?.abs());
    off.zip(most).and_then(|(off, most)| off.compare(most)).is_some_and(std::cmp::Ordering::is_le)
}

/// The figures of a sum.
fn total_and_parts(page: &Page<'_>, rule: &Rule, judged: &Judged<'_>) -> Option<(Exact, Vec<Exact>)> {
    let value = |number: &usize| page.mentions.get(*number)?.figure.map(|figure| figure.value);
    let slot = |name: &str| rule.slots.iter().position(|slot| slot.name == name);
    let bound = |name: &str| Some(&judged.candidate.slots.get(slot(name)?)?.mentions);
    let parts: Option<Vec<Exact>> = bound("part")?.iter().map(value).collect();
    Some((bound("total")?.first().and_then(value)?, parts?))
}

/// A list of more parts than this is not looked at part by part.
const FEW: usize = 24;
/// A sum further from its total than the total over this is no slip but another reading.
const NEAR: i128 = 2;

/// Whether parts that do not add up may be read in another way: some of them are parts of others, or the list is only
/// part of what the total counts.
fn has_another_reading(page: &Page<'_>, rule: &Rule, judged: &Judged<'_>) -> bool {
    let figures = total_and_parts(page, rule, judged).filter(|(_, parts)| parts.len() <= FEW);
    let Some((total, parts)) = figures else { return true };
    is_far(&parts, total) || has_parent(&parts) || leaves_some_out(&parts, total)
}

fn sum(parts: &[Exact]) -> Option<Exact> {
    parts.iter().try_fold(Exact::ZERO, |sum, part| sum.add(*part))
}

fn is_far(parts: &[Exact], total: Exact) -> bool {
    let off = sum(parts).and_then(|sum| sum.sub(total)).and_then(Exact::abs);
    let limit = total.abs().and_then(|total| total.div(Exact::whole(NEAR)));
    off.zip(limit).and_then(|(off, limit)| off.compare(limit)).is_none_or(|order| order.is_gt())
}

/// Whether a part is the sum of several that stand right behind or before it.
fn has_parent(parts: &[Exact]) -> bool {
    let is_sum = |parent: Exact, run: &[Exact]| !parent.is_zero() && sum(run) == Some(parent);
    (0..parts.len()).any(|at| {
        let (before, rest) = parts.split_at(at);
        let Some((parent, after)) = rest.split_first() else { return false };
        (2..=after.len()).any(|count| after.get(..count).is_some_and(|run| is_sum(*parent, run)))
            || (2..=before.len())
                .any(|count| before.get(at - count..).is_some_and(|run| is_sum(*parent, run)))
    })
}

/// Whether the total is met without up to three of the parts, or without some that stand together.
fn leaves_some_out(parts: &[Exact], total: Exact) -> bool {
    let Some(over) = sum(parts).and_then(|sum| sum.sub(total)).filter(|over| !over.is_zero()) else {
        return true;
    };
    let runs = (0..parts.len()).flat_map(|from| (from + 1..=parts.len()).map(move |to| (from, to)));
    let mut run = runs.filter_map(|(from, to)| parts.get(from..to));
    run.any(|run| sum(run) == Some(over)) || few(parts, over, 3)
}

/// Whether up to `count` of some parts add up to `wanted`.
fn few(parts: &[Exact], wanted: Exact, count: usize) -> bool {
    parts.iter().enumerate().any(|(at, part)| {
        let Some(rest) = wanted.sub(*part) else { return true };
        rest.is_zero() || count > 1 && few(parts.get(at + 1..).unwrap_or_default(), rest, count - 1)
    })
}
