//! The machine: takes the steps of a program through a stretch of skeleton.
//!
//! Of several ways to match, the first wins, in the order in which the pattern writes them. Each joint of a program is tried once
//! at each place, so that the work is at most the program's size times the stretch's, whatever the text. This module
//! must not know rules or figures.

use std::cell::Cell;
use std::ops::Range;

use crate::chars;
use crate::rule::alphabet::ANCHOR;
use crate::rule::program::{Branch, Branches, CLAIM_END, Chars, Class, Program, REPEAT, Step, marks};
use crate::work;

/// A stretch of text to match in, with the place of the one figure on which a match is anchored.
#[derive(Debug, Clone)]
pub(crate) struct Stretch<'t> {
    pub(crate) text: &'t str,
    pub(crate) range: Range<usize>,
    pub(crate) anchor: Option<usize>,
}

/// Where a match begins, and the places that its program noted.
#[derive(Debug, Clone)]
pub(crate) struct Match {
    start: usize,
    marks: Vec<usize>,
}

/// A place that was not noted.
const NOWHERE: usize = usize::MAX;

impl Match {
    /// The whole of it.
    pub(crate) fn whole(&self) -> Range<usize> {
        let end = self.marks.get(CLAIM_END).copied().unwrap_or(self.start);
        self.start..end.max(self.start)
    }

    /// What a slot took.
    pub(crate) fn slot(&self, slot: usize) -> Option<Range<usize>> {
        self.between(marks(slot))
    }

    /// What a repeated element took.
    pub(crate) fn repeat(&self) -> Option<Range<usize>> {
        self.between(REPEAT)
    }

    fn between(&self, (from, to): (usize, usize)) -> Option<Range<usize>> {
        let (from, to) = (*self.marks.get(from)?, *self.marks.get(to)?);
        (from != NOWHERE && to != NOWHERE).then_some(from..to)
    }
}

impl<'t> Stretch<'t> {
    /// All of a text, with no anchor.
    pub(crate) fn all(text: &'t str) -> Stretch<'t> {
        Stretch { text, range: 0..text.len(), anchor: None }
    }

    /// The match of a program that begins last, at `latest` or before.
    pub(crate) fn last(&self, program: &Program, latest: usize) -> Option<Match> {
        let anchor = self.anchor.filter(|_| program.anchored).unwrap_or(usize::MAX);
        let latest = latest.min(anchor).min(self.range.end);
        let mut machine = Machine::new(self, program);
        let mut at = self.text.floor_char_boundary(latest);
        while at >= self.range.start {
            if self.may_begin(program, at)
                && let Some(found) = machine.begin(at)
            {
                return Some(found);
            }
            at -= self.char_before(at)?.len_utf8();
        }
        None
    }

    /// Whether a program may begin at a place. Where the stretch begins and where it ends, it may with what is no character.
    #[inline]
    fn may_begin(&self, program: &Program, at: usize) -> bool {
        at == self.range.start || self.char_at(at).is_none_or(|c| program.first.may_hold(c))
    }

    /// The match of a program that begins first, at `latest` or before.
    pub(crate) fn first(&self, program: &Program, latest: usize) -> Option<Match> {
        let mut machine = Machine::new(self, program);
        let mut at = self.range.start;
        while at <= latest.min(self.range.end) {
            if self.may_begin(program, at)
                && let Some(found) = machine.begin(at)
            {
                return Some(found);
            }
            at += self.char_at(at)?.len_utf8();
        }
        None
    }

    /// The match of a program that begins at the first of some places where it matches.
    pub(crate) fn at_one_of(
        &self,
        program: &Program,
        mut places: impl Iterator<Item = usize>,
    ) -> Option<Match> {
        let mut machine = Machine::new(self, program);
        places.find_map(|at| machine.begin(at))
    }

    /// The match of a program that begins where the stretch does.
    pub(crate) fn here(&self, program: &Program) -> Option<Match> {
        self.at(program, self.range.start)
    }

    /// The match of a program that begins at a place.
    pub(crate) fn at(&self, program: &Program, start: usize) -> Option<Match> {
        Machine::new(self, program).begin(start)
    }

    /// Whether a program matches from a place.
    pub(crate) fn passes(&self, program: &Program, start: usize) -> bool {
        Machine::new(self, program).take(start, &mut |_| true)
    }

    /// Every place at which a program may be done that starts at a place.
    pub(crate) fn ends(&self, program: &Program, start: usize) -> Vec<usize> {
        let mut ends = Vec::new();
        Machine::new(self, program).take(start, &mut |end| {
            ends.push(end);
            false
        });
        ends
    }

    /// Whether a program matches anywhere.
    pub(crate) fn holds(&self, program: &Program) -> bool {
        self.first(program, self.range.end).is_some()
    }

    /// The character at a place, with the anchor spelled as such.
    #[inline]
    fn char_at(&self, at: usize) -> Option<char> {
        if self.anchor == Some(at) {
            return Some(ANCHOR);
        }
        if at < self.range.end { chars::char_at(self.text, at) } else { None }
    }

    /// The character that ends at a place.
    #[inline]
    fn char_before(&self, at: usize) -> Option<char> {
        if self.anchor.is_some_and(|anchor| anchor + ANCHOR.len_utf8() == at) {
            return Some(ANCHOR);
        }
        if at > self.range.start { chars::char_before(self.text, at) } else { None }
    }
}

/// A way that was not taken yet, or a note to be taken back on the way to one.
enum Way {
    Go(usize, usize),
    /// One more character of a stretch of few.
    More(usize, usize),
    Forget(usize, usize),
}

/// What a machine keeps in mind. The next one on the same thread goes on with its memory.
#[derive(Default)]
struct Memory {
    ways: Vec<Way>,
    marks: Vec<usize>,
    /// For each joint and place a bit: whether it was come to. Between two machines all are unset.
    seen: Vec<u64>,
    /// The words of `seen` in which a bit is set.
    touched: Vec<usize>,
}

thread_local! {
    static MEMORY: Cell<Memory> = Cell::default();
}

impl Memory {
    fn clear(&mut self) {
        for word in self.touched.drain(..) {
            if let Some(word) = self.seen.get_mut(word) {
                *word = 0;
            }
        }
        self.ways.clear();
        self.marks.clear();
    }
}

struct Machine<'a, 't> {
    stretch: &'a Stretch<'t>,
    program: &'a Program,
    memory: Memory,
    /// Whether it was started at any place.
    started: bool,
    /// How often a joint was come to for the first time.
    #[cfg(test)]
    arrivals: usize,
}

impl<'a, 't> Machine<'a, 't> {
    fn new(stretch: &'a Stretch<'t>, program: &'a Program) -> Machine<'a, 't> {
        Machine {
            stretch,
            program,
            memory: MEMORY.take(),
            started: false,
            #[cfg(test)]
            arrivals: 0,
        }
    }

