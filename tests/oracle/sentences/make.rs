//! Random claims as sentences, and claims made so that all hangs on an end.

use gouji::Verdict;
use num_bigint::BigInt;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::compare::{Expected, Said};
use super::counted;
use super::dice::Dice;
use super::equation::Equation;
use super::opinion::{Claim, Opinion, Order};
use super::printed::{Figure, Known, Printed, Unit};
use super::rounding::{Q, power_of_ten};
use super::templates::{ENGLISH_POINTS, MULTIPLE, PEOPLE, PERCENT, POINTS, Role, Says, Template, any};
use super::term::{Ends, Term};

/// A sentence whose figures agree, nearly agree or do not.
pub(crate) fn random(dice: &mut Dice) -> Said {
    loop {
        if dice.chance(6) {
            return counted::random(dice);
        }
        let template = any(dice);
        if let Some(said) = one(dice, template).filter(|said| !said.may_share_a_scale()) {
            return said;
        }
    }
}

/// A sentence in which an end of what the operands allow is an end of what the result stands for, or one place off.
pub(crate) fn boundary(dice: &mut Dice) -> Said {
    loop {
        let template = any(dice);
        if let Some(said) = touching(dice, template).filter(|said| !said.may_share_a_scale()) {
            return said;
        }
    }
}

fn one(dice: &mut Dice, template: &Template) -> Option<Said> {
    let units = units(dice, template);
    let figures = operands(dice, template, units);
    if template.sizes.1 == 100 && figures[0].term().value > figures[1].term().value {
        return None;
    }
    let operands: Vec<Printed> = print(dice, template, &figures);
    match template.says {
        Says::Gives(equation, role) => {
            let result = result(dice, template, units, (equation, role), &operands)?;
            let hedge = template.hedges.1 && dice.chance(8) && role != Role::Doublings;
            let result = if hedge { result.hedged(dice) } else { shown(dice, role, &result) };
            let said = given(template, equation, operands, result);
            (!template.strong || !said.proves_little()).then_some(said)
        }
        Says::Stands(order) => {
            let terms = terms(&operands);
            Some(said(template, operands, None, order.opinion(&terms)))
        }
        Says::Makes(equation, result) => {
            if equation == Equation::Sum && makes_all_early(&terms(&operands)) {
                return None;
            }
            let result = Figure { digits: result, decimals: 0, unit: MULTIPLE, known: Known::Set }.term();
            let opinion = Claim { equation, operands: &terms(&operands), result: &result }.opinion();
            let opinion = Opinion { readings: vec![], low_power: None, ..opinion };
            Some(said(template, operands, None, opinion))
        }
        Says::Holds => {
            let opinion = holding(&terms(&operands));
            Some(said(template, operands, None, opinion))
        }
        Says::Shows => Some(said(template, operands, None, Opinion::plain(Verdict::Implied))),
        Says::AtLeastPercent(percent) => {
            let bound = Figure { digits: percent, decimals: 0, unit: PERCENT, known: Known::Set }.term();
            let terms = [terms(&operands), vec![bound]].concat();
            Some(said(template, operands, None, Order::AtLeast.opinion(&terms)))
        }
    }
}

/// Whether some of the shares nearly are all of it, with others before or behind them.
fn makes_all_early(shares: &[Term]) -> bool {
    let nearly = Q::new(BigInt::from(97), BigInt::from(100));
    let most = |some: &[Term]| some.iter().map(|share| &share.value).sum::<Q>() > nearly;
    most(&shares[1..]) || most(&shares[..shares.len() - 1])
}

/// A part that is all of its whole is held to it; any other only must not be more.
fn holding(terms: &[Term]) -> Opinion {
    let all = Claim { equation: Equation::Same, operands: &terms[1..], result: &terms[0] }.opinion();
    match all.verdict {
        Verdict::Consistent | Verdict::HalfEven | Verdict::WithinRounding => all,
        _ => Order::AtLeast.opinion(terms),
    }
}

