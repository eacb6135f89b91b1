//! Reports that nobody wrote: as many bytes of them as a measurement needs, in the words and at the density of real ones.
//!
//! The same number gives the same report, and no two numbers give the same. Most claims in them hold, as in real reports; one in
//! fifty does not. Also a rule pack of any size.
#![allow(dead_code, reason = "each benchmark that includes this uses a part of it")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a benchmark a panic is the report")]

use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Numbers that look random and are the same every time.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5851_F42D_4C95_7F2D)
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound.max(1)
    }

    fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high - low + 1)
    }

    fn one<'w>(&mut self, words: &[&'w str]) -> &'w str {
        let at = usize::try_from(self.below(words.len() as u64)).unwrap();
        words[at]
    }
}

const PLACES: &[&str] = &["东河", "西岭", "南桥", "北山", "清溪", "云台", "石门", "柳林", "金沙", "白塔"];
const TOPICS: &[&str] = &[
    "固定资产投资",
    "一般公共预算收入",
    "规模以上工业总产值",
    "社会消费品零售总额",
    "招商引资到位资金",
    "农业总产值",
    "外贸进出口总额",
    "服务业营业收入",
];
const WORKS: &[&str] = &[
    "环境整治",
    "安全检查",
    "政策宣传",
    "矛盾排查",
    "技能培训",
    "走访慰问",
    "道路养护",
    "河道清理",
    "文化活动",
    "志愿服务",
];
const THINGS: &[(&str, &str)] = &[
    ("项目", "个"),
    ("企业", "家"),
    ("居民", "户"),
    ("群众", "人"),
    ("案件", "件"),
    ("隐患", "处"),
    ("活动", "场"),
    ("楼房", "栋"),
];
const PROSE: &[&str] = &[
    "一年来,在上级部门的坚强领导下,全体干部职工团结一心,扎实推进各项重点任务,较好地完成了既定目标。",
    "坚持以人民为中心,把群众的急难愁盼放在心上,用心用情办好每一件民生实事,不断提升服务水平。",
    "进一步健全工作机制,压实工作责任,加强督促检查,确保各项部署落到实处、见到成效。",
    "深入基层开展调查研究,广泛听取意见建议,认真梳理存在的问题和不足,逐条制定整改措施。",
    "加强队伍建设,组织干部参加学习和交流,提高业务能力,营造风清气正、干事创业的良好氛围。",
    "积极推进数字化建设,完善网格化管理,推动治理重心下移,打通服务群众的最后环节。",
    "同时也要看到,工作中还存在一些短板,主要是发展不够平衡,创新意识有待增强,基础设施仍需完善。",
    "注重统筹协调,加强部门联动,形成上下贯通、齐抓共管的工作格局,各项事业迈上新的台阶。",
];

/// Tenths of a percent, rounded half up, of one number in another.
fn tenths(part: u64, whole: u64) -> u64 {
    (part * 2_000 + whole) / (2 * whole.max(1))
}