    /// The match that begins at a place.
    fn begin(&mut self, start: usize) -> Option<Match> {
        let done = self.take(start, &mut |_| true);
        done.then(|| Match { start, marks: self.memory.marks.clone() })
    }

    /// Takes every way from a place until `done`, which is told where a match ends, is content with one.
    fn take(&mut self, start: usize, done: &mut impl FnMut(usize) -> bool) -> bool {
        if !self.may_pass(self.program.first, start) {
            return false;
        }
        self.start();
        self.memory.ways.push(Way::Go(0, start));
        while let Some(way) = self.memory.ways.pop() {
            work::steps(1);
            let next = match way {
                Way::Go(step, at) => Some((step, at)),
                Way::More(step, at) => self.more(step, at),
                Way::Forget(mark, place) => {
                    self.note(mark, place);
                    None
                }
            };
            if let Some(end) = next.and_then(|(step, at)| self.run(step, at))
                && done(end)
            {
                return true;
            }
        }
        false
    }

    fn start(&mut self) {
        self.memory.ways.clear();
        if self.started {
            return;
        }
        self.started = true;
        let bits = self.program.joints.saturating_mul(self.stretch.range.len() + 1);
        let words = bits.div_ceil(64).max(1);
        if self.memory.seen.len() < words {
            self.memory.seen.resize(words, 0);
        }
        self.memory.marks.resize(self.program.marks(), NOWHERE);
    }

    /// Whether what the program comes to at a place may be one of `first`; at the ends of a stretch anything may.
    fn may_pass(&self, first: Chars, at: usize) -> bool {
        first.is_all() || self.next(at).is_none_or(|c| first.may_hold(c))
    }

    /// The character that the program comes to at a place; none at the ends of a stretch, where a clause may begin.
    #[inline]
    fn next(&self, at: usize) -> Option<char> {
        if self.program.backward {
            self.stretch.char_before(at)
        } else if at == self.stretch.range.start {
            None
        } else {
            self.stretch.char_at(at)
        }
    }