fn units(dice: &mut Dice, template: &Template) -> &'static [Unit] {
    if template.units.is_empty() { &[] } else { dice.pick(template.units) }
}

fn terms(printed: &[Printed]) -> Vec<Term> {
    printed.iter().map(|printed| printed.term.clone()).collect()
}

fn print(dice: &mut Dice, template: &Template, figures: &[Figure]) -> Vec<Printed> {
    let one = |(index, figure): (usize, &Figure)| {
        let may = template.hedges.0.contains(&index);
        if may && dice.chance(6) { figure.hedged(dice) } else { figure.plain(dice) }
    };
    figures.iter().enumerate().map(one).collect()
}

fn given(template: &Template, equation: Equation, operands: Vec<Printed>, result: Printed) -> Said {
    let mut terms = terms(&operands);
    if template.prefix {
        terms.truncate(list_end(&terms, &result.term));
    }
    let opinion = Claim { equation, operands: &terms, result: &result.term }.opinion();
    let holds = matches!(opinion.verdict, Verdict::Consistent | Verdict::HalfEven | Verdict::WithinRounding);
    let capped = !holds && is_capped(template, equation, &terms, &result.term);
    let fewer = !holds && equation == Equation::Sum && fewer_make(&terms, &result.term);
    let said = said(template, operands, Some(result), opinion);
    if capped || fewer { Said { expected: Expected::Nothing, ..said } } else { said }
}

/// A completion of just 100 % may stand for more, and then is no claim where the figures do not agree.
fn is_capped(template: &Template, equation: Equation, operands: &[Term], result: &Term) -> bool {
    let of_target = template.rule.starts_with("completion") && equation == Equation::Ratio;
    of_target && result.value == Q::one() && operands[0].value > operands[1].value
}

/// Whether a total that is printed no coarser than its parts is exactly what two or more of them make: all but the first ones, or all but one.
fn fewer_make(parts: &[Term], total: &Term) -> bool {
    let makes = |fewer: Vec<&Term>| {
        let operands: Vec<Term> = fewer.into_iter().cloned().collect();
        let claim = Claim { equation: Equation::Sum, operands: &operands, result: total };
        operands.len() > 1 && claim.opinion().verdict == Verdict::Consistent
    };
    let all_but = |out: usize| parts[..out].iter().chain(&parts[out + 1..]);
    parts.iter().all(|part| total.place <= part.place)
        && ((1..parts.len()).any(|from| makes(parts[from..].iter().collect()))
            || (0..parts.len()).any(|out| makes(all_but(out).collect())))
}

/// How many figures of a list are its parts: up to the last place from which all before make the total, or all.
fn list_end(parts: &[Term], total: &Term) -> usize {
    let makes = |count: &usize| parts[..*count].iter().map(|part| &part.value).sum::<Q>() == total.value;
    (2..=parts.len()).rev().find(makes).unwrap_or(parts.len())
}

fn said(template: &Template, operands: Vec<Printed>, result: Option<Printed>, opinion: Opinion) -> Said {
    let mut text = template.form.to_owned();
    for (index, printed) in operands.iter().enumerate() {
        text = text.replace(&format!("{{{index}}}"), &printed.text);
    }
    if let Some(result) = &result {
        text = text.replace("{r}", &result.text);
    }
    let dropped = template.confirm_only && !opinion.confirms();
    // Where a list ends early, what is behind it is no figure of the claim.
    let operands = operands.into_iter().take(if template.prefix { 2 } else { usize::MAX });
    let figures = operands.chain(result).map(|printed| printed.text).collect();
    let expected = if dropped { Expected::Nothing } else { Expected::Claim(opinion) };
    Said {
        text,
        pack: template.pack,
        rule: template.rule,
        or: template.or,
        also: template.also,
        figures,
        expected,
    }
}

