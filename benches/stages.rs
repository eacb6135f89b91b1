//! How long each stage of a check takes on a report of 100 KB: `cargo bench --bench stages`.
//!
//! Bytes per second count the bytes of the report, so that the stages can be compared with one another and with the whole.
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a benchmark a panic is the report")]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use gouji::document::{self, Document};
use gouji::stages::Stages;
use gouji::verdict::{Bound, Class, Equation, Expr, Operand, Options, Relation, judge};
use gouji::{Exact, Pack};

#[path = "corpus/mod.rs"]
mod corpus;

const BYTES: usize = 100_000;

fn main() {
    divan::main();
}

fn pack() -> Pack {
    Pack::builtin("zh-report").unwrap()
}

/// Bytes to a document with its tables.
#[divan::bench]
fn reading(bencher: Bencher<'_, '_>) {
    let text = corpus::report(7, BYTES);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| document::read(black_box(text.as_bytes()), "report.txt").unwrap());
}

fn stage(bencher: Bencher<'_, '_>, run: impl Fn(&Stages<'_>) -> usize + Sync) {
    let (text, pack) = (corpus::report(7, BYTES), pack());
    let document = Document::plain(&text);
    let stages = Stages::new(&document, &pack);
    assert!(run(&stages) > 0);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| run(black_box(&stages)));
}

#[divan::bench]
fn mentions(bencher: Bencher<'_, '_>) {
    stage(bencher, |stages| stages.mentions());
}

#[divan::bench]
fn skeletons(bencher: Bencher<'_, '_>) {
    stage(bencher, |stages| stages.skeletons());
}

#[divan::bench]
fn matching(bencher: Bencher<'_, '_>) {
    stage(bencher, |stages| stages.matching());
}

/// One claim of three figures, with its proof; the first holds, the second does not.
#[divan::bench(args = ["1.2", "1.24"])]
fn verdict(bencher: Bencher<'_, '_>, percent: &str) {
    let figure = |text: &str, place: &str, class| {
        let (value, place) = (Exact::parse(text).unwrap(), Exact::parse(place).unwrap());
        Bound::Stated(vec![Operand { value, place, class, hedge: None, whole: false, soft: false }])
    };
    let slots = [
        figure("14420000", "10000", Class::Rounded),
        figure("12000000", "10000", Class::Exact),
        figure(percent, "0.01", Class::Rounded),
    ];
    let ratio = Expr::Div(Box::new(Expr::Slot(0)), Box::new(Expr::Slot(1)));
    let equation = Equation { left: ratio, relation: Relation::Equal, right: Expr::Slot(2) };
    bencher.bench(|| judge(black_box(&equation), black_box(&slots), &Options::default()));
}

/// The whole of a check.
#[divan::bench]
fn whole(bencher: Bencher<'_, '_>) {
    let (text, pack) = (corpus::report(7, BYTES), pack());
    let document = Document::plain(&text);
    assert!(!gouji::check_document(&document, &pack).claims.is_empty());
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| gouji::check_document(black_box(&document), &pack));
}
