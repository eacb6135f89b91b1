//! The command line's own words in Chinese: help and examples. English ones stand beside the flags in `args`.
//!
//! Clap's own error messages stay English.

use std::ffi::OsString;

use clap::{Arg, ArgAction, Command, CommandFactory, FromArgMatches};

use super::args::Args;
use crate::report::Lang;

const EXAMPLES: &str = "\
示例：
  gouji check report.txt                   检查一份报告
  gouji check reports/ --format json       检查文件夹里所有的报告，输出给程序读
  pdftotext report.pdf - | gouji check -   检查别的程序的输出
  gouji rules                              有哪些规则
  gouji test my-pack/                      运行规则包自带的例句

退出码：
  0  没有问题
  1  有警告或错误
  2  没能完成（全部或一部分；与 1 同时出现时为 2）";

const CHECK_EXAMPLES: &str = "\
示例：
  gouji check report.txt
  gouji check reports/ --all
  gouji check reports/ --format json --output findings.json
  gouji check --rules my-pack/ --pack my-pack report.txt
  gouji check reports/ --min-coverage 37.5
  gouji check reports/ --also sarif=gouji.sarif --also junit=gouji.xml
  gouji check reports/ --format github --fail-on error
  gouji check reports/ --format xlsx --output working-paper.xlsx
  gouji check reports/ --baseline gouji-baseline.json --waivers waivers.toml

退出码：
  0  没有问题
  1  有未被接受的、达到 --fail-on 的问题，或覆盖率低于 --min-coverage
  2  有文件无法读取、没有找到文件、没有载入规则，或配置、基线、豁免有误（与 1 同时出现时为 2）";

const ANNOTATE_EXAMPLES: &str = "\
示例：
  gouji annotate report.docx -o reviewed.docx
  gouji annotate report.docx -o reviewed.docx --all
  gouji annotate report.docx -o reviewed.docx --author 审计处 --date 2026-03-31
  gouji annotate report.docx -o reviewed.docx --waivers waivers.toml

退出码：
  0  已写出；没有问题
  1  已写出；有未被接受的、达到 --fail-on 的问题，或覆盖率低于 --min-coverage
  2  没有写出：文件无法读取或不是 Word 文档，输出就是原文件或无法写入，或设置有误（与 1 同时出现时为 2）";

const BASELINE_EXAMPLES: &str = "\
示例：
  gouji baseline write reports/              把现有的问题记入 gouji-baseline.json
  gouji check reports/ --baseline gouji-baseline.json
  gouji baseline check reports/
  gouji baseline prune reports/

退出码：
  0  已完成；check：没有新增的问题
  1  check：有新增的问题
  2  有文件或基线无法读取；write 和 prune 不改动基线";

const WAIVE_EXAMPLES: &str = "\
示例：
  gouji waive report.txt >> waivers.toml   然后填写理由和负责人
  gouji check report.txt --waivers waivers.toml

退出码：
  0  已完成
  2  有文件无法读取";

const RECEIPT_EXAMPLES: &str = "\
示例：
  gouji receipt reports/ -o receipt.json
  gouji replay receipt.json

退出码：
  0  已完成
  2  有文件无法读取（凭证里会写明），或指名了标准输入";

const REPLAY_EXAMPLES: &str = "\
示例：
  gouji replay receipt.json
  gouji replay receipt.json --root /mnt/archive/2024

退出码：
  0  全部一致
  1  有不一致：程序、规则包、报告或结论
  2  有文件无法读取，或凭证写成之后被改动过";

const CONFIG_EXAMPLES: &str = "\
示例：
  gouji config reports/2024.txt
  gouji config reports/2024.txt --min-coverage 50 --format json";

const COMPLETIONS_EXAMPLES: &str = "\
示例：
  gouji completions bash > ~/.local/share/bash-completion/completions/gouji
  gouji completions zsh > ~/.zfunc/_gouji
  gouji completions fish > ~/.config/fish/completions/gouji.fish";

const MAN_EXAMPLES: &str = "\
示例：
  gouji man > ~/.local/share/man/man1/gouji.1
  gouji man check | man -l -";

const MENTIONS_EXAMPLES: &str = "\
示例：
  gouji mentions report.txt
  echo 全年完成1442万元，增长5.2% | gouji mentions --format json -";

const RULES_EXAMPLES: &str = "\
示例：
  gouji rules
  gouji rules --pack zh-report --format json
  gouji rules --rules my-pack/
  gouji rules --docs docs/rules";

const EXPLAIN_EXAMPLES: &str = "\
示例：
  gouji explain completion-of-task
  gouji explain --text 引进外资1442万美元,目标1200万美元,完成年初任务的124%
  gouji explain growth-over-base --text 税收2.8亿元,增幅有所收窄
  echo 税收2.8亿元,增长5% | gouji explain --text - --format json";

const SCHEMA_EXAMPLES: &str = "\
示例：
  gouji schema                             有哪些
  gouji schema rules --output rules.json   规则文件的，供编辑器使用";

