//! The packs that ship: every rule's examples come out as the rule says.

use gouji::Pack;

#[test]
fn every_example_of_every_shipped_pack_holds() {
    for name in gouji::rule::builtin_packs() {
        let pack = Pack::builtin(name).unwrap_or_else(|error| panic!("{error}"));
        let failures: Vec<String> = gouji::run_examples(&pack).iter().map(ToString::to_string).collect();
        assert!(failures.is_empty(), "{} examples of {name} fail:\n{}", failures.len(), failures.join("\n"));
    }
}

#[test]
fn every_rule_has_an_example_that_fires_and_a_near_miss() {
    for name in gouji::rule::builtin_packs() {
        let pack = Pack::builtin(name).unwrap();
        let unwritten = pack.rules().is_empty();
        let gaps = gouji::gaps(&pack);
        assert!(unwritten || gaps.is_empty(), "{name}: {gaps:?}");
    }
}

#[test]
fn a_claim_begins_at_its_first_character() {
    let text = "We met (90%) twice.\nThe panel funded 316 of 1,067 applications (39%). It funded 3 of 12 grants (30%).\n";
    let report = gouji::check(text, &Pack::builtin("en-report").unwrap());
    let places: Vec<_> =
        report.claims.iter().map(|claim| (claim.line, claim.column, &text[claim.span.clone()])).collect();
    assert!(report.claims.iter().all(|claim| claim.quote == claim.quote.trim_start()), "{places:?}");
    assert_eq!((places[0].0, places[0].1), (2, 1), "{places:?}");
}

#[test]
fn what_would_fit_a_counted_number_is_whole() {
    let pack = Pack::builtin("en-report").unwrap();
    let report = gouji::check("We trained 1,370 against a target of 1,500 (80%).", &pack);
    let claim = report.claims.first().unwrap();
    let suggestions = gouji::report::contract::suggestions(claim);
    let of = |role: &str| suggestions.iter().find(|one| one.role == role).map(|one| one.text.as_str());
    assert_eq!((of("actual"), of("target")), (Some("[1193, 1207]"), Some("[1702, 1723]")), "{suggestions:?}");
}