    /// Takes steps until all is matched, and says where, or one fails.
    fn run(&mut self, mut step: usize, mut at: usize) -> Option<usize> {
        // What is come to where the last choice was made: several are often made at one place.
        let mut seen = (usize::MAX, None);
        loop {
            match self.program.steps.get(step)? {
                Step::Text(from, to) => {
                    (step, at) = (step + 1, self.past_text(self.program.text(*from, *to), at)?);
                }
                Step::One(class) => (step, at) = (step + 1, self.past(class, at)?),
                Step::Few(_, joint) => {
                    self.arrive(*joint, at)?;
                    self.memory.ways.push(Way::More(step, at));
                    step += 1;
                }
                Step::Choose(branches, joint) => {
                    if seen.0 != at {
                        seen = (at, self.next(at));
                    }
                    step = self.choose(*branches, *joint, at, seen.1)?;
                }
                Step::Jump(to) => step = *to,
                Step::Mark(mark) => {
                    let before = self.memory.marks.get(*mark).copied().unwrap_or(NOWHERE);
                    self.memory.ways.push(Way::Forget(*mark, before));
                    self.note(*mark, at);
                    step += 1;
                }
                Step::Start if at == self.stretch.range.start => step += 1,
                Step::End if at == self.stretch.range.end => step += 1,
                Step::Start | Step::End => return None,
                Step::Done => return Some(at),
            }
        }
    }

    /// More characters of a stretch of few, until the step behind it may go on: that step, and the place.
    fn more(&mut self, step: usize, mut at: usize) -> Option<(usize, usize)> {
        let program = self.program;
        let Some(Step::Few(class, joint)) = program.steps.get(step) else { return None };
        let behind = program.steps.get(step + 1)?;
        loop {
            at = self.past(class, at)?;
            self.arrive(*joint, at)?;
            if self.may_go_on(behind, at) {
                self.memory.ways.push(Way::More(step, at));
                return Some((step + 1, at));
            }
        }
    }

    /// Whether a step may succeed at a place, as far as one look tells.
    fn may_go_on(&self, step: &Step, at: usize) -> bool {
        let step = match step {
            Step::Jump(to) => self.program.steps.get(*to).unwrap_or(step),
            step => step,
        };
        match step {
            Step::Text(from, to) => self.past_text(self.program.text(*from, *to), at).is_some(),
            Step::One(class) => self.past(class, at).is_some(),
            Step::Choose(branches, _) => self.next(at).is_none_or(|c| branches.first.may_hold(c)),
            _ => true,
        }
    }

    /// The first branch that may match where `c` is next; the others are kept for later.
    fn choose(&mut self, branches: Branches, joint: usize, at: usize, c: Option<char>) -> Option<usize> {
        if c.is_some_and(|c| !branches.first.may_hold(c)) {
            return None;
        }
        self.arrive(joint, at)?;
        let all = self.program.branches.get(branches.from..branches.to)?;
        if let Some((table, c)) = branches.table.zip(c) {
            let table = self.program.tables.get(usize::try_from(table).ok()?)?;
            return self.branch(table.of(c).iter().filter_map(|number| all.get(usize::from(*number))), at);
        }
        self.branch(all.iter().filter(|branch| c.is_none_or(|c| branch.first.may_hold(c))), at)
    }

    /// The first of the branches that are open at a place; the others are kept for later.
    fn branch<'p>(
        &mut self,
        mut open: impl DoubleEndedIterator<Item = &'p Branch>,
        at: usize,
    ) -> Option<usize> {
        let first = open.next()?.step;
        self.memory.ways.extend(open.rev().map(|branch| Way::Go(branch.step, at)));
        Some(first)
    }

    /// Notes that a joint is come to at a place; nothing where that is not for the first time.
    fn arrive(&mut self, joint: usize, at: usize) -> Option<()> {
        let bit = joint * (self.stretch.range.len() + 1) + (at - self.stretch.range.start);
        let word = self.memory.seen.get_mut(bit / 64)?;
        let fresh = *word & (1 << (bit % 64)) == 0;
        if *word == 0 {
            self.memory.touched.push(bit / 64);
        }
        *word |= 1 << (bit % 64);
        #[cfg(test)]
        {
            self.arrivals += usize::from(fresh);
        }
        fresh.then_some(())
    }

    fn note(&mut self, mark: usize, place: usize) {
        if let Some(noted) = self.memory.marks.get_mut(mark) {
            *noted = place;
        }
    }