fn percent(tenths: u64) -> String {
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// One in fifty figures is wrong.
fn slip(dice: &mut Dice, tenths: u64) -> u64 {
    if dice.below(50) == 0 { tenths + dice.between(7, 60) } else { tenths }
}

fn completion(dice: &mut Dice, out: &mut String) {
    let (topic, target) = (dice.one(TOPICS), dice.between(800, 90_000));
    let actual = target * dice.between(860, 1_240) / 1_000;
    let stated = tenths(actual, target);
    let share = percent(slip(dice, stated));
    let year = dice.between(2_012, 2_025);
    write!(out, "{year}年全年完成{topic}{actual}万元,年初下达任务{target}万元,完成年初任务的{share}。")
        .unwrap();
}

fn growth(dice: &mut Dice, out: &mut String) {
    let (topic, before) = (dice.one(TOPICS), dice.between(700, 80_000));
    let now = before + before * dice.between(8, 240) / 1_000;
    let stated = tenths(now - before, before);
    let rate = percent(slip(dice, stated));
    write!(out, "{topic}达到{now}万元,上年为{before}万元,同比增长{rate}。").unwrap();
}

fn share(dice: &mut Dice, out: &mut String) {
    let at = usize::try_from(dice.below(THINGS.len() as u64)).unwrap();
    let ((thing, unit), all) = (THINGS[at], dice.between(120, 6_000));
    let part = all * dice.between(100, 950) / 1_000;
    let stated = tenths(part, all);
    let rate = percent(slip(dice, stated));
    let place = dice.one(PLACES);
    write!(out, "{place}片区共登记{thing}{all}{unit},其中重点{thing}{part}{unit},占总数的{rate}。").unwrap();
}

fn parts(dice: &mut Dice, out: &mut String) {
    let (a, b, c) = (dice.between(20, 3_000), dice.between(10, 900), dice.between(3, 200));
    let all = a + b + c + if dice.below(50) == 0 { 3 } else { 0 };
    write!(out, "全年共排查房屋{all}栋,其中A级{a}栋、B级{b}栋、C级{c}栋。").unwrap();
}

fn plain(dice: &mut Dice, out: &mut String) {
    let at = usize::try_from(dice.below(THINGS.len() as u64)).unwrap();
    let ((thing, unit), work) = (THINGS[at], dice.one(WORKS));
    let (times, number) = (dice.between(3, 90), dice.between(15, 4_000));
    let (place, month) = (dice.one(PLACES), dice.between(1, 12));
    write!(out, "{month}月以来,{place}社区组织{work}{times}次,涉及{thing}{number}{unit}。").unwrap();
}

fn words(dice: &mut Dice, out: &mut String) {
    let (place, work) = (dice.one(PLACES), dice.one(WORKS));
    write!(out, "{place}一带围绕{work},一是抓好部署,二是抓好落实。").unwrap();
    let times = dice.between(1, 3);
    (0..times).for_each(|_| out.push_str(dice.one(PROSE)));
}

fn paragraph(dice: &mut Dice, out: &mut String) {
    for _ in 0..dice.between(2, 6) {
        match dice.below(16) {
            0 => completion(dice, out),
            1 => growth(dice, out),
            2 => share(dice, out),
            3 => parts(dice, out),
            4 | 5 => plain(dice, out),
            _ => words(dice, out),
        }
    }
    out.push('\n');
}

/// A report of about `bytes` bytes.
pub(crate) fn report(number: u64, bytes: usize) -> String {
    let mut dice = Dice::new(number);
    let place = dice.one(PLACES);
    let mut out = format!("{place}街道第{number}号工作总结\n");
    let mut section = 0;
    while out.len() < bytes {
        section += 1;
        let work = dice.one(WORKS);
        writeln!(out, "({section}){work}取得新进展").unwrap();
        for _ in 0..dice.between(2, 5) {
            paragraph(&mut dice, &mut out);
        }
    }
    out
}

/// Writes `files` reports of about `bytes` bytes each.
pub(crate) fn write_reports(folder: &Path, files: u64, bytes: usize) {
    fs::create_dir_all(folder).unwrap();
    for number in 0..files {
        fs::write(folder.join(format!("report-{number:06}.txt")), report(number, bytes)).unwrap();
    }
}

/// Writes a pack of `count` rules, each with two patterns, a guard, two examples and words of its own.
pub(crate) fn write_pack(folder: &Path, count: usize) {
    fs::create_dir_all(folder).unwrap();
    let lexicon = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/zh-report/lexicon.yaml"));
    fs::write(folder.join("lexicon.yaml"), lexicon.unwrap()).unwrap();
    fs::write(folder.join("pack.yaml"), "id: large\nversion: \"1\"\nlanguage: zh\ntitle: {zh: 大}\n")
        .unwrap();
    let mut words = "vocabulary:\n".to_owned();
    let mut rules = "rules:\n".to_owned();
    for number in 0..count {
        // No pattern has a digit in it.
        let name: String = number.to_string().chars().map(|c| char::from(b'a' + c as u8 - b'0')).collect();
        writeln!(words, "  of-{number}: [完成{name}, 占{name}, 达到{name}]").unwrap();
        write!(
            rules,
            "  - id: rule-{number}
    kind: completion
    title: {{zh: 第{number}条, en: Rule {number}}}
    match:
      - \"{{actual}},<of-{number}>任务{name}的?{{percent}}\"
      - \"任务{name}(为|是)?{{target}}~,{{actual}},<of-{number}>~{{percent}}\"
    slots:
      actual: amount
      target: {{type: amount, set: true, same-unit-as: actual}}
      percent: percent
    equation: actual / target = percent
    unless: [{{words: 不计<of-{number}>, within: clause}}]
    examples:
      - {{text: 甲, expect: []}}
      - {{text: 乙, expect: []}}
"
        )
        .unwrap();
    }
    fs::write(folder.join("vocabulary.yaml"), words).unwrap();
    fs::write(folder.join("rules.yaml"), rules).unwrap();
}
