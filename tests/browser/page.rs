//! What a reader does with the page.

use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};

use super::driver::Browser;

/// A page in a folder of its own.
pub(crate) struct Page {
    folder: tempfile::TempDir,
}

impl Page {
    /// What a check of `files` writes, in the folder of the samples.
    pub(crate) fn of(files: &[&str], lang: &str) -> Page {
        let folder = tempfile::tempdir().unwrap();
        let page = Page { folder };
        let status = Command::new(env!("CARGO_BIN_EXE_gouji"))
            .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/examples"))
            .args(["check", "--format", "html", "--lang", lang, "--output"])
            .arg(page.path())
            .args(files)
            .status();
        assert_eq!(status.unwrap().code(), Some(1));
        page
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("page.html")
    }
}

const SHOWN: &str = "return document.querySelectorAll('#list .row:not([hidden])').length";
const CHOSEN: &str = "const row = document.querySelector('#list .row.cur'); return row && row.dataset.c";
const PROOF: &str = "const all = [...document.querySelectorAll('.proof')].filter((p) => p.offsetParent);
    return all.map((p) => p.id).join(' ')";
const WIDE: &str = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";

fn number(value: &Value) -> i64 {
    value.as_i64().unwrap()
}

#[test]
fn a_reader_filters_walks_and_opens_proofs() {
    let Some(browser) = Browser::open() else { return };
    let page = Page::of(&["street-2024.txt"], "zh");
    browser.size(1400, 900);
    browser.go(&page.path());
    let all = number(&browser.run(SHOWN));
    assert!(all > 20, "{all}");

    // The first finding and its proof are there at once, and nothing was scrolled.
    assert_eq!(browser.run(PROOF), "c2");
    assert_eq!(browser.run("return scrollY"), 0);

    browser.click(".chip.error");
    assert_eq!(browser.run(SHOWN), 4);
    assert_eq!(browser.run("return document.getElementById('shown').textContent"), format!("显示 4 / {all}"));
    browser.click(".chip.error");
    browser.run("const pick = document.getElementById('pick-k'); pick.value = 'sum'; pick.dispatchEvent(new Event('change'))");
    let sums = number(&browser.run(SHOWN));
    assert!(0 < sums && sums < all, "{sums}");
    browser.run("const pick = document.getElementById('pick-k'); pick.value = ''; pick.dispatchEvent(new Event('change'))");

    browser.press("jj");
    let third = browser.run(CHOSEN);
    browser.press("k");
    let second = browser.run(CHOSEN);
    assert!(
        third != second && second != "2" && browser.run(PROOF) == format!("c{}", second.as_str().unwrap())
    );
    assert_eq!(browser.run("return document.activeElement.parentElement.className"), "row error cur");
    assert_eq!(browser.run("return document.activeElement.getAttribute('aria-current')"), "true");

    browser.press("/");
    browser.press("志愿");
    browser.run("return new Promise((done) => setTimeout(done, 300))");
    assert_eq!(browser.run(SHOWN), 1);
    browser.press("\u{e00c}");
    assert_eq!(browser.run(SHOWN), all);
    assert_eq!(browser.run("return document.querySelector('#q').value"), "");
    assert!(browser.complaints().is_empty(), "{:?}", browser.complaints());
}

