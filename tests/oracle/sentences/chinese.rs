//! Sentences of Chinese reports, at least one for each kind of claim.

use super::equation::Equation;
use super::opinion::Order;
use super::printed::{Unit, unit};
use super::templates::{BOTH, NONE, PLAIN, Role, Says, Template, UNHEDGED};

const YUAN: &[Unit] = &[unit("元", 0, false), unit("万元", 4, false), unit("亿元", 8, false)];
const WAN_YUAN: &[Unit] = &[unit("万元", 4, false), unit("亿元", 8, false)];
const DOLLARS: &[Unit] = &[unit("万美元", 4, false), unit("亿美元", 8, false)];
const TONNES: &[Unit] = &[unit("吨", 0, false), unit("万吨", 4, false)];
const LAND: &[Unit] = &[
    Unit { before: "", after: "亩", times: 2000, over: 3, power: 0, counts: false },
    Unit { before: "", after: "万亩", times: 2000, over: 3, power: 4, counts: false },
    unit("公顷", 4, false),
];
const ROADS: &[Unit] = &[unit("公里", 3, false)];
const HOMES: &[Unit] = &[unit("户", 0, true), unit("万户", 4, true)];
const CASES: &[Unit] = &[unit("件", 0, true), unit("起", 0, true)];
const PLACES: &[Unit] = &[unit("个", 0, true), unit("处", 0, true)];
/// Counts in one word each: what is counted in two words is no pair.
const ONE_WORD: &[&[Unit]] = &[&[unit("件", 0, true)], &[unit("处", 0, true)], &[unit("个", 0, true)]];
const PERSONS: &[Unit] = &[unit("人", 0, true), unit("万人", 4, true)];
const MONEY: &[&[Unit]] = &[WAN_YUAN, YUAN, DOLLARS];
const COUNTS: &[&[Unit]] = &[HOMES, CASES, PLACES, PERSONS];
const ALL: &[&[Unit]] = &[WAN_YUAN, YUAN, DOLLARS, TONNES, LAND, ROADS, HOMES, CASES, PLACES, PERSONS];

const ZH: Template = Template { pack: "zh-report", units: ALL, ..PLAIN };

const COMPLETION: Template = Template { rule: "completion-of-task", hedges: BOTH, ..ZH };
const BEYOND: Template = Template {
    rule: "completion-beyond",
    says: Says::Gives(Equation::Above, Role::Percent),
    sizes: (101, 300),
    ..ZH
};
const SHORT: Template = Template {
    rule: "completion-short",
    says: Says::Gives(Equation::Below, Role::Percent),
    sizes: (5, 99),
    ..ZH
};
const GROWTH: Template = Template {
    rule: "growth-over-base",
    says: Says::Gives(Equation::Above, Role::Percent),
    operands: &[Role::Amount, Role::Amount],
    sizes: (101, 300),
    hedges: BOTH,
    ..ZH
};
const DECLINE: Template = Template {
    rule: "decline-from-base",
    says: Says::Gives(Equation::Below, Role::Percent),
    operands: &[Role::Amount, Role::Amount],
    sizes: (5, 99),
    hedges: BOTH,
    ..ZH
};
const MORE: Template = Template {
    rule: "increment-of-growth",
    says: Says::Gives(Equation::Difference, Role::Amount),
    operands: &[Role::Amount, Role::Amount],
    sizes: (101, 300),
    ..ZH
};
const SHARE: Template = Template { operands: &[Role::Amount, Role::Amount], sizes: (1, 100), ..ZH };
const POINTS_UP: Template = Template {
    rule: "points-over-base",
    says: Says::Gives(Equation::Difference, Role::Points),
    operands: &[Role::Percent, Role::Percent],
    units: NONE,
    sizes: (101, 250),
    ..ZH
};
const PREMIUM: Template =
    Template { operands: &[Role::Amount, Role::Amount], units: MONEY, sizes: (5, 300), ..ZH };
const TARGET: Template =
    Template { says: Says::Stands(Order::Above), sizes: (90, 110), hedges: (&[0], false), ..ZH };
const PERCENTS: Template =
    Template { operands: &[Role::Percent, Role::TargetPercent], units: NONE, hedges: UNHEDGED, ..TARGET };
const SUM: Template = Template { says: Says::Gives(Equation::Sum, Role::Amount), ..ZH };

