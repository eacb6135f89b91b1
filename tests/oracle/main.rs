//! A second opinion on every verdict, by other means: no intervals, no readings as sets, no shared arithmetic.
//!
//! A stated result `N` (in units of its last place) can come of operands that lie between known corners exactly
//! when the rounding function, being monotone and stepping through every whole number, takes the lowest corner to
//! `N` or below and the highest to `N` or above. So the oracle only rounds corners, in arbitrary precision.
//!
//! `cargo test --release --test oracle -- --ignored --nocapture` runs the long comparison;
//! `GOUJI_ORACLE_CLAIMS` and `GOUJI_ORACLE_BOUNDARIES` change how many claims it makes up.

#![allow(clippy::unwrap_used, reason = "a panic in a test is the report")]

mod claims;
mod opinion;
mod sentences;

use claims::{boundary_claim, random_claim};
use gouji::verdict::{
    Bound, Class, Equation, Expr, Flag, Judgement, Operand, Options, Reason, Relation, Verdict, judge,
};
use gouji::{Exact, Pack};
use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};
use opinion::{Claim, Figure, Opinion, Shape, opinion, result_of};
use sentences::{Dice, Q, ROUNDINGS, Rounding, Said, cut_off, power_of_ten, round_half_even, round_half_up};

impl Figure {
    fn operand(&self) -> Operand {
        let place = Exact::pow10(-self.decimals).unwrap();
        Operand {
            value: Exact::whole(self.digits).mul(place).unwrap(),
            place,
            class: if self.exact { Class::Exact } else { Class::Rounded },
            hedge: self.hedge.map(|kind| (kind, Exact::pow10(self.width_exponent()).unwrap())),
            whole: self.exact,
            soft: false,
        }
    }
}

fn slot(number: usize) -> Box<Expr> {
    Box::new(Expr::Slot(number))
}

fn equation(shape: Shape) -> Equation {
    let one = Box::new(Expr::Constant(Exact::ONE));
    let ratio = Expr::Div(slot(0), slot(1));
    let (left, right) = match shape {
        Shape::Ratio => (ratio, Expr::Slot(2)),
        Shape::Growth => (ratio, Expr::Add(one, slot(2))),
        Shape::Decline => (ratio, Expr::Sub(one, slot(2))),
        Shape::Sum => (Expr::Sum(0), Expr::Slot(1)),
    };
    Equation { left, relation: Relation::Equal, right }
}

fn ask(claim: &Claim) -> Judgement {
    let operands: Vec<Operand> = claim.operands.iter().map(Figure::operand).collect();
    let mut slots = match claim.shape {
        Shape::Sum => vec![Bound::Stated(operands)],
        _ => operands.into_iter().map(|operand| Bound::Stated(vec![operand])).collect(),
    };
    slots.push(Bound::Stated(vec![claim.result.operand()]));
    judge(&equation(claim.shape), &slots, &Options::default())
}

fn as_rational(value: Exact) -> Q {
    let big = |n: ethnum::I256| match i128::try_from(n) {
        Ok(short) => BigInt::from(short),
        Err(_) => n.to_string().parse::<BigInt>().unwrap(),
    };
    Q::new(big(value.numerator()), big(value.denominator()))
}

/// Where the two differ, if they do.
fn disagreement(claim: &Claim, expected: &Opinion) -> Option<String> {
    let found = ask(claim);
    let k = found.flags.iter().find_map(|flag| match flag {
        Flag::LowPower { k } => Some(*k),
        _ => None,
    });
    let expected_k =
        (expected.passing >= 10 && expected.verdict != Verdict::Unchecked).then_some(expected.passing);
    let same = found.verdict == expected.verdict
        && found.readings == expected.readings
        && k == expected_k
        && found.flags.contains(&Flag::Boundary) == expected.boundary
        && (found.verdict != Verdict::Unchecked || found.reason == Some(Reason::Hedge))
        && ends_agree(claim, expected, &found);
    (!same).then(|| format!("{claim:?}\n  oracle {expected:?}\n  gouji {found:?}"))
}

/// Whether the set that was computed ends where the corners are (but for the specks of open ends).
fn ends_agree(claim: &Claim, expected: &Opinion, found: &Judgement) -> bool {
    let Some((_, set)) = &found.computed else { return false };
    let (Some(low), Some(high)) = (set.low, set.high) else { return false };
    let near =
        |end: Exact, corner: &Q| (as_rational(end) - corner * claim.result.place()).abs() < power_of_ten(-30);
    near(low.at, &expected.low) && near(high.at, &expected.high)
}

