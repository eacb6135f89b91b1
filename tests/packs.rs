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
