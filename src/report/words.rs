//! Words: the short names and fixed sentences for everything with a closed list, in Chinese and English.
//!
//! Each list is matched in full, so that a new verdict or reason does not compile until it has its words. This
//! module must not know any particular claim.

use std::io::ErrorKind;

use super::{Lang, Problem, SuppressedBy, Suppression};
use crate::document::{Foreign, Place, ReadError};
use crate::verdict::{Flag, Reading, Reason, Severity, Slip, Verdict};

/// A severity, as a finding's heading starts.
pub fn severity(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Error => lang.pick("错误", "error"),
        Severity::Warning => lang.pick("警告", "warning"),
        Severity::Note => lang.pick("提示", "note"),
    }
}

/// A verdict, in a few words.
pub fn verdict(verdict: Verdict, lang: Lang) -> &'static str {
    match verdict {
        Verdict::Consistent => lang.pick("相符", "consistent"),
        Verdict::HalfEven => lang.pick("按“五成双”相符", "consistent half to even"),
        Verdict::WithinRounding => lang.pick("在修约误差之内", "within rounding"),
        Verdict::Truncated => lang.pick("截尾", "truncated"),
        Verdict::RoundedUp => lang.pick("只进不舍", "rounded up"),
        Verdict::Inconsistent => lang.pick("不符", "inconsistent"),
        Verdict::Implied => lang.pick("可推算", "implied"),
        Verdict::Impossible => lang.pick("不可能", "impossible"),
        Verdict::Unchecked => lang.pick("未核", "unchecked"),
    }
}

/// A verdict's code in the contract.
pub fn verdict_code(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Consistent => "consistent",
        Verdict::HalfEven => "half-even",
        Verdict::WithinRounding => "within-rounding",
        Verdict::Truncated => "truncated",
        Verdict::RoundedUp => "rounded-up",
        Verdict::Inconsistent => "inconsistent",
        Verdict::Implied => "implied",
        Verdict::Impossible => "impossible",
        Verdict::Unchecked => "unchecked",
    }
}

/// Where something stands, for people.
pub fn location(place: &Place, lang: Lang) -> String {
    if let (Some(sheet), Some(cell)) = (&place.sheet, &place.cell) {
        return format!("{sheet}!{cell}");
    }
    let page = place.page.map(|page| match lang {
        Lang::Zh => format!("第{page}页"),
        Lang::En => format!("page {page}"),
    });
    let parts: Vec<String> = page.into_iter().chain(within_page(place, lang)).collect();
    parts.join(lang.pick("", ", "))
}

fn within_page(place: &Place, lang: Lang) -> Option<String> {
    let table = place.table.zip(place.row).zip(place.column);
    match (table, place.note, place.paragraph, lang) {
        (Some(((table, row), column)), _, _, Lang::Zh) => Some(format!("表{table}第{row}行第{column}列")),
        (Some(((table, row), column)), _, _, Lang::En) => {
            Some(format!("table {table}, row {row}, column {column}"))
        }
        (None, Some(note), _, Lang::Zh) => Some(format!("注{note}")),
        (None, Some(note), _, Lang::En) => Some(format!("note {note}")),
        (None, None, Some(paragraph), Lang::Zh) => Some(format!("第{paragraph}段")),
        (None, None, Some(paragraph), Lang::En) => Some(format!("paragraph {paragraph}")),
        (None, None, None, _) => None,
    }
}

/// Why a claim was not judged.
pub fn reason(reason: Reason, lang: Lang) -> &'static str {
    match reason {
        Reason::NoTarget => {
            lang.pick("没有写明目标，也无从推算", "no target is stated, and none can be solved for")
        }
        Reason::Hedge => lang.pick(
            "“超、近、约”一类的措辞使两种结论都有可能",
            "words such as “over” or “about” leave room for both answers",
        ),
        Reason::UnitMismatch => {
            lang.pick("各数单位不同，没有换算率", "the units differ, and no rate to convert them is given")
        }
        Reason::RealGrowth => lang.pick(
            "增速按不变价格计算，不能用现价总量核对",
            "the growth is at constant prices, which current totals cannot confirm",
        ),
        Reason::ComparableBasis => lang.pick(
            "增速按可比口径计算，文中没有给出该口径的数",
            "the growth is on a comparable basis that is not given",
        ),
        Reason::NegativeBase => lang.pick("基数为零或负数", "the base is zero or negative"),
        Reason::ReverseIndicator => lang.pick(
            "越少越好的指标，规则没有给出算式",
            "less is better here, and the rule has no equation for that",
        ),
        Reason::PaceUndefined => lang.pick("没有写明序时进度", "the expected pace is not stated"),
        Reason::Range => lang.pick("所述是一个范围", "a figure is a range"),
        Reason::Plan => lang.pick("这是计划，不是完成情况", "this is a plan, not an achievement"),
        Reason::OutOfRange => {
            lang.pick("数字过大或过细，无法精确比较", "a figure is too large or too fine to compare exactly")
        }
        Reason::Unparsed => {
            lang.pick("认出了说法，但读不懂其中的数", "recognised, but its figures could not be read")
        }
    }
}

