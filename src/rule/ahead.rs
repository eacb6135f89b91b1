//! Looking ahead: what each branch of a program may come to next, however far behind it stands, so that a machine takes no way
//! whose next character is wrong.
//!
//! This module must not know how a program is written or run.

use super::dispatch::Dispatch;
use super::program::{Branches, Chars, Program, Step};

/// A choice of so many branches gets a table.
const MANY: usize = 5;

impl Program {
    /// Notes what the program and each of its branches may come to next.
    pub(super) fn look_ahead(&mut self) {
        let next = self.all_next();
        let of = |step: usize| next.get(step).copied().unwrap_or(Chars::ALL);
        self.first = of(0);
        for branch in &mut self.branches {
            branch.first = of(branch.step);
        }
        for step in 0..self.steps.len() {
            let Some(Step::Choose(branches, _)) = self.steps.get(step) else { continue };
            let branches = self.choice(*branches, of(step));
            if let Some(Step::Choose(own, _)) = self.steps.get_mut(step) {
                *own = branches;
            }
        }
    }

    /// A choice that knows what it may begin with, and has a table if it is a great one.
    fn choice(&mut self, branches: Branches, first: Chars) -> Branches {
        let all = self.branches.get(branches.from..branches.to).unwrap_or_default();
        let mut branches = Branches { first, ..branches };
        if all.len() < MANY {
            return branches;
        }
        let firsts: Vec<Chars> = all.iter().map(|branch| branch.first).collect();
        if let Some(table) = Dispatch::new(&firsts) {
            branches.table = u32::try_from(self.tables.len()).ok();
            self.tables.push(table);
        }
        branches
    }

    /// What may come next at each step, with everything that a step may pass over: the least sets that follow from one another.
    fn all_next(&self) -> Vec<Chars> {
        let own: Vec<Ahead> =
            self.steps.iter().enumerate().map(|(number, step)| self.ahead(number, step)).collect();
        let mut all: Vec<Chars> = own.iter().map(|ahead| ahead.chars).collect();
        let mut changed = true;
        while changed {
            changed = false;
            for (number, ahead) in own.iter().enumerate().rev() {
                let of = |step: usize| all.get(step).copied().unwrap_or(Chars::ALL);
                let next = match ahead.then {
                    Then::Nothing => continue,
                    Then::Step(step) => ahead.chars.or(of(step)),
                    Then::Branches(from, to) => {
                        let branches = self.branches.get(from..to).unwrap_or_default();
                        branches.iter().fold(Chars::default(), |any, branch| any.or(of(branch.step)))
                    }
                };
                if let Some(known) = all.get_mut(number).filter(|known| **known != next) {
                    (*known, changed) = (next, true);
                }
            }
        }
        all
    }

    /// What one step takes itself, and what it may pass on to.
    fn ahead(&self, number: usize, step: &Step) -> Ahead {
        let nothing = Chars::default();
        let (chars, then) = match step {
            Step::Text(from, to) => {
                let mut text = self.text(*from, *to).chars();
                let c = if self.backward { text.next_back() } else { text.next() };
                c.map_or((nothing, Then::Step(number + 1)), |c| (Chars::of(c), Then::Nothing))
            }
            Step::One(class) => (class.chars(), Then::Nothing),
            Step::Few(class, _) => (class.chars(), Then::Step(number + 1)),
            Step::Choose(branches, _) => (nothing, Then::Branches(branches.from, branches.to)),
            Step::Jump(to) => (nothing, Then::Step(*to)),
            Step::Mark(_) => (nothing, Then::Step(number + 1)),
            // Where a stretch begins, a machine comes to nothing, and takes every way.
            Step::Start => (nothing, Then::Nothing),
            Step::End | Step::Done => (Chars::ALL, Then::Nothing),
        };
        Ahead { chars, then }
    }
}

/// What may come next at a step.
struct Ahead {
    /// What it takes itself.
    chars: Chars,
    then: Then,
}

/// Where a step may go on without taking anything.
enum Then {
    Nothing,
    Step(usize),
    Branches(usize, usize),
}

#[cfg(test)]
mod tests {
    use super::super::pattern::parse;
    use super::super::program::compile;
    use super::super::sound::Scope;
    use super::super::vocabulary::Vocabulary;
    /// The characters of a row that a program may begin with.
    fn begins(pattern: &str, with: &str) -> String {
        let scope = Scope { vocabulary: &Vocabulary::default(), slot: &|_| None };
        let program = compile(&parse(pattern, false).unwrap(), &scope);
        with.chars().filter(|c| program.first.may_hold(*c)).collect()
    }

    #[test]
    fn what_may_be_left_out_is_looked_past() {
        assert_eq!(begins("甲?(乙|丙)*丁", "甲乙丙丁戊"), "甲乙丙丁");
        assert_eq!(begins("(甲?乙)+丙", "甲乙丙丁"), "甲乙");
        assert_eq!(begins("甲?", "甲乙丙"), "甲乙丙");
        assert_eq!(begins("~甲", "甲乙丙"), "甲乙丙");
    }

    #[test]
    fn a_way_out_of_a_repetition_is_taken_only_where_it_may_lead_on() {
        let scope = Scope { vocabulary: &Vocabulary::default(), slot: &|_| None };
        let program = compile(&parse("(甲|乙)*丙", false).unwrap(), &scope);
        let out = program.branches.iter().filter(|branch| branch.first.may_hold('丙'));
        assert!(out.clone().count() > 0 && out.into_iter().all(|branch| !branch.first.is_all()));
    }
}
