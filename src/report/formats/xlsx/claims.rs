//! The sheet of claims: what is stated, what comes out, whether they agree, and room for the auditor's own opinion.
//!
//! This module must not know how a formula is put together.

use rust_xlsxwriter::{Color, ConditionalFormatFormula, DataValidation, Format, Worksheet, XlsxError};

use super::super::super::{FileReport, Lang, equation, figures, message, words};
use super::cell::{Looks, Row};
use super::formula::Cells;
use super::sheet::Sheet;
use super::{Item, holds};
use crate::exact::Exact;
use crate::ledger::{Claim, ClaimOperand};
use crate::verdict::{Equation, Expr, Verdict};

/// Its columns.
pub(super) const HEAD: [(&str, &str, u16); 19] = [
    ("序号", "no.", 6),
    ("级别", "severity", 12),
    ("结论", "verdict", 13),
    ("类别", "kind", 11),
    ("规则", "rule", 20),
    ("文件", "file", 18),
    ("位置", "location", 13),
    ("指标", "indicator", 16),
    ("原文", "quote", 40),
    ("各数", "figures", 32),
    ("所述结果", "stated", 14),
    ("单位", "unit", 7),
    ("重算结果", "recomputed", 18),
    ("修约后", "rounded", 14),
    ("重算是否相符", "agrees", 10),
    ("勾稽的结论", "gouji says", 10),
    ("核算说明", "proof", 55),
    ("审核", "checked", 8),
    ("审核意见", "note", 26),
];

/// The column for the auditor's own mark.
const TICK: u16 = 17;

/// Writes the row of a claim whose figures are in `cells`; `working` is the sheet that says in the same row whether the
/// claim holds, where it does say so.
pub(super) fn claim(
    sheet: &mut Sheet,
    looks: &Looks,
    lang: Lang,
    item: &Item<'_>,
    cells: &Cells<'_>,
    working: Option<&str>,
) -> Result<(), XlsxError> {
    let mut row = sheet.row(looks);
    describe(&mut row, lang, item)?;
    recompute(&mut row, lang, item, cells)?;
    agree(&mut row, lang, item, working)?;
    row.text(&message::sentence(item.claim, lang))?;
    row.blank()?;
    row.blank()
}

/// The whole sheet, with what may be filled in and colours.
pub(super) fn finish(mut sheet: Sheet, lang: Lang) -> Result<Worksheet, XlsxError> {
    let marks = DataValidation::new().allow_list_strings(&["✓", "✗", "?"])?;
    let next = sheet.next;
    sheet.sheet.add_data_validation(1, TICK, next.max(2) - 1, TICK, &marks)?;
    colour(&mut sheet.sheet, lang, next)?;
    sheet.finish(lang)
}

fn describe(row: &mut Row<'_>, lang: Lang, item: &Item<'_>) -> Result<(), XlsxError> {
    let Item { number, file, claim, .. } = *item;
    row.count(number)?;
    row.text(&severity(file, claim, lang))?;
    row.text(words::verdict(claim.judgement.verdict, lang))?;
    row.text(&claim.rule.kind)?;
    row.text(&claim.rule.full_id())?;
    row.text(&file.path)?;
    row.text(&place(file, claim, lang))?;
    row.text(claim.indicator.as_deref().unwrap_or(""))?;
    row.text(&claim.quote)?;
    let figure = |operand: &ClaimOperand| {
        let text = operand.text.as_deref().map(figures::one_line);
        format!("{} {}", words::role(&operand.role, lang), text.as_deref().unwrap_or("?"))
    };
    let figures: Vec<String> = claim.operands.iter().map(figure).collect();
    row.text(&figures.join(lang.pick("；", "; ")))
}

fn severity(file: &FileReport, claim: &Claim, lang: Lang) -> String {
    let word = claim.severity.map_or("", |severity| words::severity(severity, lang));
    match file.suppression(claim) {
        None => word.to_owned(),
        Some(why) => format!("{word}\u{20}[{}]", words::suppression(why, lang)),
    }
}

fn place(file: &FileReport, claim: &Claim, lang: Lang) -> String {
    let place = words::location(&claim.place, lang);
    match (file.position(claim), place.is_empty()) {
        (Some((line, column)), true) => format!("{line}:{column}"),
        (Some((line, column)), false) => format!("{place} ({line}:{column})"),
        (None, true) => lang.pick("全文", "whole document").to_owned(),
        (None, false) => place,
    }
}

/// The stated result, its unit, what comes out, and that rounded as the stated one is.
fn recompute(row: &mut Row<'_>, lang: Lang, item: &Item<'_>, cells: &Cells<'_>) -> Result<(), XlsxError> {
    let none = lang.pick("不适用", "n/a");
    let judged = holds(item.claim).and(item.equation);
    let Some(formulas) = judged.and_then(|equation| formulas(item.claim, equation, cells)) else {
        row.text(none)?;
        row.text("")?;
        row.text(&implied(item.claim, lang).unwrap_or_else(|| none.to_owned()))?;
        return row.text(none);
    };
    row.computes(&formulas.stated, formulas.known.0)?;
    row.text(&formulas.unit)?;
    row.computes(&formulas.computed, formulas.known.1)?;
    match formulas.rounded(row.row + 1) {
        Some(rounded) => row.computes(&rounded, formulas.known.2),
        None => row.text(none),
    }
}