impl Said {
    /// Whether a few dollars stand beside millions: the 12 of $12 to $15 million may be millions too.
    fn may_share_a_scale(&self) -> bool {
        let dollars = || self.figures.iter().filter(|figure| figure.contains('$'));
        let few = |figure: &String| {
            let whole = figure.split('.').next().unwrap_or_default();
            !figure.contains("million") && whole.chars().filter(char::is_ascii_digit).count() <= 3
        };
        dollars().any(few) && dollars().any(|figure| figure.contains("million"))
    }
}

impl Opinion {
    /// Whether it speaks for a reading that is too loose to accuse.
    pub(crate) fn confirms(&self) -> bool {
        let loosely = self.verdict == Verdict::WithinRounding && self.loosely;
        let against = matches!(
            self.verdict,
            Verdict::Unchecked
                | Verdict::Truncated
                | Verdict::RoundedUp
                | Verdict::Impossible
                | Verdict::Inconsistent
        );
        !self.blamed && !against && !loosely
    }
}

/// A result in the words of its role: 翻两番 has no digits.
fn shown(dice: &mut Dice, role: Role, figure: &Figure) -> Printed {
    if role != Role::Doublings {
        return figure.plain(dice);
    }
    let count = ["零", "一", "两", "三", "四", "五"][figure.digits as usize];
    Printed { text: format!("{count}番"), term: figure.term() }
}

/// The operands: figures of one size, as in reports, mostly of one scale.
fn operands(dice: &mut Dice, template: &Template, units: &'static [Unit]) -> Vec<Figure> {
    let sum = matches!(template.says, Says::Gives(Equation::Sum, _) | Says::Makes(Equation::Sum, _));
    let first = amount(dice, *template.operands.get(1).unwrap_or(&template.operands[0]), units);
    let mut figures: Vec<Figure> = Vec::new();
    for (index, role) in template.operands.iter().enumerate() {
        let figure = match index {
            2 if template.units.is_empty() => rest_of(dice, &figures),
            _ if sum => amount_like(dice, *role, units, &first),
            0 => beside(dice, *role, units, &first, template.sizes),
            1 => first,
            _ => amount(dice, *role, units),
        };
        figures.push(figure);
    }
    figures
}

fn known(role: Role) -> Known {
    match role {
        Role::Target | Role::TargetPercent => Known::Set,
        _ => Known::ByUnit,
    }
}

fn unit_of(dice: &mut Dice, role: Role, units: &'static [Unit]) -> Unit {
    match role {
        Role::Amount | Role::Target => dice.pick(units),
        Role::People => PEOPLE,
        Role::Percent | Role::TargetPercent => PERCENT,
        Role::Points => POINTS,
        Role::Multiple => MULTIPLE,
        Role::Doublings => Unit { after: "番", ..MULTIPLE },
    }
}

/// A figure of one to six digits.
fn amount(dice: &mut Dice, role: Role, units: &'static [Unit]) -> Figure {
    let unit = unit_of(dice, role, units);
    let (longest, decimals) = match role {
        Role::Percent | Role::TargetPercent => (3, dice.pick(&[0, 1, 1, 2])),
        Role::People => (4, 0),
        _ if unit.counts && unit.power == 0 => (5, 0),
        _ => (6, dice.pick(&[0, 0, 1, 2, 2, 3])),
    };
    let length = dice.between(1, longest) as u32;
    let digits = dice.between(10i128.pow(length - 1), 10i128.pow(length) - 1);
    let digits = if dice.chance(10) { digits * 10 } else { digits };
    Figure { digits, decimals, unit, known: known(role) }
}

/// The share that is left of 100 %, or nearly.
fn rest_of(dice: &mut Dice, shares: &[Figure]) -> Figure {
    let decimals = shares.iter().map(|share| share.decimals).max().unwrap_or(0);
    let places = |share: &Figure| share.digits * 10i128.pow(decimals - share.decimals);
    let left = 10i128.pow(decimals + 2) - shares.iter().map(places).sum::<i128>();
    let digits = (left + dice.pick(&[0, 0, 0, 1, -1, 3])).max(1);
    Figure { digits, decimals, unit: PERCENT, known: Known::ByUnit }
}

