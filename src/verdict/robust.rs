//! No figures and no equation, however odd, may bring the engine down.

use proptest::prelude::*;

use super::{Bound, Class, Equation, Expr, HedgeKind, Operand, Options, Relation, Verdict, judge};
use crate::exact::Exact;

fn exact() -> impl Strategy<Value = Exact> {
    let odd = prop_oneof![
        Just(Exact::ZERO),
        Just(Exact::ONE),
        Just(Exact::pow10(76).unwrap()),
        Just(Exact::pow10(-76).unwrap()),
        Just(Exact::ratio(1, 3).unwrap()),
        Just(Exact::whole(i128::MIN)),
    ];
    let plain = (-2_000_000i128..2_000_000, -10i32..20)
        .prop_map(|(digits, exponent)| Exact::whole(digits).mul(Exact::pow10(exponent).unwrap()).unwrap());
    prop_oneof![1 => odd, 9 => plain]
}

fn operand() -> impl Strategy<Value = Operand> {
    let kind = prop_oneof![
        Just(HedgeKind::About),
        Just(HedgeKind::Nearly),
        Just(HedgeKind::Over),
        Just(HedgeKind::OverInclusive),
        Just(HedgeKind::More),
        Just(HedgeKind::AtLeast),
        Just(HedgeKind::AtMost),
    ];
    let place =
        prop_oneof![4 => (-10i32..9).prop_map(|exponent| Exact::pow10(exponent).unwrap()), 1 => exact()];
    let hedge = prop::option::weighted(0.3, (kind, exact()));
    (exact(), place, any::<bool>(), hedge, any::<bool>(), any::<bool>()).prop_map(
        |(value, place, exact, hedge, whole, soft)| {
            let class = if exact { Class::Exact } else { Class::Rounded };
            Operand { value, place, class, hedge, whole, soft }
        },
    )
}

fn bound() -> impl Strategy<Value = Bound> {
    prop_oneof![
        1 => Just(Bound::Missing),
        6 => operand().prop_map(|operand| Bound::Stated(vec![operand])),
        1 => prop::collection::vec(operand(), 0..4).prop_map(Bound::Stated),
    ]
}

fn expr() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![
        6 => (0usize..5).prop_map(Expr::Slot),
        1 => exact().prop_map(Expr::Constant),
        1 => (0usize..5).prop_map(Expr::Sum),
        1 => (0usize..5).prop_map(Expr::Product),
        1 => (0usize..5).prop_map(Expr::Max),
        1 => (0usize..5).prop_map(Expr::Len),
    ];
    leaf.prop_recursive(3, 8, 2, |inner| {
        let pair = (inner.clone(), inner.clone()).prop_map(|(a, b)| (Box::new(a), Box::new(b)));
        prop_oneof![
            pair.clone().prop_map(|(a, b)| Expr::Add(a, b)),
            pair.clone().prop_map(|(a, b)| Expr::Sub(a, b)),
            pair.clone().prop_map(|(a, b)| Expr::Mul(a, b)),
            pair.prop_map(|(a, b)| Expr::Div(a, b)),
            inner.prop_map(|a| Expr::PowerOfTwo(Box::new(a))),
        ]
    })
}

fn relation() -> impl Strategy<Value = Relation> {
    prop_oneof![
        4 => Just(Relation::Equal),
        1 => Just(Relation::Less),
        1 => Just(Relation::LessOrEqual),
        1 => Just(Relation::Greater),
        1 => Just(Relation::GreaterOrEqual),
    ]
}

proptest! {
    #[test]
    fn every_claim_gets_a_verdict(
        left in expr(),
        relation in relation(),
        right in expr(),
        slots in prop::collection::vec(bound(), 0..6),
        whole_unknown in any::<bool>(),
        unknown_at_most in prop::option::of(exact()),
    ) {
        let equation = Equation { left, relation, right };
        let options = Options { whole_unknown, unknown_at_most, crosses_target: true, ..Options::default() };
        let judgement = judge(&equation, &slots, &options);
        prop_assert_eq!(judgement.reason.is_some(), judgement.verdict == Verdict::Unchecked);
        prop_assert_eq!(
            judgement.implied.is_some(),
            matches!(judgement.verdict, Verdict::Implied | Verdict::Impossible)
        );
    }

    #[test]
    fn every_ratio_gets_a_verdict(slots in prop::collection::vec(bound(), 3)) {
        let ratio = Expr::Div(Box::new(Expr::Slot(0)), Box::new(Expr::Slot(1)));
        let equation = Equation { left: ratio, relation: Relation::Equal, right: Expr::Slot(2) };
        let judgement = judge(&equation, &slots, &Options::default());
        prop_assert_eq!(judgement.reason.is_some(), judgement.verdict == Verdict::Unchecked);
    }
}
