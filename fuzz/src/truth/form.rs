//! Fills the blanks of a sentence: `{a}` is what the first indicator came to, `{1t}` the target of the second.

use super::super::round_trip::sentences::Dice;
use super::model::{Fact, Habit, amount, decimal, rounded};

/// The words of a language for a change in percent.
pub struct Words {
    pub up: &'static str,
    pub down: &'static str,
}

/// What stands in the blanks.
pub struct Blanks<'a> {
    pub facts: &'a [Fact],
    pub habit: Habit,
    pub words: &'a Words,
}

impl Blanks<'_> {
    /// The sentence; `None` where it would not be true, as 增长 of what fell.
    pub fn filled(&self, dice: &mut Dice, form: &str) -> Option<String> {
        let mut text = String::new();
        let mut rest = self.fitting(form)?;
        let chance = Chance { portion: dice.between(20, 80), rates: [rate(dice), rate(dice)] };
        while let Some((before, behind)) = rest.split_once('{') {
            let (blank, after) = behind.split_once('}').unwrap();
            text.push_str(before);
            text.push_str(&match blank.strip_prefix('~') {
                Some(other) => beside(dice, other),
                None => self.stated(blank, &chance)?,
            });
            rest = after;
        }
        text.push_str(rest);
        Some(text)
    }

    /// A form behind `#` is only for what is counted, one behind `$` only for what is not.
    fn fitting<'f>(&self, form: &'f str) -> Option<&'f str> {
        let counted = self.facts.iter().any(|fact| fact.unit.counts());
        match (form.strip_prefix('#'), form.strip_prefix('$')) {
            (Some(form), _) => counted.then_some(form),
            (_, Some(form)) => (!counted).then_some(form),
            _ => Some(form),
        }
    }

    fn stated(&self, blank: &str, chance: &Chance) -> Option<String> {
        let (index, what) = match blank.find(|c: char| !c.is_ascii_digit()) {
            Some(0) => (0, blank),
            Some(at) => (blank[..at].parse::<usize>().unwrap(), &blank[at..]),
            None => return None,
        };
        let fact = self.facts.get(index)?;
        let taken = |value: i128| self.habit.taken(value, fact.unit);
        let (a, l, t) = (taken(fact.actual), taken(fact.last), fact.target);
        let part = self.part(fact, chance.portion);
        // Another target than the first.
        let place = fact.unit.size / 10i128.pow(fact.unit.decimals);
        let t2 = t / place * (100 + chance.portion) / 100 * place;
        match what {
            "n" => Some(fact.name.clone()),
            "a" => Some(amount(fact.actual, fact.unit)),
            "l" => Some(amount(fact.last, fact.unit)),
            "t" => Some(amount(fact.target, fact.unit)),
            "half" => Some(amount(part, fact.unit)),
            // What that part grew by, from a base that there can have been.
            "halfg" => self.percent(part - self.part_before(part, fact), self.part_before(part, fact)),
            "rest" => Some(amount(fact.actual - part, fact.unit)),
            "c" => self.percent(a, t),
            "x" => self.percent(a - t, t),
            "s" => self.percent(t - a, t),
            "u" => self.percent(a - l, l),
            "d" => self.percent(l - a, l),
            "g" => match a > l {
                true => Some(format!("{}{}", self.words.up, self.percent(a - l, l)?)),
                false => Some(format!("{}{}", self.words.down, self.percent(l - a, l)?)),
            },
            "i" => above_zero(a - l, fact),
            "e" => above_zero(l - a, fact),
            "o" => above_zero(a - t, fact),
            "k" => above_zero(t - a, fact),
            "m" => times(a, l),
            "w" => self.percent(a, self.habit.taken(self.facts[0].actual, fact.unit)),
            "floor" => Some(hedged(fact, false)).flatten(),
            "ceil" => Some(hedged(fact, true)).flatten(),
            "hr" => self.percent(part, a),
            "hc" => self.percent(part, t),
            "pair" => {
                let whole = self.habit.taken(fact.actual, fact.unit);
                let [_, one, two, ..] = self.facts else { return None };
                self.percent(taken(one.actual) + taken(two.actual), whole)
            }
            "t2" => Some(amount(t2, fact.unit)),
            "c2" => self.percent(a, t2),
            "met" => (fact.actual > t && a > t).then(String::new),
            "missed" => (fact.actual < t && a < t).then(String::new),
            other => self.rate(other, chance.rates),
        }
    }

    /// A rate of this year and the last, and how they differ; in hundredths of the last decimal.
    fn rate(&self, what: &str, [now, before]: [i128; 2]) -> Option<String> {
        let decimals = self.habit.decimals.max(1);
        let by = 10i128.pow(4 - decimals);
        let shown = |value: i128| decimal(rounded(value, by), decimals);
        let taken = |value: i128| if self.habit.printed { rounded(value, by) * by } else { value };
        let apart = |more: i128| (rounded(more, by) > 0).then(|| shown(more));
        match what {
            "r" => Some(format!("{}%", shown(now))),
            "rl" => Some(format!("{}%", shown(before))),
            "rup" => apart(taken(now) - taken(before)),
            "rdown" => apart(taken(before) - taken(now)),
            other => panic!("no blank is called {other}"),
        }
    }

    /// A part of what was done; whole things where they are counted.
    fn part(&self, fact: &Fact, portion: i128) -> i128 {
        let place = fact.unit.size / 10i128.pow(fact.unit.decimals);
        fact.actual * portion / 100 / place * place
    }

    /// Two thirds of it, in whole places.
    fn part_before(&self, part: i128, fact: &Fact) -> i128 {
        let place = fact.unit.size / 10i128.pow(fact.unit.decimals);
        part * 2 / 3 / place * place
    }

    fn percent(&self, part: i128, whole: i128) -> Option<String> {
        let places = self.habit.percent(part, whole);
        (places > 0 && whole > 0).then(|| format!("{}%", decimal(places, self.habit.decimals)))
    }
}

