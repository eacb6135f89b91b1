//! Findings that somebody answers for until a date: which they are, whether they still count, and which of them cover
//! nothing any more.
//!
//! A waiver without a reason, an owner or a date, or past its date, covers nothing. This module must not know where
//! files are, nor how anything is worded.

use std::path::Path;

use jiff::ToSpan;
use jiff::civil::Date;

use super::read::{At, Place, Reader, Table, read};
use super::{Glob, RuleName};
use crate::problem::Problem;

const KEYS: [&str; 6] = ["rule", "fingerprint", "path", "reason", "owner", "until"];

/// How many hexadecimal digits the id of a finding has.
const ID_DIGITS: usize = 16;

/// One waiver.
#[derive(Debug, Clone)]
pub struct Waiver {
    /// Where it stands.
    pub place: Place,
    /// The rule that made the finding.
    pub rule: RuleName,
    /// The finding's id.
    pub fingerprint: String,
    /// The files that it is for; all, where there is none.
    pub path: Option<Glob>,
    /// Why the finding is let through.
    pub reason: Option<At<String>>,
    /// Who answers for it.
    pub owner: Option<At<String>>,
    /// The last day that it holds.
    pub until: Option<At<Date>>,
}

/// What is wrong with a waiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// No reason is given.
    Reasonless,
    /// Nobody answers for it.
    Ownerless,
    /// It would hold for ever.
    Undated,
    /// It would hold for more than a year from today.
    TooLong,
    /// Its last day is over.
    Expired,
    /// The files that it is for were checked, and it covered nothing.
    Unused,
    /// It covered nothing, but whether the files that it is for were among those checked cannot be told.
    NotSeen,
}

/// The waivers of one file, and what became of them.
#[derive(Debug, Clone)]
pub struct Waivers {
    waivers: Vec<Waiver>,
    fates: Vec<Fate>,
    today: Date,
}

/// What happened to a waiver in a run.
#[derive(Debug, Clone, Copy, Default)]
struct Fate {
    /// A file that it is for was checked.
    seen: bool,
    /// One that it is for could not be read: nothing can be said of it.
    unreadable: bool,
    /// It covered a finding.
    used: bool,
}

impl Waivers {
    /// Reads the text of a file of waivers; `today` is the day on which they have to hold.
    ///
    /// `file` is how it is called in messages, `folder` where it is, absolute.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the file; a waiver that is merely incomplete is no error, it covers nothing.
    pub fn parse(file: &str, folder: &Path, source: &str, today: Date) -> Result<Waivers, Vec<Problem>> {
        let waivers = read(file, source, |table, reader| {
            table.only(&["waiver"], reader);
            let tables = table.tables("waiver", reader);
            tables.into_iter().filter_map(|table| Waiver::of(table, folder, reader)).collect::<Vec<_>>()
        })?;
        let fates = vec![Fate::default(); waivers.len()];
        Ok(Waivers { waivers, fates, today })
    }

    /// Takes note that the file at `path` is part of the run, and whether it could be read.
    pub fn saw(&mut self, path: Option<&Path>, readable: bool) {
        for (waiver, fate) in
            self.waivers.iter().zip(&mut self.fates).filter(|(waiver, _)| waiver.is_for(path))
        {
            fate.seen |= waiver.path.is_some() && readable;
            fate.unreadable |= !readable;
        }
    }

    /// The waiver that covers the finding `id` of `rule` in the file at `path`, if any does.
    pub fn covering(&mut self, path: Option<&Path>, rule: &str, id: &str) -> Option<&Waiver> {
        let today = self.today;
        let mut first = None;
        for (waiver, fate) in self.waivers.iter().zip(&mut self.fates) {
            if waiver.fits(path, rule, id) && waiver.flaws(today).is_empty() {
                fate.used = true;
                first = first.or(Some(waiver));
            }
        }
        first
    }

    /// What is wrong with the waivers, after a run; `exists` says whether there is a file at a path.
    pub fn flaws<'a>(
        &'a self,
        exists: &'a dyn Fn(&Path) -> bool,
    ) -> impl Iterator<Item = (&'a Waiver, Flaw)> + 'a {
        self.waivers.iter().zip(&self.fates).flat_map(move |(waiver, fate)| {
            let mut flaws = waiver.flaws(self.today);
            if flaws.is_empty() && !fate.used {
                flaws.extend(waiver.idle(*fate, exists));
            }
            flaws.into_iter().map(move |flaw| (waiver, flaw))
        })
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.waivers.is_empty()
    }
}