const INIT_EXAMPLES: &str = "\
示例：
  gouji init pack school-report            在 ./school-report 新建规则包
  gouji init pack school-report rules/school --lang zh";

const TEST_EXAMPLES: &str = "\
示例：
  gouji test                   内置规则包
  gouji test zh-report         其中一个
  gouji test my-pack/          文件夹里的规则包
  gouji test --mutate my-pack/
  gouji test --update my-pack/ 更新快照；先看清改了什么

退出码：
  0  例句的结果都与规则所说一致
  1  有例句不一致，有规则缺少命中的例句或反例，规则包里没有规则，快照缺失、不同或没有对应的报告，或改动数字后反应不对而又没有说明
  2  有规则包无法载入；什么都没有测试";

const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}";

/// Flags and arguments by their clap ids.
const ARGUMENTS: &[(&str, &str)] = &[
    ("lang", "输出语言：zh 或 en [默认取自 LC_ALL、LC_MESSAGES 或 LANG]"),
    ("color", "何时使用颜色：auto（终端上，且没有设置 NO_COLOR）、always 或 never"),
    ("rules", "与内置规则包一起运行的规则包；与已有的同名时，逐条规则取代（可重复）"),
    ("pack", "只用指名的规则包（可重复）[默认用与每份文档同一语言的所有规则包]"),
    ("off", "停用一条规则：PACK/RULE（可重复）"),
    ("severity", "一条规则发现不符时的级别：PACK/RULE=error、=warning 或 =note（可重复）"),
    (
        "format",
        "输出格式：text 给人看；json、jsonl（一行一条）给程序读；github 是 GitHub Actions 的批注；markdown 是合并请求的评论；junit 是 JUnit XML；sarif 是 SARIF 2.1.0；html 是给审计人员的网页；xlsx 是给审计人员的核对底稿（须有 --output）；text、json 以外的只用于 check",
    ),
    ("report", "Word 文档（docx），或 - 表示标准输入"),
    ("every", "每处说法都加批注，相符的、未核的、已接受的也加"),
    ("author", "批注的作者 [默认 gouji]"),
    ("date", "批注的日期 [默认不写，同一份报告得到同样的字节]"),
    ("of", "其中一个命令 [默认为整个 gouji]"),
    ("shell", "哪种shell：bash、zsh、fish、powershell 或 elvish"),
    ("limit", "一份报告里某样东西最多可以有多少，如 pages=50000；全部列在 docs/limits.md（可重复）"),
    ("timeout", "一份报告最多用多少秒；0 表示不限 [默认 60]"),
    ("config", "对所有文件只读这一份配置 [默认取离每个文件最近的 gouji.toml]"),
    ("isolated", "不读任何配置"),
    ("baseline", "已知的问题（由 gouji baseline write 记下）：只有新问题算没有通过"),
    ("waivers", "在截止日期之前放行的问题，每条都有理由和负责人"),
    ("today", "豁免按哪一天判断 [默认今天，UTC]"),
    ("threads", "同时检查几个文件；1 表示一个一个地检查 [默认为处理器核数]"),
    ("output", "写到文件而不是标准输出；全部写完才替换原文件"),
    (
        "paths",
        "文件、文件夹（其中的 txt、md、html、docx、pdf、xlsx、xls、ods、csv、tsv，隐藏文件除外），或 - 表示标准输入",
    ),
    ("all", "列出所有说法（包括相符的和未核的）以及没有规则用到的数字"),
    (
        "min_coverage",
        "全部百分数、倍数、百分点中已核的至少要占百分之几（可以带小数，如 37.5），否则算没有通过",
    ),
    ("fail_on", "退出码为 1 的最低级别：error、warning、note 或 never（发现什么都不为 1） [默认 warning]"),
    ("also", "同一次检查另外写成一种格式，如 json=FILE；全部写完才替换原文件（可重复）"),
    ("receipt", "gouji receipt 写出的凭证"),
    ("root", "凭证里的路径从哪个文件夹算起 [默认为当前文件夹]"),
    ("path", "一个文件，或 - 表示标准输入"),
    ("name", "规则包的名称：小写字母、数字和连字符"),
    ("folder", "写到哪里；须为空文件夹或尚不存在 [默认 ./NAME]"),
    (
        "shape",
        "哪一种：pack、vocabulary、lexicon、rules（规则包的文件）、output（check 的输出）或 lines（其逐行输出）、receipt（凭证）[默认列出有哪些]",
    ),
    ("docs", "把每条规则的说明写成一页，连同目录，放进这个文件夹"),
    ("rule", "规则名，规则包可写可不写（zh-report/completion-of-task）"),
    ("text", "要解释的文字，或 - 表示标准输入：读到什么，每条规则止于何处"),
    ("packs", "内置规则包的名称，或文件夹；./zh-report 表示文件夹 [默认为所有内置规则包]"),
    ("mutate", "另外逐个改动相符例句里的数字，看规则能否察觉"),
    ("update", "把规则包对样例报告（samples/）的结果记为快照（snapshots/）"),
];

