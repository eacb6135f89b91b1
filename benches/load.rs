//! How long loading takes: every pack that ships, each of them, and a generated pack of 1,000 rules.
//!
//! `cargo bench --bench load` prints the best of several runs and fails past the limits: 10 ms for the packs that
//! ship, 100 ms for the 1,000 rules. Limits are wide enough for a busy machine.
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a benchmark a panic is the report")]
#![allow(clippy::print_stdout, reason = "it is there to print")]

use std::time::{Duration, Instant};

use gouji::Pack;
use gouji::rule::builtin_packs;

#[path = "corpus/mod.rs"]
mod corpus;

/// The best of twenty, which is what the program takes when nothing else runs.
fn best<T>(mut run: impl FnMut() -> T) -> Duration {
    let timed = |_| {
        let start = Instant::now();
        std::hint::black_box(run());
        start.elapsed()
    };
    (0..20).map(timed).min().unwrap()
}

fn report(what: &str, took: Duration, limit: Duration) {
    println!("{what:32} {took:>10.2?}  (limit {limit:?})");
    assert!(took < limit, "{what} takes {took:?}, more than {limit:?}");
}

fn main() {
    let mut rules = 0;
    for name in builtin_packs() {
        rules += Pack::builtin(name).unwrap().rules().len();
        report(name, best(|| Pack::builtin(name)), Duration::from_millis(10));
    }
    let all = best(|| builtin_packs().map(|name| Pack::builtin(name).unwrap()).collect::<Vec<_>>());
    report(&format!("all that ship, {rules} rules"), all, Duration::from_millis(10));

    let folder = tempfile::tempdir().unwrap();
    corpus::write_pack(folder.path(), 1_000);
    assert_eq!(Pack::load(folder.path()).unwrap().rules().len(), 1_000);
    report("generated, 1000 rules", best(|| Pack::load(folder.path())), Duration::from_millis(100));
}
