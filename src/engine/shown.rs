//! What a claim shows of its slots: each figure as printed, its bounds and its unit; what is not stated, in the unit it
//! would have.
//!
//! This module must not know reports, nor where in the document a block stands.

use std::ops::Range;

use super::choose::Judged;
use super::operands::factor;
use crate::claim::{self, Page};
use crate::exact::Exact;
use crate::ledger::ClaimOperand;
use crate::mention::{Kind, Mention};
use crate::rule::spec::DateValue;
use crate::rule::{Slot, SlotType};
use crate::verdict::{End, Interval};

/// What a claim shows of each of its slots.
pub(super) fn operands(page: &Page<'_>, judged: &Judged<'_>) -> Vec<ClaimOperand> {
    let mut operands = Vec::new();
    let named = judged.equation.1.slots();
    for (number, slot) in judged.rule.slots.iter().enumerate() {
        let Some(binding) = judged.candidate.slots.get(number) else { continue };
        for (index, place) in binding.mentions.iter().enumerate() {
            let Some(mention) = page.mentions.get(*place) else { continue };
            let mention = (mention, page.given(*place).unwrap_or(""));
            let interval = judged.judgement.intervals.get(number).and_then(|all| all.get(index)).copied();
            let operand = stated(page, slot, number, mention, interval);
            match slot.value {
                Some(DateValue::Days) => operands.extend(ends(page, operand)),
                _ => operands.push(operand),
            }
        }
        if let Some(word) = &binding.word {
            operands.extend(word_operands(page, slot, number, word));
        }
        if binding.mentions.is_empty() && binding.word.is_none() && named.contains(&number) {
            operands.push(unstated(page, slot, number, judged));
        }
    }
    let first = |role: &str| judged.rule.slots.iter().position(|slot| slot.role == role);
    operands.sort_by_key(|operand| (first(&operand.role), operand.span.as_ref().map(|span| span.start)));
    operands
}

/// The first and the last day of a range of dates, as operands of their own.
fn ends(page: &Page<'_>, range: ClaimOperand) -> Vec<ClaimOperand> {
    let (Some(text), Some(span)) = (&range.text, &range.span) else { return vec![range] };
    let joint =
        text.char_indices().find(|(_, c)| matches!(c, '-' | '—' | '–' | '~' | '～' | '至' | '到' | '－'));
    let Some((at, _)) = joint else { return vec![range] };
    let tail = text.get(at..).unwrap_or("");
    let skipped =
        tail.len() - tail.trim_start_matches(['-', '—', '–', '~', '～', '至', '到', '－', ' ']).len();
    let part = |role: &str, from: usize, to: usize| ClaimOperand {
        role: role.to_owned(),
        text: page
            .block
            .text
            .get(span.start - page.block.start + from..span.start - page.block.start + to)
            .map(str::to_owned),
        span: Some(span.start + from..span.start + to),
        interval: None,
        ..range.clone()
    };
    vec![part("start_date", 0, at), part("end_date", at + skipped, text.len())]
}

/// A list shows its items. A `word` slot is shown only when it is a verdict word; labels only help to find figures.
fn word_operands(page: &Page<'_>, slot: &Slot, number: usize, word: &Range<usize>) -> Vec<ClaimOperand> {
    if slot.accepts == SlotType::List {
        let longest = claim::items(&page.skeleton.text, word.clone()).into_iter().next().unwrap_or_default();
        return longest.iter().map(|item| word_operand(page, slot, number, item)).collect();
    }
    let shown = slot.name == "verdict_word";
    shown.then(|| word_operand(page, slot, number, word)).into_iter().collect()
}

fn word_operand(page: &Page<'_>, slot: &Slot, number: usize, word: &Range<usize>) -> ClaimOperand {
    let local = page.skeleton.origin(word.start)..page.skeleton.origin(word.end);
    ClaimOperand {
        role: slot.role.clone(),
        slot: number,
        text: page.block.text.get(local.clone()).map(str::to_owned),
        span: Some(page.block.start + local.start..page.block.start + local.end),
        kind: Kind::Ordinal,
        value: None,
        interval: None,
        unit: None,
        scale: Exact::ONE,
        suffix: String::new(),
        decimals: 0,
        counted: false,
        hedge: None,
        factor: Exact::ONE,
        place: None,
    }
}

/// A figure of the text as an operand, beside it the unit that it takes from elsewhere.
pub(super) fn stated(
    page: &Page<'_>,
    slot: &Slot,
    number: usize,
    (mention, given): (&Mention, &str),
    interval: Option<Interval>,
) -> ClaimOperand {
    let text = page.block.text.get(mention.start..mention.end).unwrap_or("").to_owned();
    let factor = factor(mention.kind);
    let (scale, suffix) = printed_unit(mention, &format!("{text}{given}"));
    ClaimOperand {
        role: slot.role.clone(),
        slot: number,
        span: Some(page.block.start + mention.start..page.block.start + mention.end),
        kind: mention.kind,
        value: mention.figure.map(|figure| figure.value),
        interval: interval.and_then(|interval| times(interval, factor)),
        unit: mention.unit.clone(),
        scale,
        suffix,
        decimals: mention.figure.map_or(0, |figure| figure.decimals),
        counted: slot.counted
            && mention.kind == Kind::Number
            && mention.figure.is_some_and(|f| f.decimals == 0),
        hedge: mention.hedge.clone(),
        factor,
        place: None,
        text: Some(text),
    }
}