/// Something worth knowing beside the verdict.
pub fn flag(flag: &Flag, lang: Lang) -> String {
    match flag {
        Flag::Hedged => lang.pick("有数字带“约、超、近、余”一类的措辞", "a figure is hedged (about, over, nearly …)").to_owned(),
        Flag::Boundary => lang
            .pick("只在取值范围的端点上成立", "it holds only where the ends of two ranges touch")
            .to_owned(),
        Flag::CrossesTarget => lang
            .pick(
                "修约越过了目标：所述比率已达100%而实际没有达到，或者相反",
                "rounding crosses the target: the percent says it was reached while the figures say it was not, or the reverse",
            )
            .to_owned(),
        Flag::LowPower { k } => match lang {
            Lang::Zh => format!("核对力度低：有{k}个不同的结果都能通过"),
            Lang::En => format!("a weak check: {k} different results would have passed"),
        },
        Flag::ExcessDigits => {
            lang.pick("所述位数超过各数所能支持的精度", "more digits are stated than the figures can support").to_owned()
        }
        Flag::DoubleRounding => {
            lang.pick("像是连续修约了两次", "it looks as if it was rounded twice").to_owned()
        }
    }
}

/// A way to round.
pub fn reading(reading: Reading, lang: Lang) -> &'static str {
    match reading {
        Reading::HalfUp => lang.pick("四舍五入", "half up"),
        Reading::HalfEven => lang.pick("四舍六入五成双", "half to even"),
        Reading::Truncated => lang.pick("截尾", "cut off"),
        Reading::RoundedUp => lang.pick("只进不舍", "rounded up"),
    }
}

/// A slip that would explain a mismatch, without the figures.
pub fn slip(slip: &Slip, lang: Lang) -> String {
    let fixed = match slip {
        Slip::UnitSlip(factor) => return unit_slip(*factor, lang),
        Slip::DigitsSwapped => {
            lang.pick("疑为相邻两位数字写颠倒了", "two neighbouring digits may be swapped")
        }
        Slip::DigitMistyped => lang.pick("疑有一位数字写错了", "one digit may be mistyped"),
        Slip::RatioForExcess => lang
            .pick("疑为“完成”与“超额完成”混用", "“completed” may be meant for “exceeded by”, or the reverse"),
        Slip::GrowthForLevel => {
            lang.pick("疑为“增长”与“增长到”混用", "“grew by” may be meant for “grew to”, or the reverse")
        }
        Slip::PercentForPoints => {
            lang.pick("疑为百分比与百分点混用", "percent may be meant for percentage points, or the reverse")
        }
        Slip::OperandsSwapped => lang.pick("疑为两个数写颠倒了", "two figures may be swapped"),
        Slip::DoubleRounding => lang.pick("疑为连续修约了两次", "it may have been rounded twice"),
        Slip::TotalForPart => {
            lang.pick("疑为把总数写成了其中一部分", "a total may be given where a part was meant")
        }
    };
    fixed.to_owned()
}

fn unit_slip(factor: crate::Exact, lang: Lang) -> String {
    let (larger, times) = match crate::Exact::ONE.div(factor) {
        Some(inverse) if inverse.is_whole() => (false, inverse),
        _ => (true, factor),
    };
    match (lang, larger) {
        (Lang::Zh, true) => format!("疑为单位或小数点错误：小了{times}倍"),
        (Lang::Zh, false) => format!("疑为单位或小数点错误：大了{times}倍"),
        (Lang::En, true) => {
            format!("the unit or the decimal point may be off: too small by a factor of {times}")
        }
        (Lang::En, false) => {
            format!("the unit or the decimal point may be off: too large by a factor of {times}")
        }
    }
}

/// A slip's code in the contract.
pub fn slip_code(slip: &Slip) -> &'static str {
    match slip {
        Slip::UnitSlip(_) => "unit-slip",
        Slip::DigitsSwapped => "digits-swapped",
        Slip::DigitMistyped => "digit-mistyped",
        Slip::RatioForExcess => "ratio-for-excess",
        Slip::GrowthForLevel => "growth-for-level",
        Slip::PercentForPoints => "percent-for-points",
        Slip::OperandsSwapped => "operands-swapped",
        Slip::DoubleRounding => "double-rounding",
        Slip::TotalForPart => "total-for-part",
    }
}