impl Waiver {
    fn of(table: Table<'_>, folder: &Path, reader: &mut Reader) -> Option<Waiver> {
        table.only(&KEYS, reader);
        let place = table.place(reader);
        let filled = |at: &At<String>| !at.value.trim().is_empty();
        let rule = table.needed("rule", reader).and_then(|at| reader.understand(at, RuleName::parse));
        let fingerprint =
            table.needed("fingerprint", reader).and_then(|at| reader.understand(at, fingerprint));
        let pattern = table.text("path", reader);
        let path = pattern.map(|at| reader.understand(at, |text| Glob::new(text, folder)));
        let reason = table.text("reason", reader).filter(filled);
        let owner = table.text("owner", reader).filter(filled);
        let until = table.date("until", reader).and_then(|at| calendar(at, reader));
        let path = match path {
            // A pattern that could not be read is told; it must not become a waiver for every file.
            Some(None) => return None,
            path => path.flatten().map(|at| at.value),
        };
        Some(Waiver { place, rule: rule?.value, fingerprint: fingerprint?.value, path, reason, owner, until })
    }

    /// What keeps it from covering anything on that day.
    fn flaws(&self, today: Date) -> Vec<Flaw> {
        let mut flaws = Vec::new();
        flaws.extend(self.reason.is_none().then_some(Flaw::Reasonless));
        flaws.extend(self.owner.is_none().then_some(Flaw::Ownerless));
        flaws.extend(match &self.until {
            None => Some(Flaw::Undated),
            Some(until) if until.value < today => Some(Flaw::Expired),
            Some(until) if today.checked_add(1.year()).is_ok_and(|limit| until.value > limit) => {
                Some(Flaw::TooLong)
            }
            Some(_) => None,
        });
        flaws
    }

    fn is_for(&self, path: Option<&Path>) -> bool {
        self.path.as_ref().is_none_or(|glob| path.is_some_and(|path| glob.matches(path)))
    }

    fn fits(&self, path: Option<&Path>, rule: &str, id: &str) -> bool {
        self.fingerprint == id && self.rule.to_string() == rule && self.is_for(path)
    }

    /// What to say of one that covered nothing. A run over other files says nothing of it.
    fn idle(&self, fate: Fate, exists: &dyn Fn(&Path) -> bool) -> Option<Flaw> {
        if fate.unreadable {
            return None;
        }
        if fate.seen {
            return Some(Flaw::Unused);
        }
        match self.path.as_ref().and_then(Glob::one_path) {
            Some(path) if exists(&path) => None,
            Some(_) => Some(Flaw::Unused),
            None => Some(Flaw::NotSeen),
        }
    }
}

/// Reads the id of a finding.
fn fingerprint(text: &str) -> Result<String, String> {
    let hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    if text.len() == ID_DIGITS && text.chars().all(hex) {
        Ok(text.to_owned())
    } else {
        Err(format!("expected the id of a finding, {ID_DIGITS} of 0-9 and a-f, as `gouji waive` prints it"))
    }
}

