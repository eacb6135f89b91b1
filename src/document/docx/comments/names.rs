//! How elements of Word are called in one part: the prefix that is bound to their names, and what to write where there
//! is none.
//!
//! This module must not know what any element is for.

use quick_xml::events::BytesStart;

use crate::document::docx::walk::NAMESPACES;

/// The names of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Names {
    /// What stands before the name of an element in this part, with its colon: `w:`, or nothing.
    pub(super) own: String,
    /// What to put before names in elements of one's own: never nothing, for attributes need a prefix.
    pub(super) new: String,
    /// The declaration that an element of one's own needs beside that.
    pub(super) declared: String,
    /// Whether the part is of the strict dialect.
    pub(super) strict: bool,
}

impl Names {
    /// The names that the first element of a part binds.
    pub(super) fn of(root: &BytesStart<'_>) -> Names {
        let bound = root.attributes().filter_map(Result::ok).find_map(|one| {
            let at = NAMESPACES.iter().position(|known| **known == *one.value)?;
            Some((one.key.0.to_owned(), at))
        });
        let strict = matches!(bound, Some((_, at)) if at > 0);
        let key = bound.as_ref().map_or("xmlns:w", |(key, _)| key.as_str());
        match key.strip_prefix("xmlns:") {
            Some(prefix) => {
                let own = format!("{prefix}:");
                Names { new: own.clone(), own, declared: String::new(), strict }
            }
            None => {
                let declared = format!(" xmlns:w=\"{}\"", space(strict));
                Names { own: String::new(), new: "w:".to_owned(), declared, strict }
            }
        }
    }

    /// The names of a part that is to be written.
    pub(super) fn fresh(strict: bool) -> Names {
        let declared = format!(" xmlns:w=\"{}\"", space(strict));
        Names { own: "w:".to_owned(), new: "w:".to_owned(), declared, strict }
    }

    /// The name of an element without its prefix, if it is one of Word.
    pub(super) fn local<'n>(&self, name: &'n str) -> Option<&'n str> {
        name.strip_prefix(self.own.as_str()).filter(|local| !local.contains(':'))
    }
}

/// The name of the namespace.
fn space(strict: bool) -> &'static str {
    let [usual, other] = NAMESPACES;
    if strict { other } else { usual }
}
