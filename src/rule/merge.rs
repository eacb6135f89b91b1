//! Packs laid over one another, and rules switched off or changed from outside.
//!
//! This module must not know how a rule is matched or judged.

use super::error::{PackError, nearest};
use super::{Pack, Rule};
use crate::verdict::Severity;

impl Pack {
    /// This pack with `later` laid over it: a rule of `later` takes the place of the one with its id, the others are
    /// added after them. Each rule keeps the version of the pack it came from. The lexicon of `later`
    /// replaces the one here if it has one, and so does each key of its context.
    ///
    /// # Errors
    /// When the two have not the same id, or read different languages.
    pub fn merge(self, later: Pack) -> Result<Pack, PackError> {
        if self.id != later.id || self.language != later.language || self.spaces != later.spaces {
            let message = format!(
                "`{}` ({}) cannot be laid over `{}` ({})",
                later.id, later.language, self.id, self.language
            );
            let help = "packs that are merged must have the same id, language and `spaces`".to_owned();
            let place = later.folder.as_ref().map_or(later.id.clone(), |folder| folder.display().to_string());
            return Err(PackError::general(&place, message, Some(help)));
        }
        let mut rules = self.rules;
        for rule in later.rules {
            match rules.iter_mut().find(|known| known.info.id == rule.info.id) {
                Some(known) => *known = rule,
                None => rules.push(rule),
            }
        }
        let reader = if later.has_lexicon { later.reader } else { self.reader };
        let context = self.context.overlaid(later.context);
        let tables = self.tables.overlaid(later.tables);
        let has_lexicon = self.has_lexicon || later.has_lexicon;
        let vocabulary = self.vocabulary.overlaid(later.vocabulary);
        Ok(Pack { rules, reader, context, tables, has_lexicon, vocabulary, ..later })
    }

    /// Takes the rule called `id` out.
    ///
    /// # Errors
    /// When the pack has no such rule.
    pub fn switch_off(&mut self, id: &str) -> Result<(), PackError> {
        self.rule_mut(id)?;
        self.rules.retain(|rule| rule.info.id != id);
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