/// A part beside another.
fn amount_like(dice: &mut Dice, role: Role, units: &'static [Unit], other: &Figure) -> Figure {
    if dice.chance(20) {
        return amount(dice, role, units);
    }
    Figure { digits: dice.between(1, 3 * other.digits), known: known(role), ..*other }
}

/// A figure that is between `low` and `high` percent of another.
fn beside(
    dice: &mut Dice,
    role: Role,
    units: &'static [Unit],
    other: &Figure,
    (low, high): (i128, i128),
) -> Figure {
    let like = amount(dice, role, units);
    if role == Role::Amount
        && other.unit.after == PEOPLE.after
        && units.iter().all(|unit| unit.after != PEOPLE.after)
    {
        return like;
    }
    let (unit, decimals) = if dice.chance(75) || like.unit.power < 0 {
        (if role == Role::Percent { PERCENT } else { other.unit }, other.decimals)
    } else {
        (like.unit, like.decimals)
    };
    let percent = Q::new(BigInt::from(dice.between(low, high)), BigInt::from(100));
    let place = unit.size() * power_of_ten(-(decimals as i32));
    let digits = (other.term().value * percent / place).round().to_integer().to_i128().unwrap_or(1);
    Figure { digits: digits.max(1), decimals, unit, known: known(role) }
}

/// The result: the true one under some rounding, or a few places off.
fn result(
    dice: &mut Dice,
    template: &Template,
    units: &'static [Unit],
    (equation, role): (Equation, Role),
    operands: &[Printed],
) -> Option<Figure> {
    let blank = blank_result(dice, template, units, role);
    let (terms, term) = (terms(operands), Figure { digits: 1, ..blank }.term());
    let claim = Claim { equation, operands: &terms, result: &term };
    sound(&claim)?;
    let Ends { low, high } = claim.allowed();
    let from = match dice.between(0, 5) {
        0 if low.is_positive() => low,
        1 if high < power_of_ten(20) => high,
        _ => claim.value(),
    };
    let reading = dice.pick(&gouji::verdict::Reading::ALL);
    let off = if role == Role::Doublings {
        dice.pick(&[0, 0, 1])
    } else {
        dice.pick(&[0, 0, 0, 0, 0, 1, -1, 2, -2, 5])
    };
    let digits = claim.printed(reading, &from).to_i128()? + off;
    let (least, most) = if role == Role::Doublings { (2, 5) } else { (1, 10i128.pow(12)) };
    (least..=most).contains(&digits).then_some(Figure { digits, ..blank })
}

/// The unit and the decimals that a result is given in.
fn blank_result(dice: &mut Dice, template: &Template, units: &'static [Unit], role: Role) -> Figure {
    let unit = match (role, template.pack) {
        (Role::Points, "en-report") => ENGLISH_POINTS,
        _ => unit_of(dice, role, units),
    };
    let decimals = match role {
        Role::Percent | Role::Points => dice.pick(&[0, 1, 1, 2, 2, 3]),
        Role::Multiple => dice.pick(&[0, 1, 1, 2]),
        Role::Doublings => 0,
        _ if unit.counts && unit.power == 0 => 0,
        _ => dice.pick(&[0, 1, 2, 2]),
    };
    Figure { digits: 0, decimals, unit, known: known(role) }
}

/// Whether the operands stand to one another as the sentence says: nothing is divided by zero, what is added up to
/// is more than what was added.
fn sound(claim: &Claim<'_>) -> Option<()> {
    let value = |index: usize| claim.operands[index].value.clone();
    let fine = match claim.equation {
        Equation::Added => claim.operands[0].meant().low > claim.operands[1].meant().high,
        Equation::Sum | Equation::Product | Equation::Same => true,
        Equation::Doublings => {
            value(0) >= value(1) && claim.operands.iter().all(|term| term.meant().low.is_positive())
        }
        _ => !value(1).is_zero(),
    };
    fine.then_some(())
}