/// Reads `words`, the program's name first; help is in `lang`.
pub(super) fn parse(words: Vec<OsString>, lang: Lang) -> Result<Args, clap::Error> {
    let mut command = command(lang);
    let matches = command.try_get_matches_from_mut(words)?;
    Args::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
}

/// The command line with its help in `lang`.
pub(super) fn command(lang: Lang) -> Command {
    let command = Args::command();
    if lang == Lang::En {
        return command;
    }
    let own = |sub: Command, about: &'static str, examples: &'static str| {
        translated(sub).about(about).after_help(examples)
    };
    translated(command)
        .about("找出工作报告里不可能同时为真的数字（勾稽）")
        .after_help(EXAMPLES)
        .disable_version_flag(true)
        .arg(version())
        .subcommand_help_heading("命令")
        .mut_subcommand("check", |sub| own(sub, "检查报告里的数字", CHECK_EXAMPLES))
        .mut_subcommand("annotate", |sub| {
            own(sub, "把发现的问题写成批注，加在 Word 文档副本的原文上", ANNOTATE_EXAMPLES)
        })
        .mut_subcommand("mentions", |sub| own(sub, "列出文中读到的每一个数字", MENTIONS_EXAMPLES))
        .mut_subcommand("rules", |sub| own(sub, "列出载入的规则", RULES_EXAMPLES))
        .mut_subcommand("explain", |sub| {
            own(sub, "解释一条规则，或每条规则在一段文字里的结果", EXPLAIN_EXAMPLES)
        })
        .mut_subcommand("baseline", |sub| {
            let work = |sub: Command, about| own(sub, about, BASELINE_EXAMPLES);
            own(sub, "记下已知的问题，只有新问题算没有通过", BASELINE_EXAMPLES)
                .subcommand_help_heading("命令")
                .mut_subcommand("write", |sub| work(sub, "接受这些文件现有的全部问题"))
                .mut_subcommand("check", |sub| work(sub, "哪些问题是新增的，哪些已不再出现"))
                .mut_subcommand("prune", |sub| work(sub, "删去不再出现的"))
        })
        .mut_subcommand("waive", |sub| own(sub, "为每个问题输出一条待填写的豁免", WAIVE_EXAMPLES))
        .mut_subcommand("receipt", |sub| {
            own(sub, "记下核对了什么，连同摘要值和每一步推导，以便重做", RECEIPT_EXAMPLES)
        })
        .mut_subcommand("replay", |sub| own(sub, "按凭证重新核对，列出不一致之处", REPLAY_EXAMPLES))
        .mut_subcommand("config", |sub| own(sub, "对一个文件，哪些设置有效，由谁设定", CONFIG_EXAMPLES))
        .mut_subcommand("completions", |sub| own(sub, "输出命令行补全脚本", COMPLETIONS_EXAMPLES))
        .mut_subcommand("man", |sub| own(sub, "输出手册页", MAN_EXAMPLES))
        .mut_subcommand("schema", |sub| own(sub, "输出规则包文件或输出内容的 JSON Schema", SCHEMA_EXAMPLES))
        .mut_subcommand("init", |sub| {
            let about = "写一个能用的小规则包；--lang 是所读报告的语言";
            own(sub, "新建", INIT_EXAMPLES)
                .subcommand_help_heading("命令")
                .mut_subcommand("pack", |sub| own(sub, about, INIT_EXAMPLES))
        })
        .mut_subcommand("test", |sub| own(sub, "运行规则包自带的例句", TEST_EXAMPLES))
}

fn translated(command: Command) -> Command {
    let known = |id: &str| ARGUMENTS.iter().find(|(known, _)| *known == id).map(|(_, help)| *help);
    let command = command.help_template(TEMPLATE).mut_args(|arg| match known(arg.get_id().as_str()) {
        None => arg,
        Some(help) => {
            let heading = if arg.is_positional() { "参数" } else { "选项" };
            let takes_value = arg.get_action().takes_values();
            arg.help(help)
                .help_heading(heading)
                .hide_possible_values(takes_value)
                .hide_default_value(takes_value)
        }
    });
    let help =
        Arg::new("help").short('h').long("help").action(ArgAction::Help).help("显示帮助").display_order(998);
    command.disable_help_flag(true).arg(help.help_heading("选项"))
}

fn version() -> Arg {
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    version.help("显示版本").help_heading("选项").display_order(999)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flag_and_command_has_its_chinese() {
        let mut command = command(Lang::Zh);
        command.build();
        let below = command.get_subcommands().flat_map(Command::get_subcommands);
        for sub in std::iter::once(&command).chain(command.get_subcommands()).chain(below) {
            assert!(sub.get_about().is_some_and(|about| !about.to_string().is_ascii()), "{}", sub.get_name());
            assert!(sub.get_after_help().is_some_and(|examples| examples.to_string().starts_with("示例")));
            for arg in sub.get_arguments() {
                let told = arg.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(!told.is_ascii(), "{} --{}: {told}", sub.get_name(), arg.get_id());
            }
        }
    }
}
