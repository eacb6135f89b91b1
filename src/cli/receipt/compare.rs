//! What differs between two receipts, a line each.
//!
//! This module must not know how either came about.

use std::collections::BTreeMap;

use crate::report::Lang;
use crate::report::receipt::{Derivation, File, Pack, Receipt};
use crate::report::words;

/// What differs in `again` from what was `recorded`: the program, the rules, what the gate reads, then the reports.
pub(super) fn differences(recorded: &Receipt, again: &Receipt, lang: Lang) -> Vec<String> {
    let mut found = Vec::new();
    if recorded.version != again.version {
        found.push(format!("gouji: {} → {}", recorded.version, again.version));
    }
    packs(recorded, again, lang, &mut found);
    digests("", &recorded.gate, &again.gate, lang, &mut found);
    for file in &recorded.files {
        match again.files.iter().find(|other| other.path == file.path) {
            Some(other) => report(file, other, lang, &mut found),
            None => found.push(format!("{}: {}", file.path, missing(lang))),
        }
    }
    for file in &again.files {
        if recorded.files.iter().all(|other| other.path != file.path) {
            found.push(format!("{}: {}", file.path, new(lang)));
        }
    }
    if found.is_empty() && recorded.digest != again.digest {
        found.push(lang.pick("凭证的其余部分不同", "the receipts differ in something else").to_owned());
    }
    found
}

/// What is said of something that a receipt has.
pub(super) fn missing(lang: Lang) -> &'static str {
    lang.pick("凭证里有，现在没有", "in the receipt, and no longer there")
}

fn new(lang: Lang) -> &'static str {
    lang.pick("凭证里没有，现在有", "not in the receipt, and there now")
}

fn changed(lang: Lang, before: &str, after: &str) -> String {
    let start = |digest: &str| digest.get(..12).unwrap_or(digest).to_owned();
    match lang {
        Lang::Zh => format!("内容已改动（SHA-256 {}… → {}…）", start(before), start(after)),
        Lang::En => format!("its bytes have changed (SHA-256 {}… → {}…)", start(before), start(after)),
    }
}

fn packs(recorded: &Receipt, again: &Receipt, lang: Lang, found: &mut Vec<String>) {
    let none = BTreeMap::new();
    let alike = |one: &Pack, other: &Pack| one.name == other.name && one.builtin == other.builtin;
    let of =
        |receipt: &'_ Receipt, pack: &Pack| receipt.packs.iter().find(|other| alike(pack, other)).cloned();
    let missing = recorded.packs.iter().filter(|pack| of(again, pack).is_none());
    for pack in again.packs.iter().chain(missing) {
        let (before, after) = (of(recorded, pack), of(again, pack));
        let before = before.as_ref().map_or(&none, |pack| &pack.files);
        let after = after.as_ref().map_or(&none, |pack| &pack.files);
        digests(&format!("{}/", pack.name.trim_end_matches('/')), before, after, lang, found);
    }
}

fn digests(
    folder: &str,
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
    lang: Lang,
    found: &mut Vec<String>,
) {
    for (name, digest) in before {
        match after.get(name) {
            None => found.push(format!("{folder}{name}: {}", missing(lang))),
            Some(other) if other != digest => {
                found.push(format!("{folder}{name}: {}", changed(lang, digest, other)));
            }
            Some(_) => {}
        }
    }
    for name in after.keys().filter(|name| !before.contains_key(*name)) {
        found.push(format!("{folder}{name}: {}", new(lang)));
    }
}

fn report(before: &File, after: &File, lang: Lang, found: &mut Vec<String>) {
    let path = &before.path;
    match (&before.sha256, &after.sha256) {
        (Some(one), Some(other)) if one != other => {
            found.push(format!("{path}: {}", changed(lang, one, other)))
        }
        (Some(_), None) => found.push(format!("{path}: {}", missing(lang))),
        (None, Some(_)) => found.push(format!("{path}: {}", new(lang))),
        _ => {}
    }
    if before.errors != after.errors {
        let said = |errors: &[String]| if errors.is_empty() { "-".to_owned() } else { errors.join(", ") };
        let what = lang.pick("读取的问题", "what kept it from being read");
        found.push(format!("{path}: {what}: {} → {}", said(&before.errors), said(&after.errors)));
    }
    for claim in &before.claims {
        match after.claims.iter().find(|other| other.id == claim.id) {
            None => found.push(format!("{}: {}", named(path, claim), missing(lang))),
            Some(other) if other != claim => found.push(derivation(path, claim, other, lang)),
            Some(_) => {}
        }
    }
    for claim in after.claims.iter().filter(|claim| before.claims.iter().all(|other| other.id != claim.id)) {
        let verdict = words::verdict(claim.verdict, lang);
        found.push(format!("{}: {} ({verdict})", named(path, claim), new(lang)));
    }
    if before.coverage != after.coverage {
        let what = lang.pick("覆盖", "coverage");
        let said = |file: &File| format!("{}/{}", file.coverage.judged, file.coverage.figures);
        found.push(format!("{path}: {what} {} → {}", said(before), said(after)));
    }
}

fn named(path: &str, claim: &Derivation) -> String {
    format!("{path}:{} {} {}", claim.line, claim.rule, claim.id)
}

fn derivation(path: &str, before: &Derivation, after: &Derivation, lang: Lang) -> String {
    let name = named(path, before);
    if before.verdict != after.verdict {
        let [one, other] = [before, after].map(|claim| words::verdict(claim.verdict, lang));
        return format!("{name}: {one} → {other}");
    }
    let parts = [
        (before.severity != after.severity, lang.pick("级别", "severity")),
        (before.accepted != after.accepted, lang.pick("是否已接受", "whether it is accepted")),
        (before.equation != after.equation, lang.pick("等式", "equation")),
        (before.operands != after.operands, lang.pick("各数", "figures")),
        (before.computed != after.computed, lang.pick("结果", "result")),
        (before.line != after.line, lang.pick("行号", "line")),
        (before.reason != after.reason, lang.pick("未核的原因", "reason")),
    ];
    let differ: Vec<&str> = parts.into_iter().filter(|(differs, _)| *differs).map(|(_, what)| what).collect();
    let what = lang.pick("推导不同", "derived differently");
    format!("{name}: {what}: {}", differ.join(lang.pick("、", ", ")))
}