/// The sentences.
pub(super) const SENTENCES: &[Template] = &[
    Template { form: "引进资金{0}，目标{1}，完成年初任务的{r}。", ..COMPLETION },
    Template { form: "完成改造{0}，完成年计划{1}的{r}。", ..COMPLETION },
    Template { form: "实施技改{0}，占年度目标{1}的{r}。", ..COMPLETION },
    Template {
        form: "新建项目{0}（年度任务{1}），完成年度任务的{r}。", hedges: UNHEDGED, ..COMPLETION
    },
    Template {
        form: "完成收储{0}，完成全年任务的{r}（全年任务{1}）。", hedges: UNHEDGED, ..COMPLETION
    },
    Template {
        rule: "completion-of-target-before",
        form: "年度任务为新建{1}，目前已建成{0}，完成率{r}。",
        hedges: UNHEDGED,
        ..COMPLETION
    },
    Template {
        rule: "completion-of-adjusted-budget",
        form: "支出{0}，占调整预算{1}的{r}。",
        operands: &[Role::Amount, Role::Amount],
        units: MONEY,
        ..COMPLETION
    },
    Template {
        form: "全年任务{1}，实际完成{0}，超额完成{r}。", also: &["target-exceeded-after"], ..BEYOND
    },
    Template { form: "完成整治{0}，超年度计划{1}的{r}。", ..BEYOND },
    Template { form: "年初预算{1}，实际完成{0}，短收{r}。", units: MONEY, ..SHORT },
    Template { form: "非税收入完成{0}，比年初预算{1}短收{r}。", units: MONEY, ..SHORT },
    Template { form: "服务业营业收入{0}，上年同期{1}，同比增长{r}。", ..GROWTH },
    Template { form: "仓储规模由{1}增加到{0}，增长{r}。", ..GROWTH },
    Template { form: "旅游收入{0}（上年同期为{1}），增长{r}。", hedges: UNHEDGED, ..GROWTH },
    Template { form: "收入安排{0}，比上年完成数{1}增长{r}。", hedges: UNHEDGED, ..GROWTH },
    Template {
        rule: "growth-by-increment",
        form: "税收收入完成{0}，增收{1}，增长{r}。",
        says: Says::Gives(Equation::Added, Role::Percent),
        units: MONEY,
        sizes: (150, 3000),
        hedges: UNHEDGED,
        ..GROWTH
    },
    Template { form: "受理总量{0}，上年同期{1}，同比下降{r}。", ..DECLINE },
    Template { form: "受理总量由{1}下降到{0}，下降{r}。", ..DECLINE },
    Template {
        form: "公务支出{0}，比上年减少{1}，下降{r}。",
        says: Says::Gives(Equation::TakenAway, Role::Percent),
        units: MONEY,
        sizes: (50, 3000),
        hedges: UNHEDGED,
        ..DECLINE
    },
    Template { form: "年末库存{0}，上年同期{1}，同比增加{r}。", ..MORE },
    Template { form: "在库总量由{1}增加到{0}，净增{r}。", ..MORE },
    Template { rule: "decrease-of-decline", form: "库存总量由{0}降至{1}，减少{r}。", ..MORE },
    Template {
        rule: "multiple-of-growth",
        form: "冷链规模由{1}增加到{0}，增长{r}。",
        says: Says::Gives(Equation::Above, Role::Multiple),
        sizes: (101, 900),
        ..GROWTH
    },
    Template {
        rule: "multiple-of-base",
        form: "设施规模由{1}扩大到{0}，是原来的{r}。",
        says: Says::Gives(Equation::Ratio, Role::Multiple),
        sizes: (101, 900),
        ..GROWTH
    },
    Template {
        rule: "multiple-of-base",
        form: "集体收入{0}，是2018年{1}的{r}。",
        says: Says::Gives(Equation::Ratio, Role::Multiple),
        units: MONEY,
        sizes: (101, 900),
        hedges: UNHEDGED,
        ..GROWTH
    },
    Template {
        rule: "doublings",
        form: "电商规模由{1}增加到{0}，翻了{r}。",
        says: Says::Gives(Equation::Doublings, Role::Doublings),
        sizes: (110, 1200),
        hedges: UNHEDGED,
        ..GROWTH
    },
    Template { form: "自来水普及率由{1}提高到{0}，提高{r}。", ..POINTS_UP },
    Template { form: "工业用地占比{0}，上年为{1}，提高{r}。", ..POINTS_UP },
    Template {
        rule: "points-below-base", form: "不良贷款率从{0}下降到{1}，下降{r}。", ..POINTS_UP
    },
    Template {
        rule: "lead-over-pace", form: "完成全年任务的{0}，超序时进度（{1}）{r}。", ..POINTS_UP
    },
    Template {
        rule: "share-of-stated-whole",
        form: "民生支出{0}，占一般公共预算支出{1}的{r}。",
        units: MONEY,
        ..SHARE
    },
    Template {
        rule: "share-of-which",
        also: &["sum-of-which"],
        form: "共处理{1}，其中重点类{0}，占{r}。",
        ..SHARE
    },
    Template {
        rule: "rate-of-due", form: "应参保{1}，已参保{0}，参保率{r}。", units: COUNTS, ..SHARE
    },
    Template {
        rule: "rate-by-name-alone",
        or: "rate-by-name",
        form: "排查隐患{1}，完成整改{0}，整改率{r}。",
        units: ONE_WORD,
        ..SHARE
    },
    Template {
        rule: "completion-of-plan-alone",
        form: "计划改造{1}，实际完成{0}，完成率{r}。",
        units: ONE_WORD,
        hedges: UNHEDGED,
        ..COMPLETION
    },
    Template {
        rule: "premium-over-base",
        form: "资产处置实现合同总标的{1}，溢价{0}，溢价率{r}。",
        ..PREMIUM
    },
    Template {
        rule: "premium-in-price",
        form: "地块起拍价{1}，成交价{0}，溢价率{r}。",
        says: Says::Gives(Equation::Above, Role::Percent),
        sizes: (101, 300),
        ..PREMIUM
    },
    Template {
        rule: "premium-in-price",
        form: "地块成交总价{0}，溢价{1}，溢价率{r}。",
        says: Says::Gives(Equation::Added, Role::Percent),
        sizes: (150, 3000),
        ..PREMIUM
    },
    Template {
        rule: "saving-under-budget",
        form: "政府采购预算{1}，节约资金{0}，节约率{r}。",
        sizes: (1, 90),
        ..PREMIUM
    },
    Template {
        rule: "saving-under-budget",
        form: "政府采购预算{1}，中标金额{0}，节约率{r}。",
        says: Says::Gives(Equation::Below, Role::Percent),
        sizes: (5, 99),
        ..PREMIUM
    },
    Template {
        rule: "each-times-count",
        form: "每人{0}，{1}，共{r}。",
        says: Says::Gives(Equation::Product, Role::Amount),
        operands: &[Role::Amount, Role::People],
        units: &[YUAN],
        confirm_only: true,
        ..ZH
    },
    Template {
        rule: "sum-with-rest",
        form: "实施项目{r}，其中甲类{0}，乙类{1}，其他项目{2}。",
        operands: &[Role::Amount, Role::Amount, Role::Amount],
        ..SUM
    },
    Template {
        rule: "sum-with-rest",
        form: "实施项目{r}，其中甲类{0}，乙类{1}，丙类{2}，丁类{3}，其他项目{4}。",
        operands: &[Role::Amount, Role::Amount, Role::Amount, Role::Amount, Role::Amount],
        ..SUM
    },
    Template {
        rule: "sum-before-total",
        form: "支出情况如下：人员经费{0}，公用经费{1}，合计{r}。",
        operands: &[Role::Amount, Role::Amount],
        units: MONEY,
        ..SUM
    },
    Template {
        rule: "sum-in-all",
        prefix: true,
        form: "共有{r}，甲类{0}，乙类{1}，丙类{2}。",
        operands: &[Role::Amount, Role::Amount, Role::Amount],
        confirm_only: true,
        ..SUM
    },
    Template {
        rule: "target-exceeded-after",
        form: "税收任务{1}，全年完成{0}，超额完成全年任务。",
        units: MONEY,
        ..TARGET
    },
    Template {
        rule: "target-missed",
        form: "税收任务{1}，全年完成{0}，未完成目标任务。",
        says: Says::Stands(Order::Below),
        units: MONEY,
        ..TARGET
    },
    Template {
        rule: "target-exceeded", form: "筛查率{0}，超额完成区里下达的{1}目标任务。", ..PERCENTS
    },
    Template {
        rule: "target-reached",
        form: "参保率{0}，高于{1}的目标。",
        says: Says::Stands(Order::AtLeast),
        ..PERCENTS
    },
    Template {
        rule: "target-missed",
        form: "参保率{0}，低于{1}的目标。",
        says: Says::Stands(Order::Below),
        ..PERCENTS
    },
    Template {
        rule: "half-time-half-task",
        form: "完成年初任务的{0}，实现了双过半。",
        says: Says::AtLeastPercent(50),
        operands: &[Role::Percent],
        ..PERCENTS
    },
    Template {
        rule: "doubled",
        form: "民宿规模由{1}发展到{0}，实现翻番。",
        says: Says::Makes(Equation::Ratio, 2),
        operands: &[Role::Amount, Role::Amount],
        sizes: (195, 205),
        confirm_only: true,
        ..ZH
    },
    Template {
        rule: "shares-of-one-whole",
        form: "甲类占{0}，乙类占{1}，其他占{2}。",
        says: Says::Makes(Equation::Sum, 1),
        operands: &[Role::Percent, Role::Percent, Role::Percent],
        units: NONE,
        confirm_only: true,
        ..ZH
    },
    Template {
        rule: "sum-of-which",
        form: "引进项目{0}，其中重点类{1}。",
        says: Says::Holds,
        operands: &[Role::Amount, Role::Amount],
        sizes: (90, 300),
        confirm_only: true,
        ..ZH
    },
    Template {
        rule: "target-beside-actual",
        form: "新增绿化{0}（上级下达任务数为{1}）。",
        says: Says::Shows,
        ..ZH
    },
    Template { rule: "growth-to", form: "年末总量由{1}增长{r}至{0}。", hedges: UNHEDGED, ..GROWTH },
    Template {
        rule: "decline-to", form: "受理总量由{1}下降{r}，降至{0}。", hedges: UNHEDGED, ..DECLINE
    },
];