    /// The place that is come to behind a text.
    #[inline]
    fn past_text(&self, text: &str, at: usize) -> Option<usize> {
        let (bytes, range) = (self.stretch.text.as_bytes(), &self.stretch.range);
        let (from, to, end) = if self.program.backward {
            let from = at.checked_sub(text.len()).filter(|from| *from >= range.start)?;
            (from, at, from)
        } else {
            let to = Some(at + text.len()).filter(|to| *to <= range.end)?;
            (at, to, to)
        };
        // Most differ within their first bytes: not worth a call.
        bytes.get(from..to)?.iter().eq(text.as_bytes()).then_some(end)
    }

    /// The place that is come to behind a character of a class.
    #[inline]
    fn past(&self, class: &Class, at: usize) -> Option<usize> {
        if self.program.backward {
            let c = self.stretch.char_before(at)?;
            return class.holds(c).then(|| at - c.len_utf8());
        }
        let c = self.stretch.char_at(at)?;
        class.holds(c).then(|| at + c.len_utf8())
    }
}

impl Drop for Machine<'_, '_> {
    fn drop(&mut self) {
        let mut memory = std::mem::take(&mut self.memory);
        memory.clear();
        MEMORY.set(memory);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::SlotType;
    use crate::rule::alphabet::{BARRIER, is_reserved, placeholder};
    use crate::rule::pattern::parse;
    use crate::rule::program::{compile, compile_sides};
    use crate::rule::sound::Scope;
    use crate::rule::vocabulary::Vocabulary;

    const ACTUAL: usize = 0;
    const PART: usize = 2;

    fn slot(name: &str) -> Option<(usize, SlotType, bool)> {
        match name {
            "actual" => Some((ACTUAL, SlotType::parse("amount")?, false)),
            "percent" => Some((1, SlotType::parse("percent")?, true)),
            "part" => Some((PART, SlotType::parse("count")?, false)),
            "label" => Some((3, SlotType::Word, false)),
            _ => None,
        }
    }

    fn program(pattern: &str) -> Program {
        let scope = Scope { vocabulary: &Vocabulary::default(), slot: &slot };
        compile(&parse(pattern, pattern.contains(' ')).unwrap(), &scope)
    }

    /// Money M, count C, percent P and the anchor A, spelled as skeletons spell them.
    fn skeleton(text: &str) -> String {
        let sort = |c| match c {
            'M' => placeholder(0),
            'C' => placeholder(2),
            'P' | 'A' => placeholder(6),
            c => c,
        };
        text.chars().map(sort).collect()
    }

    fn stretch<'t>(text: &str, skeleton: &'t str) -> Stretch<'t> {
        let before = text.split('A').next().map(|head| skeleton.chars().take(head.chars().count()));
        let anchor = before.map(|head| head.map(char::len_utf8).sum()).filter(|_| text.contains('A'));
        Stretch { text: skeleton, range: 0..skeleton.len(), anchor }
    }

    /// What stands before the figure that is bound.
    fn taken(pattern: &str, text: &str) -> Option<String> {
        let skeleton = skeleton(text);
        let found = stretch(text, &skeleton).last(&program(pattern), usize::MAX)?;
        let head = &skeleton[..found.slot(ACTUAL)?.start];
        Some(head.chars().map(|c| if is_reserved(c) { '#' } else { c }).collect())
    }

    #[test]
    fn the_nearest_figure_before_the_anchor_is_bound() {
        let pattern = "{actual}~,完成任务的{percent}";
        assert_eq!(taken(pattern, "首谈C,签约C,完成任务的A").unwrap(), "首谈#,签约");
        assert_eq!(taken(pattern, "签约C,总投资,完成任务的A"), None);
    }

    #[test]
    fn a_match_is_on_its_anchor_and_no_other_figure() {
        assert_eq!(taken("{actual}~完成{percent}", "甲C完成P,乙C完成A").unwrap(), "甲#完成#,乙");
        assert_eq!(taken("{actual}~完成{percent}", "甲C完成P,乙C实现A"), None);
        assert_eq!(taken("{actual}~A#", "甲CAP"), None);
    }

    #[test]
    fn gaps_cross_only_what_they_say() {
        assert_eq!(taken("{actual}…完成{percent}", "产值M,增长P,完成A"), None);
        assert_eq!(taken("{actual}[over percents]完成{percent}", "产值M,增长P,完成A").unwrap(), "产值");
        assert_eq!(taken("{actual}[over percents]完成{percent}", "产值M;增长P,完成A"), None);
        let wide = "{actual}[over percents, within sentence]完成{percent}";
        assert_eq!(taken(wide, "产值M;增长P,完成A").unwrap(), "产值");
        assert_eq!(taken("{actual}~完成{percent}", "产值M,完成A"), None);
    }

    #[test]
    fn only_gaps_pass_a_barrier_and_no_match_begins_behind_it() {
        let with = |text: &str| text.replace('|', BARRIER.encode_utf8(&mut [0; 4]));
        let begins = |pattern: &str, text: &str| {
            let skeleton = skeleton(&with(text));
            let latest = skeleton.find(BARRIER).unwrap_or(usize::MAX);
            stretch(&with(text), &skeleton).last(&program(pattern), latest).map(|found| found.whole().start)
        };
        assert_eq!(begins("{actual}~完成{percent}", "C甲完成A"), Some(0));
        assert_eq!(begins("{actual}~完成{percent}", "C|甲完成A"), Some(0));
        assert_eq!(begins("{actual}~完成{percent}", "|C甲完成A"), None);
        assert_eq!(begins("{actual}~完成{percent}", "C甲完|成A"), None);
    }

    #[test]
    fn words_can_be_asked_for_at_the_end() {
        let words = program("(in|across) (the )?$");
        let holds = |text: &str| Stretch::all(text).holds(&words);
        assert!(holds("we worked in the ") && holds("in "));
        assert!(!holds("in all ") && !holds("in june we saw "));
    }

    #[test]
    fn a_repeated_slot_gets_a_program_of_its_own() {
        let pattern = program("其中(~{part}[within clause],?)+");
        let (slot, item) = pattern.repeat.as_ref().unwrap();
        assert_eq!(*slot, PART);
        let text = skeleton("其中甲类C,乙类C");
        let found = Stretch::all(&text).first(&pattern, 0).unwrap();
        let range = found.repeat().unwrap();
        assert_eq!((&text[range.clone()], found.slot(PART)), (&text["其中".len()..], None));
        let first = Stretch { range, ..Stretch::all(&text) }.here(item).unwrap();
        assert_eq!(first.slot(PART).unwrap().start, "其中甲类".len());
    }

    #[test]
    fn an_element_that_may_be_empty_can_repeat() {
        assert_eq!(taken("{actual}(甲?乙?)*{percent}", "C甲乙乙甲A").unwrap(), "");
        assert_eq!(taken("{actual}(甲?)+{percent}", "C甲乙A"), None);
    }

    #[test]
    fn a_program_that_goes_backward_ends_wherever_the_other_may_begin() {
        let scope = Scope { vocabulary: &Vocabulary::default(), slot: &slot };
        let pattern = parse("(甲|{actual}~乙?)[,、]?(甲|乙丙)*{percent}的?乙", false).unwrap();
        let sides = compile_sides(&pattern, &scope).unwrap();
        let whole = compile(&pattern, &scope);
        for text in
            ["甲,甲乙丙甲A的乙", "甲,甲丙A乙", "C丁乙、乙丙A乙", "C丁C乙、A的", "C,丁A乙", "A乙", "甲甲A乙"]
        {
            let skeleton = skeleton(text);
            let stretch = stretch(text, &skeleton);
            let anchor = stretch.anchor.unwrap();
            let mut ends = stretch.ends(&sides.before, anchor);
            ends.sort_unstable();
            ends.dedup();
            ends.retain(|_| stretch.at(&sides.after, anchor + ANCHOR.len_utf8()).is_some());
            let boundaries = (0..=skeleton.len()).filter(|at| skeleton.is_char_boundary(*at));
            let begins: Vec<usize> = boundaries.filter(|at| stretch.at(&whole, *at).is_some()).collect();
            assert_eq!(ends, begins, "{text}");
        }
    }

    /// Twice the text is at most about twice the work, however the gaps of a pattern could divide it.
    #[test]
    fn work_grows_with_the_text() {
        let pattern = program("完~成~完~成~完~成{percent}");
        let work = |times: usize| {
            let text = "完成".repeat(times);
            let stretch = Stretch::all(&text);
            let mut machine = Machine::new(&stretch, &pattern);
            let found =
                (0..text.len()).filter(|at| text.is_char_boundary(*at)).find_map(|at| machine.begin(at));
            assert!(found.is_none());
            machine.arrivals
        };
        let (once, twice) = (work(200), work(400));
        assert!(once > 200 && twice <= 2 * once + 100, "{once} {twice}");
    }
}
