//! `sarif`: SARIF 2.1.0, the format in which code hosts and editors take findings.
//!
//! One run, one log; written at the end, because a result refers to its rule by number. The claim's id is its
//! fingerprint. This module must not know a code host.

mod model;
mod notices;
mod rules;
mod uri;

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::super::contract::{self, SCHEMA};
use super::super::terminal::{Options, visible};
use super::super::{FileReport, Lang, message, words};
use super::place::{Places, Stretch};
use super::spool::Spool;
use super::{End, Printer};
use crate::ledger::Claim;
use crate::verdict::{Severity, Verdict};
use model::{
    Artifact, ArtifactLocation, Driver, Extension, Finding, Invocation, Location, Log, LogicalLocation,
    Message, Notification, PhysicalLocation, Region, Run, Suppression, Tool,
};
use rules::Rules;

/// Where the schema of the format is to be had.
const SARIF_SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The name under which the claim's id is a fingerprint; a change of how it is made would need another.
const FINGERPRINT: &str = "claimId/v1";

/// Spools results until the log can be written.
pub(super) struct Sarif {
    options: Options,
    rules: Rules,
    artifacts: Vec<Artifact>,
    results: Spool,
    execution: Vec<Notification>,
    configuration: Vec<Notification>,
}

impl Sarif {
    pub(super) fn new(options: Options) -> Sarif {
        Sarif {
            options,
            rules: Rules::new(options.lang),
            artifacts: Vec::new(),
            results: Spool::new("        "),
            execution: Vec::new(),
            configuration: Vec::new(),
        }
    }

    fn run(&mut self, end: &End<'_>) -> Run {
        let lang = self.options.lang;
        let packs = end.packs.iter();
        Run {
            tool: Tool {
                driver: Driver {
                    name: env!("CARGO_PKG_NAME"),
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: self.rules.take(end.rules),
                },
                extensions: packs
                    .map(|pack| Extension { name: pack.id.clone(), version: pack.version.clone() })
                    .collect(),
            },
            language: lang.pick("zh-CN", "en-US"),
            column_kind: "unicodeCodePoints",
            invocations: [self.invocation(end)],
            artifacts: std::mem::take(&mut self.artifacts),
            results: Vec::new(),
            properties: json!({ "schema": SCHEMA, "summary": end.summary }),
        }
    }

    fn invocation(&mut self, end: &End<'_>) -> Invocation {
        self.execution.extend(notices::of_run(end, self.options.lang));
        let lang = self.options.lang;
        Invocation {
            execution_successful: end.code < 2,
            exit_code: end.code,
            exit_code_description: match end.code {
                0 => lang.pick("没有达到要求级别的问题", "nothing that fails the run was found"),
                1 => lang.pick("有问题，或覆盖率不够", "findings, or less coverage than asked for"),
                _ => lang.pick("没能完成全部检查", "not everything could be checked"),
            },
            tool_execution_notifications: std::mem::take(&mut self.execution),
            tool_configuration_notifications: std::mem::take(&mut self.configuration),
        }
    }

    /// Whether a claim is to be listed: findings always, accepted ones too, and on request everything.
    fn lists(&self, claim: &Claim) -> bool {
        self.options.all || claim.severity.is_some()
    }

    fn result(
        &mut self,
        file: &FileReport,
        claim: &Claim,
        at: &ArtifactLocation,
        places: &Places<'_>,
    ) -> Finding {
        let lang = self.options.lang;
        let kind = kind(claim);
        let text = match message::title(claim, lang) {
            title if claim.severity.is_some() => {
                format!("{title}{}{}", lang.pick("：", ": "), message::sentence(claim, lang))
            }
            _ => message::sentence(claim, lang),
        };
        let related = claim.operands.iter().filter_map(|operand| {
            let span = operand.span.as_ref().filter(|_| file.position(claim).is_some())?;
            let region = region(file, places.stretch(span)?, span);
            let told =
                format!("{} {}", words::role(&operand.role, lang), operand.text.as_deref().unwrap_or(""));
            Some((told, region))
        });
        Finding {
            rule_id: claim.rule.full_id(),
            rule_index: self.rules.index(&claim.rule),
            kind,
            level: if kind == "fail" { level(claim.severity) } else { "none" },
            message: Message::new(&text),
            locations: [location(file, claim, at, places, lang)],
            related_locations: related
                .enumerate()
                .map(|(number, (told, region))| Location {
                    id: Some(number + 1),
                    message: Some(Message::new(&told)),
                    physical_location: PhysicalLocation {
                        artifact_location: at.clone(),
                        region: Some(region),
                    },
                    logical_locations: Vec::new(),
                })
                .collect(),
            partial_fingerprints: BTreeMap::from([(FINGERPRINT, claim.id.clone())]),
            suppressions: suppressions(file, claim),
            properties: properties(file, claim, lang),
        }
    }
}