/// How many claims of each verdict were compared, and every disagreement.
#[derive(Default)]
struct Tally {
    verdicts: std::collections::BTreeMap<String, usize>,
    boundaries: usize,
    disagreements: Vec<String>,
}

fn compare(count: usize, seed: u64, make: fn(&mut Dice) -> Claim) -> Tally {
    let mut dice = Dice::new(seed);
    let mut tally = Tally::default();
    for _ in 0..count {
        let claim = make(&mut dice);
        let expected = opinion(&claim);
        *tally.verdicts.entry(format!("{:?}", expected.verdict)).or_default() += 1;
        tally.boundaries += usize::from(expected.boundary);
        tally.disagreements.extend(disagreement(&claim, &expected));
    }
    tally
}

fn assert_agreed(tally: &Tally) {
    let shown: Vec<&String> = tally.disagreements.iter().take(5).collect();
    assert!(shown.is_empty(), "{} disagreements, such as\n{shown:#?}", tally.disagreements.len());
}

#[test]
fn random_claims_get_the_verdict_of_the_oracle() {
    let tally = compare(5_000, 1, random_claim);
    assert_agreed(&tally);
    assert_eq!(tally.verdicts.len(), 7, "some verdict was never met: {:?}", tally.verdicts);
}

#[test]
fn boundary_claims_get_the_verdict_of_the_oracle() {
    let tally = compare(2_000, 2, boundary_claim);
    assert_agreed(&tally);
    assert!(tally.boundaries >= 100, "boundaries were hardly met: {}", tally.boundaries);
}

/// Every refinement of the operands by one more digit and a half is tried: whatever result one of them rounds to
/// must pass, and the corners must not let in what the exact readings keep out.
#[test]
fn what_a_refinement_gives_is_never_contradicted() {
    let mut dice = Dice::new(3);
    for _ in 0..24 {
        let mut claim = random_claim(&mut dice);
        if claim.shape == Shape::Sum || claim.operands[0].hedge.is_some() {
            continue;
        }
        for values in refinements(&claim) {
            let result = result_of(&claim, &values);
            for (reading, round) in ROUNDINGS {
                claim.result.digits = round(&result).to_i128().unwrap();
                let found = ask(&claim);
                assert!(found.readings.contains(&reading), "{claim:?} {values:?} {found:?}");
            }
        }
    }
}

fn refinements(claim: &Claim) -> Vec<Vec<Q>> {
    let steps = |figure: &Figure| -> Vec<Q> {
        let (low, high) = figure.corners();
        let step = (&high - &low) / Q::from(BigInt::from(4));
        (0..=4).map(|count| &low + &step * Q::from(BigInt::from(count))).collect()
    };
    let (actuals, targets) = (steps(&claim.operands[0]), steps(&claim.operands[1]));
    let pairs = actuals.iter().flat_map(|a| targets.iter().map(move |t| vec![a.clone(), t.clone()]));
    pairs.collect()
}

/// Whole targets behind a percent, by trying every one.
#[test]
fn a_whole_target_is_impossible_when_none_does() {
    let mut dice = Dice::new(4);
    let mut impossible = 0;
    for _ in 0..400 {
        impossible += usize::from(whole_target_agrees(&mut dice));
    }
    assert!(impossible > 20, "only {impossible} impossible targets were met");
}

fn whole_target_agrees(dice: &mut Dice) -> bool {
    let actual = Figure { digits: dice.between(1, 400), decimals: 0, exact: true, hedge: None };
    let decimals = dice.pick(&[2, 3, 4]);
    let unit = 10i128.pow(decimals as u32);
    let result = Figure { digits: dice.between(unit / 5, 2 * unit), decimals, exact: false, hedge: None };
    let claim = Claim { shape: Shape::Ratio, operands: vec![actual, actual], result };
    let slots =
        [Bound::Stated(vec![actual.operand()]), Bound::Missing, Bound::Stated(vec![result.operand()])];
    let options = Options { whole_unknown: true, ..Options::default() };
    let found = judge(&equation(Shape::Ratio), &slots, &options);
    let does = |target: i128, rounds: &[Rounding]| {
        let value = result_of(&claim, &[actual.value(), Q::from(BigInt::from(target))]);
        rounds.iter().any(|round| round(&value) == BigInt::from(result.digits))
    };
    let near = actual.digits * unit / result.digits;
    let around = (near - near / 5 - 2).max(1)..=near + near / 5 + 2;
    let rounded: Vec<i128> =
        around.clone().filter(|target| does(*target, &[round_half_up, round_half_even])).collect();
    let cut = around.into_iter().find(|target| does(*target, &[cut_off]));
    let expected = if rounded.is_empty() { Verdict::Impossible } else { Verdict::Implied };
    assert_eq!(found.verdict, expected, "{claim:?} {rounded:?} {found:?}");
    if rounded.is_empty() {
        assert_eq!(found.truncation_would_allow, cut.map(Exact::whole), "{claim:?} {found:?}");
    }
    if let [only] = rounded[..] {
        assert_eq!(found.round_number, Some(Exact::whole(only)), "{claim:?} {found:?}");
    }
    expected == Verdict::Impossible
}

