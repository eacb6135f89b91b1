//! The rules that the page's claims came from, each once: what it checks and why it may be believed.
//!
//! This module must not know how a rule works.

use std::collections::BTreeMap;

use super::words::kind;
use super::write::Html;
use crate::ledger::{Claim, Localized};
use crate::report::Lang;
use crate::rule::Rule;

/// The rules that were used, by their full names.
#[derive(Debug, Default)]
pub(super) struct Rules(BTreeMap<String, Used>);

#[derive(Debug)]
struct Used {
    title: Localized,
    kind: String,
    version: String,
    claims: usize,
}

impl Rules {
    /// Counts one more claim of its rule.
    pub(super) fn claim(&mut self, claim: &Claim) {
        let rule = &claim.rule;
        let used = self.0.entry(rule.full_id()).or_insert_with(|| Used {
            title: rule.title.clone(),
            kind: rule.kind.clone(),
            version: rule.version.clone(),
            claims: 0,
        });
        used.claims += 1;
    }

    /// A card for each; why it is so comes from the `loaded` rules.
    pub(super) fn write(&self, loaded: &[&Rule], lang: Lang, html: &mut Html) {
        if self.0.is_empty() {
            return;
        }
        html.open("section", &[("id", "rules"), ("aria-labelledby", "rules-h")]);
        html.leaf("h2", &[("id", "rules-h")], lang.pick("用到的规则", "Rules that were used"));
        for (id, used) in &self.0 {
            let why =
                loaded.iter().find(|rule| rule.info.full_id() == *id).map(|rule| rule.why.get(lang.code()));
            used.write(id, why.unwrap_or(""), lang, html);
        }
        html.close("section");
    }
}

impl Used {
    fn write(&self, id: &str, why: &str, lang: Lang, html: &mut Html) {
        html.open("article", &[("class", "card"), ("id", &format!("r-{id}"))]);
        html.leaf("h3", &[], self.title.get(lang.code()));
        let count = match lang {
            Lang::Zh => format!("版本 {}，{}，{}处说法", self.version, kind(&self.kind, lang), self.claims),
            Lang::En => format!(
                "version {}, {}, {}",
                self.version,
                kind(&self.kind, lang),
                super::words::counted(self.claims, "claim")
            ),
        };
        html.open("p", &[("class", "where")]);
        html.leaf("code", &[], id);
        html.text(&format!(" {count}"));
        html.close("p");
        if !why.is_empty() {
            html.leaf("p", &[("class", "why")], why.trim());
        }
        html.close("article");
    }
}
