//! The language that output speaks.

/// A language for messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Chinese.
    Zh,
    /// English.
    #[default]
    En,
}

impl Lang {
    /// The key of [`crate::ledger::Localized`].
    pub fn code(self) -> &'static str {
        self.pick("zh", "en")
    }

    /// The one of two texts that is in this language.
    pub fn pick<'t>(self, zh: &'t str, en: &'t str) -> &'t str {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// The language of a locale name such as `zh_CN.UTF-8`: Chinese for `zh…`, else English.
    pub fn of_locale(locale: &str) -> Lang {
        if locale.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("zh")) {
            Lang::Zh
        } else {
            Lang::En
        }
    }
}