fn calendar(at: At<(u16, u8, u8)>, reader: &mut Reader) -> Option<At<Date>> {
    let (year, month, day) = at.value;
    let date = || {
        let year = i16::try_from(year).ok()?;
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    let found = date();
    if found.is_none() {
        reader.wrong(&at.place, "there is no such day".to_owned(), None);
    }
    found.map(|date| At { value: date, place: at.place })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "3f1c0d6be2a94b57";

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn parse(source: &str) -> Result<Waivers, Vec<Problem>> {
        Waivers::parse("waivers.toml", Path::new("/gate"), source, day("2026-07-01"))
    }

    /// A waiver with these lines beside rule and fingerprint.
    fn waiver(lines: &str) -> Waivers {
        parse(&format!("[[waiver]]\nrule = \"p/r\"\nfingerprint = \"{ID}\"\n{lines}")).unwrap()
    }

    const WHOLE: &str = "reason = \"附件二\"\nowner = \"张三\"\n";

    fn flaws(waivers: &Waivers, there: bool) -> Vec<Flaw> {
        waivers.flaws(&|_| there).map(|(_, flaw)| flaw).collect()
    }

    #[test]
    fn a_whole_waiver_covers_its_finding_through_its_last_day() {
        for (until, covers, wrong) in [
            ("2026-06-30", false, vec![Flaw::Expired]),
            ("2026-07-01", true, vec![]),
            ("2027-07-01", true, vec![]),
            ("2027-07-02", false, vec![Flaw::TooLong]),
        ] {
            let mut waivers = waiver(&format!("{WHOLE}until = {until}\n"));
            let path = Some(Path::new("/gate/a.txt"));
            assert_eq!(waivers.covering(path, "p/r", ID).is_some(), covers, "{until}");
            assert_eq!(flaws(&waivers, true), wrong, "{until}");
            assert!(waivers.covering(path, "p/other", ID).is_none());
            assert!(waivers.covering(path, "p/r", "0000000000000000").is_none());
        }
    }

    #[test]
    fn an_incomplete_one_covers_nothing_and_says_what_is_missing() {
        let all = [Flaw::Reasonless, Flaw::Ownerless, Flaw::Undated];
        let mut waivers = waiver("reason = \" \"\nowner = \"\"\n");
        assert!(waivers.covering(None, "p/r", ID).is_none());
        assert_eq!(flaws(&waivers, true), all);
        assert_eq!(flaws(&waiver("reason = \"x\"\nuntil = 2026-08-01\n"), true), [Flaw::Ownerless]);
    }

    #[test]
    fn one_for_other_files_does_not_cover() {
        let mut waivers = waiver(&format!("{WHOLE}until = 2026-08-01\npath = \"reports/**\"\n"));
        assert!(waivers.covering(Some(Path::new("/gate/reports/a.txt")), "p/r", ID).is_some());
        assert!(waivers.covering(Some(Path::new("/gate/a.txt")), "p/r", ID).is_none());
        assert!(waivers.covering(None, "p/r", ID).is_none());
    }

    #[test]
    fn one_that_covered_nothing_is_told_only_where_that_can_be_known() {
        let one = |path: &str| waiver(&format!("{WHOLE}until = 2026-08-01\n{path}"));
        let (here, there) = (Path::new("/gate/reports/a.txt"), Path::new("/gate/b.txt"));
        let after = |path: &str, seen: &Path, readable, exists| {
            let mut waivers = one(path);
            waivers.saw(Some(seen), readable);
            flaws(&waivers, exists)
        };
        let named = "path = \"reports/a.txt\"\n";
        assert_eq!(after(named, here, true, true), [Flaw::Unused]);
        assert_eq!(after(named, here, false, true), [], "it could not be read");
        assert_eq!(after(named, there, true, true), [], "another file was checked");
        assert_eq!(after(named, there, true, false), [Flaw::Unused], "its file is gone");
        assert_eq!(after("path = \"reports/*\"\n", here, true, true), [Flaw::Unused]);
        assert_eq!(after("path = \"reports/*\"\n", there, true, true), [Flaw::NotSeen]);
        assert_eq!(after("", here, true, true), [Flaw::NotSeen]);
    }

    #[test]
    fn mistakes_are_shown_where_they_are() {
        let source = "[[waiver]]\nrule = \"r\"\nfingerprint = \"xyz\"\nuntil = \"2026-08-01\"\nresaon = \"x\"\n\n\
                      [[waiver]]\nfingerprint = \"3f1c0d6be2a94b57\"\npath = \"[\"\n";
        let complaints: String = parse(source).unwrap_err().iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(complaints);
        assert!(parse("[[waiver]]\nuntil = 2026-02-30\n").is_err());
    }

    #[test]
    fn every_flaw_has_its_rule_and_sentence() {
        let waivers = waiver("until = 2026-01-01\n");
        for flaw in Flaw::ALL {
            let finding = |lang| flaw.finding(&waivers.waivers[0], lang);
            let (zh, en) = (finding(crate::report::Lang::Zh), finding(crate::report::Lang::En));
            assert!(en.rule.starts_with("gouji/waiver-") && !zh.message.is_ascii() && en.message.is_ascii());
            assert_eq!((en.path.as_str(), en.line, en.column), ("waivers.toml", 1, 1));
        }
    }
}
