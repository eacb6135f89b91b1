//! The frame of the page: its head with the policy that lets nothing in, the panel for proofs, the help, the end.
//!
//! Style and script stand in the page and are named in the policy by their digests, so that a browser runs these
//! and no other. This module must not know claims.

use std::io::{self, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::overview;
use super::words::page_lang;
use super::write::Html;
use crate::report::held::Held;
use crate::report::{Lang, PackInfo};

/// The page's style.
pub(super) const STYLE: &str = include_str!("page.css");
/// The page's script.
pub(super) const SCRIPT: &str = include_str!("page.js");

/// How a policy names `text`.
pub(super) fn digest(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// From so many rows on, a browser may leave out of its layout what is not in view.
const MANY: usize = 1000;

/// From the first byte to the start of the body of a page with so many `rows`.
pub(super) fn head(rows: usize, lang: Lang, html: &mut Html) {
    html.raw("<!doctype html>\n");
    html.open("html", &[("lang", page_lang(lang))]);
    html.raw("\n<head>\n<meta charset=\"utf-8\">\n");
    let policy = format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'",
        digest(STYLE),
        digest(SCRIPT)
    );
    html.open("meta", &[("http-equiv", "Content-Security-Policy"), ("content", &policy)]);
    html.raw("\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
    html.leaf("title", &[], lang.pick("勾稽核算报告", "gouji consistency report"));
    html.raw("\n<style>");
    html.raw(STYLE);
    html.raw("</style>\n</head>\n");
    let copied = lang.pick("已复制", "copied");
    let copy = lang.pick("复制", "copy");
    let shown = lang.pick("显示 {shown} / {total}", "showing {shown} of {total}");
    let class = if rows > MANY { "many" } else { "few" };
    html.open(
        "body",
        &[("class", class), ("data-copy", copy), ("data-copied", copied), ("data-shown", shown)],
    );
    html.raw("\n");
    html.leaf("a", &[("class", "skip"), ("href", "#text")], lang.pick("跳到原文", "Skip to the text"));
    html.raw("\n");
}

/// The panel with all proofs; the script shows one at a time.
pub(super) fn proofs(proofs: &mut Held, lang: Lang, html: &mut Html, out: &mut dyn Write) -> io::Result<()> {
    let name = lang.pick("核算依据", "Proofs");
    html.open("aside", &[("id", "proofs"), ("aria-label", name)]);
    html.open("div", &[("class", "steps js")]);
    step("prev", "↑", lang.pick("上一处（k）", "previous (k)"), html);
    step("next", "↓", lang.pick("下一处（j）", "next (j)"), html);
    html.leaf("span", &[("id", "at"), ("role", "status")], "");
    step("close", "×", lang.pick("关闭（Esc）", "close (Esc)"), html);
    html.close("div");
    let hint = lang.pick("选一处说法，这里给出核算依据。", "Choose a claim: its proof is shown here.");
    html.leaf("p", &[("class", "hint js")], hint);
    html.pour(out)?;
    proofs.write(out)?;
    unclaimed(lang, html);
    html.close("aside");
    html.raw("\n");
    Ok(())
}

/// What there is to say of a figure that no claim used.
fn unclaimed(lang: Lang, html: &mut Html) {
    let name = lang.pick("未涉及的数", "A figure no rule used");
    html.open(
        "article",
        &[("id", "cu"), ("class", "proof unclaimed js"), ("tabindex", "-1"), ("aria-label", name)],
    );
    html.leaf("h3", &[], name);
    html.leaf("p", &[("class", "says"), ("id", "cu-text")], "");
    let told = lang.pick(
        "没有规则认得这个数所在的说法，所以它没有核对。这不等于正确：请自行查看。",
        "No rule knew the claim that this figure belongs to, so it was not checked. That does not mean that it is right: please read it yourself.",
    );
    html.leaf("p", &[], told);
    html.close("article");
}

fn step(id: &'static str, sign: &str, name: &str, html: &mut Html) {
    html.leaf("button", &[("type", "button"), ("id", id), ("title", name), ("aria-label", name)], sign);
}

/// The footer, the help and the script.
pub(super) fn foot(packs: &[PackInfo], lang: Lang, html: &mut Html) {
    html.open("footer", &[]);
    overview::tool(packs, lang, html);
    html.close("footer");
    help(lang, html);
    html.raw("<script>");
    html.raw(SCRIPT);
    html.raw("</script>\n</body>\n</html>\n");
}

/// The keys, and what the marks mean.
fn help(lang: Lang, html: &mut Html) {
    let name = lang.pick("键盘操作", "Keyboard");
    html.open("dialog", &[("id", "help"), ("aria-label", name)]);
    html.leaf("h2", &[], name);
    html.open("dl", &[]);
    let keys = [
        ("j ↓ / k ↑", "下一处、上一处（方向键在列表里有效）", "next, previous (arrows while in the list)"),
        ("Enter", "打开核算依据", "open the proof"),
        ("Esc", "关闭", "close"),
        ("f", "到筛选", "go to the filters"),
        ("/", "搜索", "search"),
        ("t", "切换深浅色", "switch light and dark"),
        ("?", "本帮助", "this help"),
    ];
    for (key, zh, en) in keys {
        html.open("dt", &[]);
        html.leaf("kbd", &[], key);
        html.close("dt");
        html.leaf("dd", &[], lang.pick(zh, en));
    }
    html.close("dl");
    let told = lang.pick(
        "原文里重叠的标记，再点一次换到下一处说法。",
        "Where marks overlap in the text, clicking again goes on to the next claim.",
    );
    html.leaf("p", &[], told);
    let close = lang.pick("关闭", "close");
    html.leaf("button", &[("type", "button"), ("id", "help-close")], close);
    html.close("dialog");
    html.raw("\n");
}

#[cfg(test)]
mod tests {
    use super::super::item::Standing;
    use super::*;

    #[test]
    fn a_digest_is_that_of_the_policy() {
        // The digest of the empty text, as the specification of the policy has it.
        assert_eq!(digest(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn style_and_script_end_where_they_should() {
        assert!(!STYLE.contains("</") && !SCRIPT.contains("</") && !SCRIPT.contains("<!--"));
        assert!(!STYLE.contains("url(") && !STYLE.contains("@import"));
    }

    #[test]
    fn the_style_has_the_sign_of_every_standing() {
        for standing in Standing::ALL {
            let sign = format!("{{--g:\"{}\"}}", standing.sign());
            let rule = STYLE.split(&sign).next().and_then(|before| before.rsplit('}').next()).unwrap();
            let class = format!(".{}", standing.class());
            assert!(STYLE.contains(&sign) && rule.trim().split(',').any(|one| one == class), "{standing:?}");
        }
    }
}