/// The roles of `docs/claims-json.md`, in Chinese and English.
const ROLES: [(&str, &str, &str); 32] = [
    ("actual", "实际", "actual"),
    ("target", "目标", "target"),
    ("percent", "比率", "percent"),
    ("part", "部分", "part"),
    ("last", "末项", "last"),
    ("whole", "总体", "whole"),
    ("numerator", "分子", "numerator"),
    ("denominator", "分母", "denominator"),
    ("base", "基数", "base"),
    ("increment", "增量", "increment"),
    ("points", "百分点", "points"),
    ("total", "合计", "total"),
    ("factor", "因数", "factor"),
    ("product", "乘积", "product"),
    ("start_date", "起始日", "start"),
    ("end_date", "截止日", "end"),
    ("range", "起止日", "range"),
    ("days", "天数", "days"),
    ("item", "列举项", "item"),
    ("count", "个数", "count"),
    ("premium", "溢价", "premium"),
    ("pace", "序时进度", "pace"),
    ("period", "时段", "period"),
    ("lead", "超前", "lead"),
    ("mention", "此处", "here"),
    ("first_mention", "前文", "before"),
    ("cell", "表中数", "the cell"),
    ("verdict_word", "结论", "verdict"),
    ("gap", "差额", "gap"),
    ("price", "价格", "price"),
    ("multiple", "倍数", "multiple"),
    ("average", "平均", "average"),
];

/// What a role is called; a role that is not in the contract goes by its own name.
pub fn role(role: &str, lang: Lang) -> &str {
    ROLES.iter().find(|(name, ..)| *name == role).map_or(role, |(_, zh, en)| lang.pick(zh, en))
}

/// That the encoding of a file was guessed.
pub fn guessed(encoding: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("按{encoding}编码读取（推测）"),
        Lang::En => format!("read as {encoding} (a guess)"),
    }
}

/// Why a finding does not count.
pub fn suppression(suppression: &Suppression, lang: Lang) -> String {
    let by = match suppression.by {
        SuppressedBy::Waiver => lang.pick("已豁免", "waived"),
        SuppressedBy::Baseline => lang.pick("基线中已有", "in the baseline"),
    };
    let said = [&suppression.justification, &suppression.owner].map(|said| said.as_deref().map(str::trim));
    let until = suppression.until.as_deref().map(|until| match lang {
        Lang::Zh => format!("至{until}"),
        Lang::En => format!("until {until}"),
    });
    let [reason, owner] = said;
    let terms: Vec<&str> = owner.into_iter().chain(until.as_deref()).collect();
    let colon = lang.pick("：", ": ");
    let reason = reason.map_or(String::new(), |reason| format!("{colon}{reason}"));
    match (terms.is_empty(), lang) {
        (true, _) => format!("{by}{reason}"),
        (false, Lang::Zh) => format!("{by}{reason}（{}）", terms.join("，")),
        (false, Lang::En) => format!("{by}{reason} ({})", terms.join(", ")),
    }
}

/// Why a file could not be read or checked, and what to do.
pub fn problem(problem: &Problem, lang: Lang) -> String {
    let told = problem_alone(problem, lang);
    let hint = match problem {
        Problem::Read(error) => error.limit().map(|limit| format!("--limit {}=", limit.name())),
        _ => None,
    };
    match (hint, lang) {
        (None, _) => told,
        (Some(hint), Lang::Zh) => format!("{told}；可用 {hint}数目 放宽"),
        (Some(hint), Lang::En) => format!("{told}; or raise the limit with {hint}NUMBER"),
    }
}

fn problem_alone(problem: &Problem, lang: Lang) -> String {
    match (problem, lang) {
        (Problem::System { kind: ErrorKind::NotFound, .. }, _) => {
            lang.pick("没有这个文件", "there is no such file").to_owned()
        }
        (Problem::System { kind: ErrorKind::PermissionDenied, .. }, _) => {
            lang.pick("没有读取的权限", "there is no permission to read it").to_owned()
        }
        (Problem::System { kind: ErrorKind::Unsupported, .. }, _) => lang
            .pick("这既不是普通文件，也不是管道", "this is neither a file nor a pipe")
            .to_owned(),
        (Problem::System { words, .. }, _) => words.clone(),
        (Problem::NothingToRead, _) => lang
            .pick(
                "文件夹里没有能读的文件（txt、md、html、docx、pdf、xlsx、xls、ods、csv、tsv）",
                "there is no file in this folder that can be read (txt, md, html, docx, pdf, xlsx, xls, ods, csv, tsv)",
            )
            .to_owned(),
        (Problem::Panic { words }, Lang::Zh) => {
            format!("gouji 在这个文件上出了错，没有核对（{words}）；这是程序的缺陷，请报告")
        }
        (Problem::Panic { words }, Lang::En) => {
            format!("gouji broke down over this file, and it was not checked ({words}); please report this mistake of ours")
        }
        (Problem::Read(ReadError::OutOfTime { time }), _) => {
            let reached = lang.pick("还没有读完", "it was still being read");
            out_of_time(*time, reached, lang)
        }
        (Problem::OutOfTime(over), _) => {
            let (done, all) = (over.done, over.all);
            let reached = match lang {
                Lang::Zh => format!("只核到{all}段中的第{done}段"),
                Lang::En => format!("{done} of its {all} paragraphs had been checked"),
            };
            out_of_time(over.time, &reached, lang)
        }
        (Problem::Read(error), Lang::En) => error.to_string(),
        (Problem::Read(error), Lang::Zh) => read_error(error),
    }
}

