//! Parts: what a claim's operands are to the habit of rounding, without putting the operands together.
//!
//! This module must not know what the habit makes of them.

use super::choose::Judged;
use super::shown::{kind, operands};
use crate::claim::Page;
use crate::ledger::{Part, has_percent_result};
use crate::rule::SlotType;

/// Whether the result of a claim is a percent.
pub(super) fn results_in_percent(page: &Page<'_>, judged: &Judged<'_>) -> bool {
    let equation = &judged.equation.0;
    match parts(page, judged) {
        Some(parts) => has_percent_result(&parts, equation),
        None => {
            let operands = operands(page, judged);
            has_percent_result(&operands.iter().map(Part::from).collect::<Vec<_>>(), equation)
        }
    }
}

/// The parts of a claim; `None` where what is bound to a slot is shown otherwise than by itself.
fn parts<'p>(page: &Page<'_>, judged: &Judged<'p>) -> Option<Vec<Part<'p>>> {
    let named = judged.equation.1.slots();
    let mut parts = Vec::with_capacity(judged.rule.slots.len());
    for (number, (slot, binding)) in judged.rule.slots.iter().zip(&judged.candidate.slots).enumerate() {
        let shown = slot.accepts == SlotType::List || slot.name == "verdict_word";
        if slot.value.is_some() || binding.word.is_some() && shown {
            return None;
        }
        let mentions = binding.mentions.iter().filter_map(|place| page.mentions.get(*place));
        parts.extend(mentions.map(|mention| Part { role: &slot.role, kind: mention.kind, stated: true }));
        if binding.mentions.is_empty() && binding.word.is_none() && named.contains(&number) {
            parts.push(Part { role: &slot.role, kind: kind(page, slot, judged), stated: false });
        }
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::{self, Told};
    use crate::document::Document;
    use crate::rule::Pack;

    #[test]
    fn parts_are_those_of_the_operands() {
        let pack = Pack::builtin("zh-report").unwrap();
        let texts = [
            "引进外资1442万美元,目标1200万美元,完成年初任务的124%。完成投资3亿元,超额完成任务。",
            "完成投资960万元,完成年初任务的80%。产值12亿元,同比增长5.2%,上年11亿元。",
            "参加率达95%,其中党员120人,占60%,群众80人。3月至5月,历时3个月。东山、西河等2个村。",
        ];
        let mut seen = 0;
        for text in texts {
            let document = Document::plain(text);
            for block in claim::blocks(&document, &pack) {
                let page = claim::read(block, Told::default(), &pack);
                for judged in super::super::judged(&page, &pack) {
                    let Some(mut parts) = parts(&page, &judged) else { continue };
                    let operands = operands(&page, &judged);
                    let mut expected: Vec<Part<'_>> = operands.iter().map(Part::from).collect();
                    parts.sort_unstable();
                    expected.sort_unstable();
                    assert_eq!(parts, expected, "{text} {}", judged.rule.info.full_id());
                    seen += 1;
                }
            }
        }
        assert!(seen >= 4, "{seen}");
    }
}