/// What an operand that is not stated must be.
fn implied(claim: &Claim, lang: Lang) -> Option<String> {
    let unknown = claim.operands.iter().find(|operand| operand.text.is_none())?;
    let set = figures::interval(unknown.interval?, unknown)?;
    let role = words::role(&unknown.role, lang);
    (claim.judgement.verdict == Verdict::Implied).then(|| format!("{role} {set}"))
}

/// What is recomputed, as formulas.
struct Formulas {
    stated: String,
    unit: String,
    computed: String,
    /// The printed unit in base units, and the decimals that were printed in it.
    rounding: Option<(String, u32)>,
    /// What the formulas come to, for programs that do not compute: what is stated, what comes out, and that rounded.
    known: (Option<Exact>, Option<Exact>, Option<Exact>),
}

impl Formulas {
    /// The computed value of a row, rounded half up.
    fn rounded(&self, row: u32) -> Option<String> {
        let (scale, decimals) = self.rounding.as_ref()?;
        Some(match scale.as_str() {
            "1" => format!("=ROUND(M{row},{decimals})"),
            scale => format!("=ROUND(M{row}/{scale},{decimals})*{scale}"),
        })
    }
}

fn formulas(claim: &Claim, equation: &Equation, cells: &Cells<'_>) -> Option<Formulas> {
    let Some(slot) = equation.result() else {
        let (left, right) = (cells.printed(&equation.left)?, cells.printed(&equation.right)?);
        let (stated, computed) = (format!("={right}"), format!("={left}"));
        let right = equation.sides(&claim.judgement.intervals).and_then(|[_, right]| right.single());
        let known = (right, claim.judgement.computed.map(|(value, _)| value), None);
        return Some(Formulas { stated, unit: String::new(), computed, rounding: None, known });
    };
    let (free, with) = match equation.right.mentions(slot) {
        true => (&equation.left, &equation.right),
        false => (&equation.right, &equation.left),
    };
    let (solved, stated) =
        (cells.solved(with, slot, cells.printed(free)?)?, cells.printed(&Expr::Slot(slot))?);
    let result =
        equation::result(claim).or_else(|| claim.operands.iter().find(|operand| operand.slot == slot));
    let result = result.filter(|result| result.slot == slot)?;
    let factor = result.factor.to_string();
    let times = if factor == "1" { String::new() } else { format!("*{factor}") };
    Some(Formulas {
        stated: format!("={stated}{times}"),
        unit: result.unit.as_ref().map_or(if factor == "1" { "" } else { "%" }, |unit| &unit.base).to_owned(),
        computed: format!("={solved}{times}"),
        rounding: result.value.map(|_| (result.scale.to_string(), result.decimals)),
        known: known(claim, result),
    })
}

fn known(claim: &Claim, result: &ClaimOperand) -> (Option<Exact>, Option<Exact>, Option<Exact>) {
    let value = claim.judgement.computed.and_then(|(value, _)| figures::in_unit(value, result));
    let rounded = value.and_then(|value| value.div(result.scale)?.rounded(result.decimals));
    let rounded = rounded.and_then(|digits| Exact::parse(&digits)?.mul(result.scale));
    (result.value, value, rounded)
}

/// What the workings say, and what gouji says.
fn agree(row: &mut Row<'_>, lang: Lang, item: &Item<'_>, working: Option<&str>) -> Result<(), XlsxError> {
    let none = lang.pick("不适用", "n/a");
    let own = holds(item.claim).map_or(none, |holds| if holds { "✓" } else { "✗" });
    match working {
        Some(sheet) => row.formula(&format!("={sheet}!L{}", row.row + 1), own)?,
        None => row.text(none)?,
    }
    row.text(own)
}

/// A colour for each sort of verdict.
fn colour(sheet: &mut Worksheet, lang: Lang, next: u32) -> Result<(), XlsxError> {
    let last = u16::try_from(HEAD.len()).unwrap_or(1).saturating_sub(3);
    for (verdict, colour) in [
        (Verdict::Inconsistent, 0xF8_CB_AD),
        (Verdict::Impossible, 0xF8_CB_AD),
        (Verdict::RoundedUp, 0xFF_E6_99),
        (Verdict::Truncated, 0xFF_F2_CC),
        (Verdict::Implied, 0xDD_EB_F7),
        (Verdict::Unchecked, 0xE7_E6_E6),
        (Verdict::Consistent, 0xE2_EF_DA),
        (Verdict::HalfEven, 0xE2_EF_DA),
        (Verdict::WithinRounding, 0xE2_EF_DA),
    ] {
        let rule = format!("=$C2=\"{}\"", words::verdict(verdict, lang));
        let look = Format::new().set_background_color(Color::RGB(colour));
        let format = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(look);
        sheet.add_conditional_format(1, 0, next.max(2) - 1, last, &format)?;
    }
    Ok(())
}
