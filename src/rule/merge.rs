//! Packs laid over one another, and rules switched off or changed from outside.
//!
//! This module must not know how a rule is matched or judged.

use std::sync::OnceLock;

use super::error::PackError;
use super::{Pack, Rule};
use crate::mention::{Lexicon, Reader};
use crate::problem::nearest;
use crate::verdict::Severity;

impl Pack {
    /// This pack with `later` laid over it: a rule of `later` takes the place of the one with its id, the others are
    /// added after them. Each rule keeps the version of the pack it came from. The words of the lexicon of `later` are
    /// added to those here; a word that both have means what `later` says. A list of the vocabulary, and a key of
    /// the context, takes the place of the one here.
    ///
    /// # Errors
    /// When the two have not the same id, read different languages, or do not agree about white space.
    pub fn merge(self, later: Pack) -> Result<Pack, PackError> {
        if let Some(error) = self.unlike(&later) {
            return Err(error);
        }
        let folder = later.place();
        let mut rules = self.rules;
        for rule in later.rules {
            match rules.iter_mut().find(|known| known.info.id == rule.info.id) {
                Some(known) => *known = rule,
                None => rules.push(rule),
            }
        }
        let lexicons: Vec<Lexicon> = later.lexicons.into_iter().chain(self.lexicons).collect();
        let reader =
            Reader::new(&lexicons).map_err(|error| PackError::general(&folder, error.to_string(), None))?;
        let context = self.context.overlaid(later.context);
        let tables = self.tables.overlaid(later.tables);
        Ok(Pack { rules, index: OnceLock::new(), reader, context, tables, lexicons, ..later })
    }

    /// Why `later` cannot be laid over this pack: the keys of `pack.yaml` that must be the same and are not.
    fn unlike(&self, later: &Pack) -> Option<PackError> {
        let (message, help) = if self.id != later.id || self.language != later.language {
            let message = format!(
                "`{}` ({}) cannot be laid over `{}` ({})",
                later.id, later.language, self.id, self.language
            );
            let key = if self.id == later.id { "language" } else { "id" };
            (
                message,
                format!("the two must have the same `{key}`; a pack with an id of its own runs beside it"),
            )
        } else if self.spaces != later.spaces {
            let message = format!(
                "`{}` with `spaces: {}` cannot be laid over one with `spaces: {}`",
                self.id, later.spaces, self.spaces
            );
            (message, format!("write `spaces: {}` in its pack.yaml", self.spaces))
        } else {
            return None;
        };
        Some(PackError::general(&later.place(), message, Some(help)))
    }

    /// What an error calls the pack: its folder if it has one.
    fn place(&self) -> String {
        self.folder.as_ref().map_or_else(|| self.id.clone(), |folder| folder.display().to_string())
    }

    /// Takes the rule called `id` out.
    ///
    /// # Errors
    /// When the pack has no such rule.
    pub fn switch_off(&mut self, id: &str) -> Result<(), PackError> {
        self.rule_mut(id)?;
        self.rules.retain(|rule| rule.info.id != id);
        self.index = OnceLock::new();
        Ok(())
    }

    /// Gives a mismatch that the rule called `id` finds this severity, and nothing it finds a higher one.
    ///
    /// # Errors
    /// When the pack has no such rule.
    pub fn set_severity(&mut self, id: &str, severity: Severity) -> Result<(), PackError> {
        self.rule_mut(id)?.forced = Some(severity);
        Ok(())
    }

    fn rule_mut(&mut self, id: &str) -> Result<&mut Rule, PackError> {
        let unknown = self.unknown(id);
        self.rules.iter_mut().find(|rule| rule.info.id == id).ok_or(unknown)
    }

    fn unknown(&self, id: &str) -> PackError {
        let near = nearest(id, self.rules.iter().map(|rule| rule.info.id.as_str()));
        let help = near.map(|near| format!("did you mean `{}/{near}`?", self.id));
        PackError::general(&self.id, format!("the pack has no rule called `{id}`"), help)
    }
}