#[test]
fn a_click_on_the_text_opens_the_proof_and_escape_closes_it() {
    let Some(browser) = Browser::open() else { return };
    let page = Page::of(&["street-2024.txt"], "zh");
    browser.size(1400, 900);
    browser.go(&page.path());
    browser.run("document.activeElement.blur()");
    browser.press("\u{e00c}");
    assert_eq!(browser.run(PROOF), "");
    browser.click(".m.warning.o");
    let proof = browser.run(PROOF);
    assert_eq!(
        browser.run("return document.querySelector('.m.warning.o').href.split('#')[1]"),
        proof,
        "the mark's own claim is shown"
    );
    let says = format!("return document.querySelector('#{} .why').textContent", proof.as_str().unwrap());
    assert!(!browser.run(&says).as_str().unwrap().is_empty());

    // Where marks overlap, a second click goes on to the next claim, and then round again.
    let overlap =
        "return [...document.querySelectorAll('#text a.m[data-c]')].find((m) => m.dataset.c.includes(' '))";
    if !browser.run(overlap).is_null() {
        let click = "[...document.querySelectorAll('#text a.m[data-c]')].find((m) => m.dataset.c.includes(' ')).click()";
        let mut seen = Vec::new();
        for _ in 0..3 {
            browser.run(click);
            seen.push(browser.run(CHOSEN));
        }
        assert!(seen[0] != seen[1], "{seen:?}");
    }

    browser.press("?");
    assert_eq!(browser.run("return document.getElementById('help').open"), true);
    browser.press("\u{e00c}");
    assert_eq!(browser.run("return document.getElementById('help').open"), false);
    browser.click("#all thead th:nth-child(2) button");
    assert_eq!(
        browser.run("return document.querySelector('#all tbody tr').className.split(' ')[0]"),
        "error"
    );
    assert!(browser.complaints().is_empty(), "{:?}", browser.complaints());
}

#[test]
fn a_telephone_shows_all_of_it_without_scrolling_sideways() {
    let Some(browser) = Browser::open() else { return };
    let page = Page::of(&["street-2024.txt", "county-2024.txt", "programme-2024.txt"], "zh");
    for width in [360, 390, 760, 1000] {
        browser.size(width, 844);
        browser.go(&page.path());
        assert_eq!(browser.run(WIDE), 0, "at {width}");
        assert_eq!(browser.run(PROOF), "", "at {width} no proof lies over the text unasked");
        browser.run("document.querySelector('.m.error.o').click()");
        assert!(browser.run(PROOF).as_str().unwrap().starts_with('c'), "at {width}");
        assert_eq!(browser.run(WIDE), 0, "at {width}, with a proof");
    }
    browser.size(390, 844);
    browser.go(&page.path());
    let list = "return getComputedStyle(document.getElementById('side')).display";
    assert_eq!(browser.run(list), "none");
    browser.click("#menu");
    assert_eq!(browser.run(list), "block");
    assert_eq!(browser.run(WIDE), 0);
    assert!(browser.complaints().is_empty(), "{:?}", browser.complaints());
}

#[test]
fn dark_is_dark_and_no_script_hides_nothing() {
    let Some(browser) = Browser::open() else { return };
    let page = Page::of(&["programme-2024.txt"], "en");
    let colours =
        "const style = getComputedStyle(document.body); return [style.backgroundColor, style.color]";
    browser.size(1400, 900);
    browser.scheme("light");
    browser.go(&page.path());
    let light = browser.run(colours);
    browser.click("#theme");
    let chosen = browser.run(colours);
    browser.run("localStorage.clear()");
    browser.scheme("dark");
    browser.go(&page.path());
    assert_eq!(browser.run(colours), chosen);
    assert_ne!(light, chosen);

    // Every proof is there without a script, and none of what needs one.
    let proofs = browser.run("return document.querySelectorAll('.proof:not(#cu)').length");
    browser.tools("Emulation.setScriptExecutionDisabled", &json!({ "value": true }));
    browser.go(&page.path());
    let source = browser.tools("DOM.getDocument", &json!({}));
    let root = source["root"]["nodeId"].clone();
    let find = |selector: &str| {
        let found = browser.tools("DOM.querySelectorAll", &json!({ "nodeId": root, "selector": selector }));
        found["nodeIds"].as_array().unwrap().clone()
    };
    let shown = |node: &Value| {
        let style = browser.tools("CSS.getComputedStyleForNode", &json!({ "nodeId": node }));
        let style = style["computedStyle"].as_array().unwrap().clone();
        style.iter().any(|one| one["name"] == "display" && one["value"] != "none")
    };
    browser.tools("DOM.enable", &json!({}));
    browser.tools("CSS.enable", &json!({}));
    let with = find(".proof:not(#cu)");
    assert!(number(&proofs) > 5 && with.len() == usize::try_from(number(&proofs)).unwrap());
    assert!(with.iter().all(shown));
    assert!(!find(".js").iter().any(shown));
}
