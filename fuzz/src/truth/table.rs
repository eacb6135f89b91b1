//! True tables: a place and its parts, or one indicator below the other, with columns in any order.

use super::super::round_trip::sentences::Dice;
use super::model::{Fact, Habit, Unit, decimal, number};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Actual,
    Last,
    Target,
    Completion,
    Growth,
    Increment,
    Share,
    /// A number between 1 and the number of rows.
    Rank,
    /// Points by which something rose.
    Points,
}

impl Column {
    /// Its heads; 元 stands for the unit of amounts.
    fn heads(self, chinese: bool) -> &'static [&'static str] {
        match (self, chinese) {
            (Column::Actual, true) => &["完成数", "本年实际", "1-10月累计", "实际完成", "2024年"],
            (Column::Last, true) => &["上年同期", "去年同期", "上年完成数", "2023年"],
            (Column::Target, true) => &["年度目标", "目标任务", "年初计划", "任务数"],
            (Column::Completion, true) => &["完成率(%)", "占年度目标%", "完成比例（%）"],
            (Column::Growth, true) => &["同比增长(%)", "增幅%", "同比±%", "比上年增减(%)"],
            (Column::Increment, true) => &["增减额", "比上年增减", "增加额"],
            (Column::Share, true) => &["占比%", "比重(%)", "占比(%)"],
            (Column::Rank, true) => &["排名", "位次"],
            (Column::Points, true) => &["比上年提高(百分点)", "同比提高（个百分点）"],
            (Column::Actual, false) => &["Actual", "2024", "Outturn"],
            (Column::Last, false) => &["Previous year", "2023"],
            (Column::Target, false) => &["Target", "Budget"],
            (Column::Completion, false) => &["% of target", "Achieved (%)"],
            (Column::Growth, false) => &["Change (%)", "% change", "Growth %"],
            (Column::Increment, false) => &["Change", "Variance"],
            (Column::Share, false) => &["Share (%)", "% of total"],
            (Column::Rank, false) => &["Rank"],
            (Column::Points, false) => &["Change (points)", "Change (percentage points)"],
        }
    }
}

const COLUMNS: [Column; 8] = [
    Column::Last,
    Column::Target,
    Column::Completion,
    Column::Growth,
    Column::Increment,
    Column::Share,
    Column::Rank,
    Column::Points,
];

/// The columns of one table: the actual, and some others before or behind it.
fn columns(dice: &mut Dice, with_share: bool) -> Vec<Column> {
    let mut columns = vec![Column::Actual];
    let mut shares = false;
    for column in COLUMNS {
        if !dice.chance(45) {
            continue;
        }
        if column == Column::Share {
            shares = with_share;
            continue;
        }
        let at =
            if dice.chance(75) { columns.len() } else { dice.between(0, columns.len() as i128) as usize };
        columns.insert(at, column);
    }
    // Behind any other amount, a share would be understood as that amount's.
    let actual = columns.iter().position(|column| *column == Column::Actual).filter(|_| shares);
    if let Some(actual) = actual {
        columns.insert(actual + 1, Column::Share);
    }
    columns
}

fn cell(dice: &mut Dice, column: Column, (fact, all): (&Fact, &Fact), habit: Habit) -> String {
    let taken = |value: i128| habit.taken(value, fact.unit);
    let (a, l, t) = (taken(fact.actual), taken(fact.last), fact.target);
    let percent = |part: i128, whole: i128| decimal(habit.percent(part, whole.max(1)), habit.decimals);
    match column {
        Column::Actual => number(fact.actual, fact.unit),
        Column::Last => number(fact.last, fact.unit),
        Column::Target => number(t, fact.unit),
        Column::Completion => percent(a, t),
        Column::Growth => percent(a - l, l),
        Column::Increment => number(a - l, fact.unit),
        // From what happened: shares of what was printed may miss 100 % by more than rounding, and are rightly noticed.
        Column::Share => percent(fact.actual, all.actual),
        Column::Rank => dice.between(1, 4).to_string(),
        Column::Points => decimal(dice.between(-99, 99), 1),
    }
}

/// A place and its parts, which add up: in Markdown, with the unit over it.
pub fn of_parts(dice: &mut Dice, whole: &Fact, parts: &[Fact], habit: Habit, chinese: bool) -> String {
    let mut columns = columns(dice, true);
    // Differences of what was printed may miss their total by more than rounding, and that is rightly noticed.
    columns.retain(|column| *column != Column::Increment || !habit.printed);
    let total = if chinese { dice.pick(&["合计", "总计", "全县"]) } else { "Total" };
    let whole = Fact { name: total.to_owned(), ..whole.clone() };
    let at = if dice.chance(30) { 0 } else { parts.len() };
    let parts = if dice.chance(30) { with_children(dice, parts, chinese) } else { parts.to_vec() };
    let at = if at == 0 { 0 } else { parts.len() };
    let mut rows: Vec<&Fact> = parts.iter().collect();
    rows.insert(at, &whole);
    let unit = whole.unit;
    let over = match (chinese, unit.after.trim()) {
        (true, after) => format!("单位：{after}\n\n"),
        (false, _) => String::new(),
    };
    let first = if chinese { dice.pick(&["乡镇", "单位", "类别", "项目"]) } else { "Area" };
    let unit = (!chinese).then_some(unit);
    over + &drawn(dice, &columns, (first, unit), &rows, &whole, habit, chinese)
}

/// The parts, some of them with a row below for what is a part of them.
fn with_children(dice: &mut Dice, parts: &[Fact], chinese: bool) -> Vec<Fact> {
    let mut rows = Vec::new();
    for part in parts {
        rows.push(part.clone());
        if dice.chance(50) {
            let name = if chinese { "其中：城镇" } else { "of which: urban" };
            rows.push(Fact::some(dice, part, name));
        }
    }
    rows
}

/// Indicators that have nothing to do with one another, each with its unit.
pub fn of_indicators(dice: &mut Dice, facts: &[Fact], habit: Habit) -> String {
    let columns = columns(dice, false);
    let named: Vec<Fact> = facts
        .iter()
        .map(|fact| Fact { name: format!("{}（{}）", fact.name, fact.unit.after), ..fact.clone() })
        .collect();
    let rows: Vec<&Fact> = named.iter().collect();
    drawn(dice, &columns, ("指标名称", None), &rows, &named[0], habit, true)
}

fn drawn(
    dice: &mut Dice,
    columns: &[Column],
    (first, unit): (&str, Option<Unit>),
    rows: &[&Fact],
    all: &Fact,
    habit: Habit,
    chinese: bool,
) -> String {
    let head = |dice: &mut Dice, column: &Column| {
        let head = dice.pick(column.heads(chinese));
        let amounts = matches!(column, Column::Actual | Column::Last | Column::Target | Column::Increment);
        match unit {
            Some(unit) if amounts && !unit.before.is_empty() => {
                format!("{head} ({}{})", unit.before, unit.after.trim())
            }
            _ => head.to_owned(),
        }
    };
    let heads: Vec<String> = columns.iter().map(|column| head(dice, column)).collect();
    let mut text = format!("| {first} | {} |\n|{}\n", heads.join(" | "), "---|".repeat(columns.len() + 1));
    for fact in rows {
        let cells: Vec<String> =
            columns.iter().map(|column| cell(dice, *column, (fact, all), habit)).collect();
        text += &format!("| {} | {} |\n", fact.name, cells.join(" | "));
    }
    text
}