/// What is left to chance once for a whole sentence.
struct Chance {
    /// A part of the year, in percent.
    portion: i128,
    /// Two rates, in ten thousandths of a percent.
    rates: [i128; 2],
}

/// Between 5 % and 95 %.
fn rate(dice: &mut Dice) -> i128 {
    dice.between(50_000, 950_000)
}

fn above_zero(value: i128, fact: &Fact) -> Option<String> {
    let place = fact.unit.size / 10i128.pow(fact.unit.decimals);
    (rounded(value, place) > 0).then(|| amount(value, fact.unit))
}

fn times(a: i128, l: i128) -> Option<String> {
    (a > l && l > 0).then(|| decimal(rounded(a * 10, l), 1))
}

/// The two leading digits of what was done, from below or from above; `None` where that would be all of it.
fn hedged(fact: &Fact, above: bool) -> Option<String> {
    let mut step = fact.unit.size;
    while fact.actual / step >= 100 {
        step *= 10;
    }
    let digits = fact.actual / step;
    (10..100).contains(&digits).then_some(())?;
    let value = if above { (digits + 1) * step } else { digits * step };
    (value != fact.actual && step > fact.unit.size).then(|| {
        let whole = value / fact.unit.size;
        format!("{}{whole}{}", fact.unit.before, fact.unit.after)
    })
}

/// What has nothing to do with the indicators, and so cannot be wrong.
fn beside(dice: &mut Dice, what: &str) -> String {
    match what {
        "p" => format!("{}%", decimal(dice.between(1, 999), 1)),
        "pp" => decimal(dice.between(1, 99), 1),
        "r" => dice.between(1, 12).to_string(),
        "k" => dice.between(2, 40).to_string(),
        "m" => dice.between(2, 11).to_string(),
        "y" => dice.between(2015, 2020).to_string(),
        "z" => dice.between(2022, 2024).to_string(),
        other => panic!("no blank is called ~{other}"),
    }
}
