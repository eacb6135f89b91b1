//! Notes on a whole document: their words in Chinese and English, and their shape in the output contract.
//!
//! This module must not decide what is worth a note.

use serde::Serialize;

use super::Lang;
use crate::document::Remark;
use crate::ledger::{self, Lines, Much};

/// A note, as the contract has it.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Note {
    /// Which: `copy`, `rounding-note`, `constant-prices`, `unit`, `cuts-off`, `rounds`, `bare-percents`,
    /// `unmatched`, or one of how the file was read: `page-without-text`, `deleted-text`, `inserted-text`, `hidden-sheet`,
    /// `formula-without-value`, `hidden-text`.
    pub code: &'static str,
    /// 1-based first line it speaks of; `null` for the whole document.
    pub line: Option<usize>,
    /// The last such line.
    pub end_line: Option<usize>,
    /// What the lines repeat, for `copy`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of_line: Option<usize>,
    /// The last line of that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of_end_line: Option<usize>,
    /// The unit as printed, for `unit`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// How many claims or places bear the note out; for `unmatched`, how many bytes or figures there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<usize>,
    /// Of how many that tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub telling: Option<usize>,
    /// How many bytes or figures there may be, for `unmatched`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
    /// One sentence, in the chosen language.
    pub message: String,
}

impl Note {
    /// A note with its sentence in `lang`.
    pub fn new(note: &ledger::Note, lang: Lang) -> Note {
        let (count, telling) = counts(note);
        let of = match note {
            ledger::Note::Copy { of, .. } => Some(*of),
            _ => None,
        };
        let unit = match note {
            ledger::Note::Unit { unit, .. } => Some(unit.clone()),
            _ => None,
        };
        Note {
            code: note.code(),
            line: note.lines().map(|lines| lines.first),
            end_line: note.lines().map(|lines| lines.last),
            of_line: of.map(|lines| lines.first),
            of_end_line: of.map(|lines| lines.last),
            unit,
            count,
            telling,
            limit: match note {
                ledger::Note::Unmatched { limit, .. } => Some(*limit),
                _ => None,
            },
            message: sentence(note, lang),
        }
    }
}

fn counts(note: &ledger::Note) -> (Option<usize>, Option<usize>) {
    match note {
        ledger::Note::CutsOff { cut: count, telling } | ledger::Note::Rounds { rounded: count, telling } => {
            (Some(*count), Some(*telling))
        }
        ledger::Note::BarePercents { places: count, .. } | ledger::Note::Unmatched { found: count, .. } => {
            (Some(*count), None)
        }
        _ => (None, None),
    }
}

/// What a note says.
pub fn sentence(note: &ledger::Note, lang: Lang) -> String {
    match lang {
        Lang::Zh => chinese(note),
        Lang::En => english(note),
    }
}

fn chinese(note: &ledger::Note) -> String {
    use ledger::Note;
    match note {
        Note::Copy { lines, of } => {
            format!("第{}行重复第{}行，其中的数只核算一次", dashed(*lines), dashed(*of))
        }
        Note::RoundingNote { line } => format!("第{line}行声明：因四舍五入，各项之和可能与合计不等"),
        Note::ConstantPrices { line } => {
            format!("第{line}行声明增长速度按可比价格计算：不能用现价总量核对，增长率一律未核")
        }
        Note::Unit { line, unit } => format!("第{line}行写明单位为{unit}：没有用它换算下文不带单位的数"),
        Note::CutsOff { cut, telling } => {
            format!(
                "本文的百分数是截尾而不是四舍五入的（能分辨的{telling}处中有{cut}处），以下不再把截尾列为问题"
            )
        }
        Note::Rounds { rounded, telling } => {
            format!("本文的百分数是四舍五入的（能分辨的{telling}处中有{rounded}处），截尾的因此列为警告")
        }
        Note::BarePercents { line, places } => {
            format!("本文通篇省略百分号（自第{line}行起{places}处），“增长17.8”一类的小数按百分数读")
        }
        Note::Unmatched { line, much, found, limit } => {
            let (what, name) = match much {
                Much::LineBytes => ("有字节", "line"),
                Much::SentenceBytes => ("有一句的字节数", "sentence"),
                Much::SentenceFigures => ("有一句的数字个数", "figures"),
                Much::TablePlaces => ("起的表格的格数", "places"),
                Much::TableColumns => ("起的表格的列数", "columns"),
            };
            if matches!(much, Much::TablePlaces | Much::TableColumns) {
                return format!(
                    "第{line}行{what}{found}，超过{limit}：没有当作表格核对，其中的数字都算作没有规则用到；可用 --limit {name}=数目 放宽"
                );
            }
            format!(
                "第{line}行{what}{found}，超过{limit}：没有在其中找可核算的说法，数字都算作没有规则用到；可用 --limit {name}=数目 放宽"
            )
        }
        Note::Reading(remark) => remark_in_chinese(remark),
    }
}

