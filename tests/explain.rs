//! An explanation tells of the claims that a check makes, no more and no fewer.

use gouji::Pack;
use gouji::explain::{Outcome, explain};

#[test]
fn an_explanation_and_a_check_make_the_same_claims() {
    for name in gouji::rule::builtin_packs() {
        let pack = Pack::builtin(name).unwrap();
        for rule in pack.rules() {
            let id = &rule.info().id;
            let Some(example) = rule.examples().iter().find(|example| !example.expect.is_empty()) else {
                continue;
            };
            let checked = gouji::check(&example.text, &pack).claims;
            let checked = checked.iter().filter(|claim| claim.rule.id == *id).count();
            let lines = explain(&example.text, &pack, Some(id));
            let trials = lines.iter().flat_map(|line| &line.rules).flat_map(|account| &account.trials);
            let explained = trials.filter(|trial| matches!(trial.outcome, Outcome::Claim(_))).count();
            assert_eq!(explained, checked, "{name}/{id}: {}", example.text);
        }
    }
}
