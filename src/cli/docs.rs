//! `gouji rules --docs DIR`: a page for each rule, and an index.
//!
//! Each page is written whole or not at all, and only when it changed. Pages of rules that are gone are removed
//! when they begin with our line, and only named when somebody else wrote them.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Outcome;
use super::engine::Packs;
use super::output::{named, replace};
use super::plan::Plan;
use crate::report::Lang;
use crate::report::card::{self, Card, GENERATED};
use crate::report::terminal::visible;

/// Writes the pages of every rule that is loaded.
pub(super) fn run(plan: &Plan, folder: &Path, packs: &Packs, out: &mut dyn Write) -> io::Result<Outcome> {
    let pages = pages(packs)?;
    let mut written = 0;
    for (page, text) in &pages {
        let path = folder.join(page);
        if fs::read(&path).is_ok_and(|old| old == text.as_bytes()) {
            continue;
        }
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(|error| named(parent, &error))?;
        replace(&path, text)?;
        written += 1;
    }
    match plan.lang {
        Lang::Zh => writeln!(out, "共{}页，写了{written}页", pages.len())?,
        Lang::En => writeln!(out, "pages: {}, written: {written}", pages.len())?,
    }
    for stale in stale(folder, packs, &pages)? {
        let told = if is_ours(&stale) {
            fs::remove_file(&stale).map_err(|error| named(&stale, &error))?;
            plan.lang.pick("已删除（规则已不在）", "removed, its rule is gone")
        } else {
            plan.lang
                .pick("没有这条规则，但不是本程序写的，未动", "no such rule, but not ours: left as it is")
        };
        writeln!(out, "{}: {told}", visible(&stale.display().to_string()))?;
    }
    Ok(Outcome::Fine)
}

/// The pages by their paths.
fn pages(packs: &Packs) -> io::Result<BTreeMap<PathBuf, String>> {
    let mut pages = BTreeMap::new();
    let packs = packs.all()?;
    pages.insert(PathBuf::from("README.md"), card::index(&packs));
    for pack in packs {
        for rule in pack.rules() {
            let path = Path::new(pack.id()).join(format!("{}.md", rule.info().id));
            pages.insert(path, Card::new(pack, rule).page());
        }
    }
    Ok(pages)
}

/// Pages in the folders of the packs that belong to no rule.
fn stale(folder: &Path, packs: &Packs, pages: &BTreeMap<PathBuf, String>) -> io::Result<Vec<PathBuf>> {
    let mut stale = Vec::new();
    for pack in packs.all()? {
        let inner = folder.join(pack.id());
        let entries = match fs::read_dir(&inner) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(named(&inner, &error)),
        };
        for entry in entries {
            let name = entry.map_err(|error| named(&inner, &error))?.file_name();
            let known = pages.contains_key(&Path::new(pack.id()).join(&name));
            if !known && Path::new(&name).extension().is_some_and(|extension| extension == "md") {
                stale.push(inner.join(name));
            }
        }
    }
    stale.sort();
    Ok(stale)
}

fn is_ours(path: &Path) -> bool {
    fs::read_to_string(path).is_ok_and(|text| text.lines().next() == Some(GENERATED))
}