fn english(note: &ledger::Note) -> String {
    use ledger::Note;
    match note {
        Note::Copy { lines, of } => format!(
            "{} {} {} {}; their figures are checked once",
            if lines.first == lines.last { "line" } else { "lines" },
            dashed(*lines),
            if lines.first == lines.last { "repeats line" } else { "repeat lines" },
            dashed(*of)
        ),
        Note::RoundingNote { line } => {
            format!("line {line} says that parts may not add up to their total because of rounding")
        }
        Note::ConstantPrices { line } => format!(
            "line {line} says that rates of growth are at constant prices: current totals cannot confirm them, and none is checked"
        ),
        Note::Unit { line, unit } => {
            format!("line {line} gives the unit {unit}; it is not applied to figures without one")
        }
        Note::CutsOff { cut, telling } => format!(
            "this report cuts percents off instead of rounding them ({cut} of {telling} claims that tell), so that is no finding here"
        ),
        Note::Rounds { rounded, telling } => format!(
            "this report rounds its percents ({rounded} of {telling} claims that tell), so one that was cut off is a warning"
        ),
        Note::BarePercents { line, places } => format!(
            "this report leaves the percent sign off ({places} places, the first on line {line}); such decimals are read as percents"
        ),
        Note::Unmatched { line, much, found, limit } => {
            let (what, name) = match much {
                Much::LineBytes => ("bytes", "line"),
                Much::SentenceBytes => ("bytes in a sentence", "sentence"),
                Much::SentenceFigures => ("figures in a sentence", "figures"),
                Much::TablePlaces => ("places", "places"),
                Much::TableColumns => ("columns", "columns"),
            };
            if matches!(much, Much::TablePlaces | Much::TableColumns) {
                return format!(
                    "the table on line {line} has {found} {what}, more than {limit}: it was not checked as a table, and its figures count as unclaimed; the limit is raised with --limit {name}=NUMBER"
                );
            }
            format!(
                "line {line} has {found} {what}, more than {limit}: no claim was looked for in it, and its figures count as unclaimed; the limit is raised with --limit {name}=NUMBER"
            )
        }
        Note::Reading(remark) => remark_in_english(remark),
    }
}

fn remark_in_chinese(remark: &Remark) -> String {
    match remark {
        Remark::PageWithoutText { page } => {
            format!("第{page}页没有可读的文字（可能是扫描件），其中的数没有核对")
        }
        Remark::DeletedText { places } => format!("修订中删去的{places}处文字没有读入"),
        Remark::InsertedText { places } => format!("修订中插入的{places}处文字当作正文读入"),
        Remark::HiddenSheet { sheet } => format!("工作表“{sheet}”是隐藏的，照样核对"),
        Remark::FormulaWithoutValue { cell, places } => {
            let all = if *places > 1 { format!("等{places}处") } else { String::new() };
            format!("{cell}{all}的公式没有存下结果，按空白处理；请用表格软件打开后重新保存")
        }
        Remark::HiddenText { places } => format!("页面上隐藏的{places}处文字没有读入"),
    }
}

fn remark_in_english(remark: &Remark) -> String {
    let places =
        |places: &usize| if *places == 1 { "1 place".to_owned() } else { format!("{places} places") };
    match remark {
        Remark::PageWithoutText { page } => {
            format!("page {page} has no text that can be read (a scan?); its figures were not checked")
        }
        Remark::DeletedText { places: n } => {
            format!("text tracked as deleted was left out in {}", places(n))
        }
        Remark::InsertedText { places: n } => {
            format!("text tracked as inserted was read as text in {}", places(n))
        }
        Remark::HiddenSheet { sheet } => {
            format!("the sheet “{sheet}” is hidden; it was checked like the others")
        }
        Remark::FormulaWithoutValue { cell, places: 1 } => format!(
            "the formula in {cell} has no stored result and was read as empty; open the file in a spreadsheet program and save it"
        ),
        Remark::FormulaWithoutValue { cell, places } => format!(
            "{places} formulas of a sheet, the first in {cell}, have no stored result and were read as empty; open the file in a spreadsheet program and save it"
        ),
        Remark::HiddenText { places: n } => format!("text that the page hides was left out in {}", places(n)),
    }
}

fn dashed(lines: Lines) -> String {
    if lines.first == lines.last {
        lines.first.to_string()
    } else {
        format!("{}–{}", lines.first, lines.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples;

    #[test]
    fn every_note_has_its_sentence_in_both_languages() {
        let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let mut seen = std::collections::BTreeSet::new();
        for note in samples::notes() {
            assert!(chinese(&sentence(&note, Lang::Zh)));
            assert!(!chinese(&sentence(&note, Lang::En).replace("万元", "")));
            assert!(seen.insert(sentence(&note, Lang::En)) && seen.insert(note.code().to_owned()));
        }
    }

    #[test]
    fn what_is_not_looked_at_is_said_with_its_limit() {
        for (much, name) in [
            (Much::LineBytes, "line"),
            (Much::SentenceBytes, "sentence"),
            (Much::SentenceFigures, "figures"),
            (Much::TablePlaces, "places"),
            (Much::TableColumns, "columns"),
        ] {
            let note = ledger::Note::Unmatched { line: 7, much, found: 3000, limit: 2000 };
            for lang in [Lang::Zh, Lang::En] {
                let told = sentence(&note, lang);
                let parts = ["7", "3000", "2000", &format!("--limit {name}=")];
                assert!(parts.iter().all(|part| told.contains(part)), "{told}");
            }
            let json = serde_json::to_value(Note::new(&note, Lang::En)).unwrap();
            assert_eq!((&json["code"], &json["limit"]), (&"unmatched".into(), &2000.into()));
        }
    }

    #[test]
    fn a_copy_names_both_ranges() {
        let note = Note::new(&samples::notes()[0], Lang::En);
        assert_eq!(note.message, "lines 30–58 repeat lines 1–29; their figures are checked once");
        let json = serde_json::to_value(&note).unwrap();
        let ranges = ["line", "end_line", "of_line", "of_end_line"].map(|key| json[key].as_u64().unwrap());
        assert_eq!((json["code"].as_str(), ranges), (Some("copy"), [30, 58, 1, 29]));
        assert!(json.get("unit").is_none());
    }
}
