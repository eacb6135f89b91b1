//! What is wrong with a waiver, as a finding with its rule, its severity and its sentence.
//!
//! This module must not know how it was found out.

use super::waiver::{Flaw, Waiver};
use crate::report::Lang;
use crate::report::gate::GateFinding;
use crate::verdict::Severity;

impl Flaw {
    /// Every flaw.
    pub const ALL: [Flaw; 7] = [
        Flaw::Reasonless,
        Flaw::Ownerless,
        Flaw::Undated,
        Flaw::TooLong,
        Flaw::Expired,
        Flaw::Unused,
        Flaw::NotSeen,
    ];

    /// The rule that finds it.
    pub fn rule(self) -> &'static str {
        match self {
            Flaw::Reasonless => "gouji/waiver-reasonless",
            Flaw::Ownerless => "gouji/waiver-ownerless",
            Flaw::Undated => "gouji/waiver-undated",
            Flaw::TooLong => "gouji/waiver-too-long",
            Flaw::Expired => "gouji/waiver-expired",
            Flaw::Unused | Flaw::NotSeen => "gouji/waiver-unused",
        }
    }

    /// How bad it is: a warning, unless it may only be that other files were checked.
    pub fn severity(self) -> Severity {
        match self {
            Flaw::NotSeen => Severity::Note,
            _ => Severity::Warning,
        }
    }

    /// The finding for it.
    pub fn finding(self, waiver: &Waiver, lang: Lang) -> GateFinding {
        let place = &waiver.place;
        GateFinding {
            rule: self.rule(),
            severity: self.severity(),
            path: place.file.to_string(),
            line: place.line(),
            column: place.column(),
            fingerprint: waiver.fingerprint.clone(),
            message: self.sentence(waiver, lang),
        }
    }

    fn sentence(self, waiver: &Waiver, lang: Lang) -> String {
        let until = waiver.until.as_ref().map_or(String::new(), |until| until.value.to_string());
        let (zh, en) = match self {
            Flaw::Reasonless => ("没有写 reason（理由），不生效", "has no `reason` and covers nothing"),
            Flaw::Ownerless => ("没有写 owner（负责人），不生效", "has no `owner` and covers nothing"),
            Flaw::Undated => ("没有写 until（截止日期），不生效", "has no `until` and covers nothing"),
            Flaw::TooLong => (
                "的截止日期{until}在一年以后，不生效；最长一年",
                "holds until {until}, more than a year from today, and covers nothing",
            ),
            Flaw::Expired => ("已于{until}到期，不再生效", "expired on {until} and covers nothing any more"),
            Flaw::Unused => ("没有对应的问题；请删去", "matches no finding; take it out"),
            Flaw::NotSeen => (
                "在本次检查中没有对应的问题；写明 path 才能判断它是否多余",
                "matches no finding of this run; a `path` would tell whether it is needed",
            ),
        };
        let told = lang.pick(zh, en).replace("{until}", &until);
        match lang {
            Lang::Zh => format!("对 {} 的豁免{told}", waiver.rule),
            Lang::En => format!("the waiver of {} {told}", waiver.rule),
        }
    }
}