/// Duration as it was given: `60s`, `1.5s`.
fn out_of_time(time: std::time::Duration, reached: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("用时超过{time:?}，{reached}，因此不算核对过；请拆分，或用 --timeout 秒数 放宽"),
        Lang::En => format!(
            "after {time:?} {reached}, so it counts as not checked; split it, or give it longer with --timeout SECONDS"
        ),
    }
}

fn read_error(error: &ReadError) -> String {
    match error {
        ReadError::Foreign(found) => {
            let (name, advice) = foreign(*found);
            format!("这是{name}，不能直接读取：{advice}")
        }
        ReadError::Binary { at } => {
            format!("这不是文本：第{at}字节是NUL（没有字节顺序标记的UTF-16不能识别）")
        }
        ReadError::Undecodable { encoding } => format!("不是有效的{encoding}文本；请另存为UTF-8"),
        ReadError::TooLarge { limit } => format!("文件超过{limit}字节；请拆分"),
        ReadError::TooMuchText { limit } => format!("其中的文字超过{limit}字节；请拆分"),
        ReadError::TooMany { what: "pages", limit } => format!("超过{limit}页；请拆分"),
        ReadError::TooMany { what: "cells", limit } => format!("单元格超过{limit}个；请拆分"),
        ReadError::TooMany { what: "elements inside one another", limit } => {
            format!("元素嵌套超过{limit}层，形同恶意文件，不予读取")
        }
        ReadError::TooMany { what: "bytes in one member", limit } => {
            format!("其中一个部件解压后超过{limit}字节；请拆分")
        }
        ReadError::OutOfTime { time } => format!("读取用时超过{time:?}"),
        ReadError::TooMany { limit, .. } => format!("内容超过{limit}项；请拆分"),
        ReadError::Damaged { detail, .. } => format!("文件已损坏，无法读取（{detail}）"),
        ReadError::Encrypted { .. } => "文件有密码；请另存为不加密的文件".to_owned(),
        ReadError::NoText => "其中没有文字；请先做文字识别（OCR）".to_owned(),
        ReadError::Bomb { ratio } => format!("解压后超过原大小的{ratio}倍，形同恶意文件，不予读取"),
    }
}

fn foreign(found: Foreign) -> (&'static str, &'static str) {
    let save = "请先另存为docx，如 `soffice --headless --convert-to docx report.doc`";
    match found {
        Foreign::Pdf => ("PDF文件", "请先提取文字，如 `pdftotext -layout report.pdf report.txt`"),
        Foreign::Docx => ("Word文档（docx）", save),
        Foreign::Xlsx => ("Excel工作簿（xlsx）", "请先把文字复制到文本文件"),
        Foreign::Xlsb => ("Excel二进制工作簿（xlsb）", "请先另存为xlsx"),
        Foreign::Pptx => ("PowerPoint演示文稿（pptx）", "请先把文字复制到文本文件"),
        Foreign::OpenDocument => ("OpenDocument文件", save),
        Foreign::OldOffice => ("旧版办公文档（doc、xls、ppt、wps）", save),
        Foreign::Rtf => ("RTF文档", save),
        Foreign::Zip => ("zip压缩包", "请先解压"),
        Foreign::Archive => ("压缩文件", "请先解压"),
        Foreign::Picture => ("图片", "请先做文字识别（OCR）"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_told_in_both_languages() {
        let (page, sheet) = (Some(3), Some("表一".to_owned()));
        let paragraph = Place { page, paragraph: Some(14), ..Place::default() };
        let cell = Place { table: Some(2), row: Some(3), column: Some(4), ..Place::default() };
        let note = Place { note: Some(1), ..Place::default() };
        let address = Place { sheet, cell: Some("B7".to_owned()), ..Place::default() };
        let told = |place: &Place| [location(place, Lang::Zh), location(place, Lang::En)];
        assert_eq!(told(&paragraph), ["第3页第14段", "page 3, paragraph 14"]);
        assert_eq!(told(&cell), ["表2第3行第4列", "table 2, row 3, column 4"]);
        assert_eq!(told(&note), ["注1", "note 1"]);
        assert_eq!(told(&address), ["表一!B7", "表一!B7"]);
        assert_eq!(told(&Place::default()), ["", ""]);
    }
}