fn count_from(variable: &str, default: usize) -> usize {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

#[test]
#[ignore = "takes minutes; run in release"]
fn a_million_claims_and_eighty_thousand_boundaries() {
    for (name, count, seed, make) in [
        ("random", count_from("GOUJI_ORACLE_CLAIMS", 1_000_000), 11, random_claim as fn(&mut Dice) -> Claim),
        ("boundary", count_from("GOUJI_ORACLE_BOUNDARIES", 80_000), 12, boundary_claim),
    ] {
        let begun = std::time::Instant::now();
        let tally = compare(count, seed, make);
        println!("{name}: {count} claims in {:?}", begun.elapsed());
        println!("  verdicts {:?}", tally.verdicts);
        println!("  hanging on closed ends that touch: {}", tally.boundaries);
        println!("  disagreements: {}", tally.disagreements.len());
        assert_agreed(&tally);
    }
}

fn packs() -> [Pack; 2] {
    ["zh-report", "en-report"].map(|name| Pack::builtin(name).unwrap())
}

/// How many sentences of each rule and of each verdict were compared, and every disagreement.
fn compare_sentences(count: usize, seed: u64, make: fn(&mut Dice) -> Said) -> Spoken {
    let (packs, mut dice) = (packs(), Dice::new(seed));
    let mut spoken = Spoken::default();
    for _ in 0..count {
        let said = make(&mut dice);
        let pack = packs.iter().find(|pack| pack.id() == said.pack).unwrap();
        *spoken.rules.entry((said.pack, said.rule)).or_default() += 1;
        *spoken.verdicts.entry(said.verdict()).or_default() += 1;
        spoken.boundaries += usize::from(said.hangs());
        if let Some(complaint) = sentences::disagreement(pack, &said) {
            spoken.count += 1;
            let told = spoken.disagreements.entry(said.rule).or_default();
            if told.len() < 3 {
                told.push(complaint);
            }
        }
    }
    spoken
}

#[derive(Default)]
struct Spoken {
    rules: std::collections::BTreeMap<(&'static str, &'static str), usize>,
    verdicts: std::collections::BTreeMap<String, usize>,
    boundaries: usize,
    count: usize,
    disagreements: std::collections::BTreeMap<&'static str, Vec<String>>,
}

impl Spoken {
    fn assert_agreed(&self) {
        let shown: Vec<&str> = self.disagreements.values().flatten().map(String::as_str).collect();
        assert_eq!(self.count, 0, "disagreements, such as\n{}", shown.join("\n\n"));
    }
}

#[test]
fn random_sentences_are_read_and_judged_as_the_oracle_has_it() {
    let spoken = compare_sentences(4_000, 21, sentences::random);
    spoken.assert_agreed();
    assert_eq!(spoken.rules.keys().copied().collect::<std::collections::BTreeSet<_>>(), sentences::kinds());
    assert_eq!(spoken.verdicts.len(), 10, "{:?}", spoken.verdicts);
}

#[test]
fn sentences_on_the_edge_are_judged_as_the_oracle_has_it() {
    let spoken = compare_sentences(1_000, 22, sentences::boundary);
    spoken.assert_agreed();
    assert!(spoken.boundaries >= 50, "boundaries were hardly met: {}", spoken.boundaries);
}

#[test]
#[ignore = "takes many minutes; run in release"]
fn a_million_sentences_and_as_many_on_the_edge() {
    for (name, count, seed, make) in [
        (
            "random",
            count_from("GOUJI_ORACLE_SENTENCES", 1_000_000),
            31,
            sentences::random as fn(&mut Dice) -> Said,
        ),
        ("edge", count_from("GOUJI_ORACLE_EDGES", 100_000), 32, sentences::boundary),
    ] {
        let begun = std::time::Instant::now();
        let spoken = compare_sentences(count, seed, make);
        println!("{name}: {count} sentences in {:?}", begun.elapsed());
        println!("  verdicts {:?}", spoken.verdicts);
        println!("  rules {:?}", spoken.rules);
        println!("  hanging on closed ends that touch: {}", spoken.boundaries);
        println!("  disagreements: {}", spoken.count);
        spoken.assert_agreed();
    }
}