impl Printer for Sarif {
    fn file(&mut self, file: &FileReport, _out: &mut dyn Write) -> io::Result<()> {
        let at = ArtifactLocation { uri: uri::of_path(&file.path), index: self.artifacts.len() };
        self.artifacts.push(artifact(file, &at));
        let (configuration, execution) = notices::of_file(file, &at, self.options.lang);
        self.configuration.extend(configuration);
        self.execution.extend(execution);
        let places = Places::new(file);
        for claim in &file.report.claims {
            if self.lists(claim) {
                let result = self.result(file, claim, &at, &places);
                self.results.push(&result)?;
            }
        }
        Ok(())
    }

    fn finish(&mut self, end: &End<'_>, out: &mut dyn Write) -> io::Result<()> {
        let log = Log { schema: SARIF_SCHEMA, version: "2.1.0", runs: [self.run(end)] };
        let log = serde_json::to_string_pretty(&log)? + "\n";
        self.results.write(&log, "results", "      ", out)
    }
}

fn artifact(file: &FileReport, at: &ArtifactLocation) -> Artifact {
    Artifact {
        location: at.clone(),
        roles: ["analysisTarget"],
        mime_type: Some(file.media_type).filter(|name| !name.is_empty()),
        encoding: file.encoding.map(|encoding| encoding.name),
        properties: if file.errors.is_empty() {
            json!({ "coverage": file.report.coverage })
        } else {
            json!({ "errors": file.errors.iter().map(|problem| problem.code()).collect::<Vec<_>>() })
        },
    }
}

/// What the standard calls how a rule came out; only `fail` has a level.
fn kind(claim: &Claim) -> &'static str {
    match (claim.severity, claim.judgement.verdict) {
        (Some(_), _) => "fail",
        (None, Verdict::Unchecked) => "open",
        (None, Verdict::Implied) => "informational",
        (None, _) => "pass",
    }
}

fn level(severity: Option<Severity>) -> &'static str {
    match severity {
        Some(Severity::Error) => "error",
        Some(Severity::Warning) => "warning",
        Some(Severity::Note) => "note",
        None => "none",
    }
}

fn location(
    file: &FileReport,
    claim: &Claim,
    at: &ArtifactLocation,
    places: &Places<'_>,
    lang: Lang,
) -> Location {
    let names = Some(visible(&words::location(&claim.place, lang))).filter(|name| !name.is_empty());
    let region = places.of(claim).map(|stretch| region(file, stretch, &claim.span));
    Location {
        id: None,
        message: None,
        physical_location: PhysicalLocation { artifact_location: at.clone(), region },
        logical_locations: names.into_iter().map(|name| LogicalLocation { name }).collect(),
    }
}

/// A stretch of the file. Bytes are told where they are those of the file on disk.
fn region(file: &FileReport, at: Stretch, span: &std::ops::Range<usize>) -> Region {
    let on_disk =
        file.media_type.starts_with("text/") && file.encoding.is_some_and(|found| found.name == "UTF-8");
    Region {
        start_line: at.start.line,
        start_column: at.start.column,
        end_line: at.end.line,
        end_column: at.end.column,
        char_offset: at.start.offset,
        char_length: at.end.offset.saturating_sub(at.start.offset),
        byte_offset: on_disk.then_some(span.start + file.offset),
        byte_length: on_disk.then_some(span.len()),
        snippet: Message { text: file.text.get(span.clone()).unwrap_or("").to_owned() },
    }
}

fn suppressions(file: &FileReport, claim: &Claim) -> Vec<Suppression> {
    let found = file.suppression(claim).into_iter();
    found
        .map(|suppression| Suppression {
            kind: "external",
            status: "accepted",
            justification: suppression.justification.as_deref().map(visible),
            properties: json!({ "by": suppression.by }),
        })
        .collect()
}

/// The claim as the contract has it, without what the result says already.
fn properties(file: &FileReport, claim: &Claim, lang: Lang) -> Value {
    let mut whole = serde_json::to_value(contract::Claim::new(claim, file, lang)).unwrap_or_default();
    if let Some(map) = whole.as_object_mut() {
        let told =
            ["id", "rule", "severity", "start", "end", "line", "column", "location", "quote", "message"];
        map.retain(|key, _| !told.contains(&key.as_str()) && key != "suppression");
    }
    whole
}

/// Text as a plain message: nothing hidden, and no brackets that would be read as a link.
fn plain(text: &str) -> String {
    visible(text).replace("](", "] (")
}

#[cfg(test)]
mod tests;
