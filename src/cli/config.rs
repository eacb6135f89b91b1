//! `gouji config`: what holds for a file, and who said so.
//!
//! This module must not know which of two settings wins.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::Outcome;
use super::gate::{Chain, Gate};
use super::plan::{Format, Plan};
use crate::gate::bound::TIMEOUT;
use crate::gate::settings::{Origin, Set, Settings};
use crate::report::terminal::visible;
use crate::report::{Lang, contract, words};

/// One value that holds.
#[derive(Serialize)]
struct Row {
    key: &'static str,
    value: Option<String>,
    from: From,
}

/// Who said so.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum From {
    Default,
    Flag { name: &'static str },
    File { path: String, line: usize },
}

#[derive(Serialize)]
struct Listing {
    schema: &'static str,
    path: Option<String>,
    /// The configuration files that were read, each laid over those before it.
    files: Vec<String>,
    settings: Vec<Row>,
}

/// Prints the settings for the file at `path`, or for standard input.
pub(super) fn run(
    plan: &Plan,
    path: Option<&Path>,
    gate: &Gate,
    chain: &Chain,
    settings: &Settings,
    out: &mut dyn Write,
) -> io::Result<Outcome> {
    let files: Vec<String> = chain.iter().map(|config| config.place.file.to_string()).collect();
    let rows = rows(settings, gate, chain);
    match plan.format {
        Format::Json => {
            let path = path.map(|path| path.display().to_string());
            let listing = Listing { schema: contract::SCHEMA, path, files, settings: rows };
            serde_json::to_writer_pretty(&mut *out, &listing)?;
            writeln!(out)?;
        }
        Format::Text => write_text(&files, &rows, plan.lang, out)?,
    }
    Ok(Outcome::Fine)
}

fn rows(settings: &Settings, gate: &Gate, chain: &Chain) -> Vec<Row> {
    let file = |path: &Path| gate.name(&super::gate::whole(path));
    let mut rows = Vec::new();
    several(&mut rows, "packs", &settings.packs, |pack| pack.display().to_string());
    several(&mut rows, "pack", &settings.pack, Clone::clone);
    rows.push(one("lang", settings.lang.as_ref(), |lang| lang.code().to_owned()));
    several(&mut rows, "rules", &settings.changes, |change| {
        let level = change.severity.map_or("off", |severity| words::severity(severity, Lang::En));
        format!("{} = {level}", change.name)
    });
    rows.push(one("fail-on", settings.fail_on.as_ref(), |fail_on| fail_on.name().to_owned()));
    rows.push(one("min-coverage", settings.min_coverage.as_ref(), ToString::to_string));
    rows.push(one("baseline", settings.baseline.as_ref(), |path| file(path)));
    rows.push(one("waivers", settings.waivers.as_ref(), |path| file(path)));
    several(&mut rows, "limits", &settings.limits, ToString::to_string);
    rows.push(one("timeout", settings.timeout.as_ref(), |time| time.as_secs_f64().to_string()));
    for (key, globs) in [
        ("include", chain.iter().flat_map(|config| &config.include).collect::<Vec<_>>()),
        ("exclude", chain.iter().flat_map(|config| &config.exclude).collect()),
    ] {
        let sets: Vec<Set<String>> = globs
            .into_iter()
            .map(|at| Set { value: at.value.pattern().to_owned(), origin: Origin::Line(at.place.clone()) })
            .collect();
        several(&mut rows, key, &sets, Clone::clone);
    }
    rows
}

fn one<T>(key: &'static str, set: Option<&Set<T>>, tell: impl Fn(&T) -> String) -> Row {
    match set {
        Some(set) => Row { key, value: Some(tell(&set.value)), from: From::of(&set.origin) },
        None => Row { key, value: default(key), from: From::Default },
    }
}

/// A row for each, or one that says that there is none.
fn several<T>(rows: &mut Vec<Row>, key: &'static str, sets: &[Set<T>], tell: impl Fn(&T) -> String) {
    if sets.is_empty() {
        rows.push(Row { key, value: None, from: From::Default });
    }
    rows.extend(sets.iter().map(|set| one(key, Some(set), &tell)));
}

/// The defaults that are a value.
fn default(key: &str) -> Option<String> {
    match key {
        "fail-on" => Some(crate::report::FailOn::default().name().to_owned()),
        "timeout" => Some(TIMEOUT.as_secs().to_string()),
        _ => None,
    }
}

impl From {
    fn of(origin: &Origin) -> From {
        match origin {
            Origin::Flag(name) => From::Flag { name },
            Origin::Line(place) => From::File { path: place.file.to_string(), line: place.line() },
        }
    }

    fn told(&self, lang: Lang) -> String {
        match self {
            From::Default => lang.pick("默认", "default").to_owned(),
            From::Flag { name } => (*name).to_owned(),
            From::File { path, line } => format!("{path}:{line}"),
        }
    }
}

fn write_text(files: &[String], rows: &[Row], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let none = lang.pick("（没有配置文件）", "(no configuration file)");
    let read = if files.is_empty() { none.to_owned() } else { files.join(" < ") };
    writeln!(out, "{}", visible(&read))?;
    for row in rows {
        let value = row.value.as_deref().unwrap_or("-");
        writeln!(out, "  {:12}  {}  ({})", row.key, visible(value), visible(&row.from.told(lang)))?;
    }
    Ok(())
}