/// Ends that touch, for the claims of two operands whose first can be had from the second and the result.
fn touching(dice: &mut Dice, template: &Template) -> Option<Said> {
    let Says::Gives(equation, role) = template.says else { return None };
    let units = units(dice, template);
    let second = amount(dice, *template.operands.get(1)?, units);
    let mut result = blank_result(dice, template, units, role);
    let most = 10i128.pow(result.decimals) * if role == Role::Multiple { 9 } else { 200 };
    result.digits = dice.between(1, most);
    let wanted = wanted(dice, equation, &second.term(), &result.term())?;
    let unit = unit_of(dice, template.operands[0], units);
    let first = ending_at(dice, &wanted, unit, template.operands[0])?;
    let (low, high) = template.sizes;
    let hundred = Q::from(BigInt::from(100));
    let size = first.term().value / second.term().value * hundred;
    let (low, high) = (Q::from(BigInt::from(low)), Q::from(BigInt::from(high)));
    if !matches!(equation, Equation::Sum | Equation::Product) && (size < low || high < size) {
        return None;
    }
    let figures: Vec<Figure> = [first, second].into_iter().take(template.operands.len()).collect();
    if figures.len() != template.operands.len() {
        return None;
    }
    let printed: Vec<Printed> = figures.iter().map(|figure| figure.plain(dice)).collect();
    let operands = terms(&printed);
    sound(&Claim { equation, operands: &operands, result: &result.term() })?;
    let shown = shown(dice, role, &result);
    let said = given(template, equation, printed, shown);
    (!template.strong || !said.proves_little()).then_some(said)
}

/// What an end of the first operand has to be for the result to end where a reading of it ends.
fn wanted(dice: &mut Dice, equation: Equation, second: &Term, result: &Term) -> Option<Q> {
    let halves = dice.pick(&[-2, -1, -1, -1, 0, 1, 1, 1, 2]);
    let end = &result.value + &result.place * Q::new(BigInt::from(halves), BigInt::from(2));
    let Ends { low, high } = second.meant();
    let other = if dice.chance(50) { low } else { high };
    let wanted = match equation {
        Equation::Ratio => other * end,
        Equation::Above => other * (Q::one() + end),
        Equation::Below => other * (Q::one() - end),
        Equation::Difference => end + other,
        Equation::Sum => end - other,
        Equation::Product if other.is_positive() => end / other,
        _ => return None,
    };
    wanted.is_positive().then_some(wanted)
}

/// A figure one of whose ends is exactly `wanted`, or one place off it.
fn ending_at(dice: &mut Dice, wanted: &Q, unit: Unit, role: Role) -> Option<Figure> {
    let wanted = wanted / unit.size();
    let decimals = (0..=6u32).find(|decimals| (&wanted * power_of_ten(*decimals as i32)).is_integer())?;
    let digits = (&wanted * power_of_ten(decimals as i32)).to_integer().to_i128()?;
    let known = known(role);
    let exact = (unit.counts && unit.power == 0 || known == Known::Set) && decimals == 0;
    let (digits, decimals) = match () {
        () if exact => (digits, 0),
        () if digits % 10 == 5 && decimals > 0 => (digits.div_euclid(10) + dice.between(0, 1), decimals - 1),
        () => return None,
    };
    let digits = digits + dice.pick(&[0, 0, 0, 0, 1, -1]);
    // A count with decimals is none that anybody prints.
    let countless = unit.counts && decimals > 0 && unit.power == 0;
    (digits > 0 && digits < 10i128.pow(12) && !countless).then_some(Figure { digits, decimals, unit, known })
}