/// The operand that the text does not state, in the unit of the operand that it must share one with.
fn unstated(page: &Page<'_>, slot: &Slot, number: usize, judged: &Judged<'_>) -> ClaimOperand {
    let percent = asks_percent(slot);
    let partner = partner(page, slot, judged).filter(|_| !percent);
    let text = partner.and_then(|(m, _)| page.block.text.get(m.start..m.end)).unwrap_or("");
    let text = format!("{text}{}", partner.map_or("", |(_, given)| given));
    let partner = partner.map(|(mention, _)| mention);
    let (scale, suffix) = match (percent, partner) {
        (true, _) => (Exact::ONE, "%".to_owned()),
        (false, Some(mention)) => printed_unit(mention, &text),
        (false, None) => (Exact::ONE, String::new()),
    };
    let factor = if percent { Exact::whole(100) } else { Exact::ONE };
    let implied = judged.judgement.implied.filter(|(slot, _)| *slot == number);
    ClaimOperand {
        role: slot.role.clone(),
        slot: number,
        text: None,
        span: None,
        kind: kind(page, slot, judged),
        value: None,
        interval: implied.and_then(|(_, interval)| times(interval, factor)),
        unit: partner.and_then(|m| m.unit.clone()),
        scale,
        suffix,
        decimals: partner.and_then(|m| m.figure).map_or(0, |figure| figure.decimals),
        counted: false,
        hedge: None,
        factor,
        place: None,
    }
}

/// The sort of the figure that a slot asks for and nothing states.
pub(super) fn kind(page: &Page<'_>, slot: &Slot, judged: &Judged<'_>) -> Kind {
    if asks_percent(slot) {
        return Kind::Percent;
    }
    partner(page, slot, judged).map_or(Kind::Number, |(mention, _)| mention.kind)
}

/// Whether a slot asks for a percent or points and for no amount.
fn asks_percent(slot: &Slot) -> bool {
    matches!(slot.accepts, SlotType::Figure(sorts) if sorts.0 & 0b1100_0000 != 0 && sorts.0 & 0b1_1111 == 0)
}

/// The stated figure whose unit an unstated one shares, and the unit that it takes from elsewhere.
fn partner<'a>(page: &'a Page<'_>, slot: &Slot, judged: &Judged<'_>) -> Option<(&'a Mention, &'a str)> {
    let first = |slot: usize| judged.candidate.slots.get(slot).and_then(|b| b.mentions.first()).copied();
    let own = slot.same_unit_as.and_then(first);
    let shared = || judged.rule.slots.iter().position(|s| s.same_unit_as.is_some()).and_then(first);
    let any = || {
        let all = judged.candidate.slots.iter().flat_map(|binding| binding.mentions.iter().copied());
        all.into_iter().find(|m| page.mentions.get(*m).is_some_and(|m| !m.kind.is_relative()))
    };
    let place = own.or_else(shared).or_else(any)?;
    Some((page.mentions.get(place)?, page.given(place).unwrap_or("")))
}

/// How many base units the last word of a printed figure stands for, and that word (10000 and 万元).
fn printed_unit(mention: &Mention, text: &str) -> (Exact, String) {
    let suffix = suffix(mention, text);
    let Some(figure) = mention.figure else { return (Exact::ONE, suffix) };
    let scale = i32::try_from(figure.decimals).ok().and_then(Exact::pow10).and_then(|p| figure.place.mul(p));
    (scale.unwrap_or(Exact::ONE), suffix)
}

fn suffix(mention: &Mention, text: &str) -> String {
    let word = mention.hedge.as_ref().map_or("", |hedge| &*hedge.word);
    const NUMERALS: &str = "〇零一二两三四五六七八九十廿卅百千点壹贰叁肆伍陆柒捌玖拾佰仟";
    let number = |c: char| {
        c.is_ascii_digit() || matches!(c, '.' | ',' | '．' | '，' | '０'..='９') || NUMERALS.contains(c)
    };
    let cut = text.rfind(number).map_or(text, |at| {
        let width = text.get(at..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
        text.get(at + width..).unwrap_or("")
    });
    cut.trim().trim_end_matches(word).trim_start_matches(word).to_owned()
}

/// An interval with both its ends multiplied; `None` where that is out of reach.
pub(super) fn times(interval: Interval, factor: Exact) -> Option<Interval> {
    let scaled = |end: Option<End>| match end {
        Some(end) => end.at.mul(factor).map(|at| Some(End { at, open: end.open })),
        None => Some(None),
    };
    Some(Interval { low: scaled(interval.low)?, high: scaled(interval.high)? })
}
