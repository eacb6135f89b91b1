//! Rules as SARIF describes them: every rule that was in use, whether or not it found anything.
//!
//! This module must not know results.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::json;

use super::super::super::Lang;
use super::super::super::terminal::visible;
use super::super::escape;
use super::model::{Configuration, Descriptor, Help, Message};
use super::{level, plain};
use crate::ledger::RuleInfo;
use crate::rule::Rule;
use crate::verdict::Severity;

/// Numbers rules as results name them, then describes them.
pub(super) struct Rules {
    lang: Lang,
    numbers: HashMap<String, usize>,
    named: Vec<Arc<RuleInfo>>,
}

impl Rules {
    pub(super) fn new(lang: Lang) -> Rules {
        Rules { lang, numbers: HashMap::new(), named: Vec::new() }
    }

    /// The number of a rule.
    pub(super) fn index(&mut self, rule: &Arc<RuleInfo>) -> usize {
        let next = self.named.len();
        let number = *self.numbers.entry(rule.full_id()).or_insert(next);
        if number == next {
            self.named.push(Arc::clone(rule));
        }
        number
    }

    /// Describes the rules that results name, in that order, then the others that were in use.
    pub(super) fn take(&mut self, used: &[&Rule]) -> Vec<Descriptor> {
        let by_id: HashMap<String, &Rule> = used.iter().map(|rule| (rule.info().full_id(), *rule)).collect();
        let named = std::mem::take(&mut self.named);
        let silent = used.iter().filter(|rule| !self.numbers.contains_key(&rule.info().full_id()));
        let first = named.iter().map(|info| self.describe(info, by_id.get(&info.full_id()).copied()));
        first.chain(silent.map(|rule| self.describe(rule.info(), Some(rule)))).collect()
    }

    fn describe(&self, info: &RuleInfo, rule: Option<&Rule>) -> Descriptor {
        let id = info.full_id();
        let title = info.title.get(self.lang.code());
        let title = if title.is_empty() { info.id.as_str() } else { title };
        let severity = rule.and_then(Rule::severity).unwrap_or(Severity::Error);
        Descriptor {
            short_description: Message::new(title),
            help: self.help(&id, title, rule),
            name: info.id.clone(),
            default_configuration: Configuration { level: level(Some(severity)) },
            properties: json!({ "kind": info.kind, "pack": info.pack, "packVersion": info.version }),
            id,
        }
    }

    fn help(&self, id: &str, title: &str, rule: Option<&Rule>) -> Help {
        let lang = self.lang;
        let why = rule.map_or("", |rule| rule.why().get(lang.code()));
        let equations: Vec<String> = rule.into_iter().flat_map(Rule::equations).map(visible).collect();
        let more = format!("gouji explain {}", visible(id));
        let (label, ask) = (lang.pick("算式：", "Equation: "), lang.pick("详见：", "More: "));
        let lines = |text: fn(&str) -> String, code: fn(&str) -> String| {
            let head = std::iter::once(title).chain(Some(why).filter(|why| !why.is_empty())).map(text);
            let equations = equations.iter().map(|equation| format!("{label}{}", code(equation)));
            let all = head.chain(equations).chain(std::iter::once(format!("{ask}{}", code(&more))));
            all.collect::<Vec<_>>().join("\n\n")
        };
        Help { text: lines(plain, plain), markdown: lines(escape::markdown, escape::markdown_code) }
    }
}
