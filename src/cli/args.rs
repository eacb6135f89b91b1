//! What was typed: the flags as clap reads them. What they mean is for `plan` to say.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use super::choice;
use super::extra::{self, Extra};
use crate::gate::Change;
use crate::gate::bound::{self, Bound};
use clap::{Args as Group, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

const EXAMPLES: &str = "\
Examples:
  gouji check report.txt                   check one report
  gouji check reports/ --format json       every report below a folder, for a program to read
  pdftotext report.pdf - | gouji check -   check what another program prints
  gouji rules                              what is looked for
  gouji test my-pack/                      run the examples of a rule pack

Exit status:
  0  nothing wrong
  1  findings of warning or above
  2  the job could not be done, in whole or in part (wins over 1)";

const CHECK_EXAMPLES: &str = "\
Examples:
  gouji check report.txt
  gouji check reports/ --all --lang en
  gouji check reports/ --format json --output findings.json
  gouji check --rules my-pack/ --pack my-pack report.txt
  gouji check reports/ --min-coverage 37.5
  gouji check reports/ --also sarif=gouji.sarif --also junit=gouji.xml
  gouji check reports/ --format github --fail-on error
  gouji check reports/ --format xlsx --output working-paper.xlsx
  gouji check reports/ --baseline gouji-baseline.json --waivers waivers.toml

Exit status:
  0  nothing wrong
  1  findings of --fail-on or above that nobody accepted, or less coverage than --min-coverage
  2  a file could not be read, no file matched, no rule was loaded, or the configuration, the
     baseline or the waivers are wrong (wins over 1)";

const ANNOTATE_EXAMPLES: &str = "\
Examples:
  gouji annotate report.docx -o reviewed.docx
  gouji annotate report.docx -o reviewed.docx --all --lang zh
  gouji annotate report.docx -o reviewed.docx --author 审计处 --date 2026-03-31
  gouji annotate report.docx -o reviewed.docx --waivers waivers.toml

Exit status:
  0  written; nothing wrong
  1  written; findings of --fail-on or above that nobody accepted, or less coverage than
     --min-coverage
  2  not written: the file could not be read or is no Word document, the output is the file itself
     or cannot be written, or what is set is wrong (wins over 1)";

const BASELINE_EXAMPLES: &str = "\
Examples:
  gouji baseline write reports/              accept what is found now, in gouji-baseline.json
  gouji check reports/ --baseline gouji-baseline.json
  gouji baseline check reports/
  gouji baseline prune reports/

Exit status:
  0  done; for check, no finding is new
  1  check: a finding is new
  2  a file could not be read, or the baseline; write and prune leave it as it was";

const WAIVE_EXAMPLES: &str = "\
Examples:
  gouji waive report.txt >> waivers.toml   then fill in reason and owner
  gouji check report.txt --waivers waivers.toml

Exit status:
  0  done
  2  a file could not be read";

const RECEIPT_EXAMPLES: &str = "\
Examples:
  gouji receipt reports/ -o receipt.json
  gouji replay receipt.json

Exit status:
  0  done
  2  a file could not be read (the receipt says so), or standard input was named";

const REPLAY_EXAMPLES: &str = "\
Examples:
  gouji replay receipt.json
  gouji replay receipt.json --root /mnt/archive/2024

Exit status:
  0  everything is the same
  1  something is not: the program, a rule pack, a report, a verdict
  2  a file could not be read, or the receipt was changed after it was written";

const CONFIG_EXAMPLES: &str = "\
Examples:
  gouji config reports/2024.txt
  gouji config reports/2024.txt --min-coverage 50 --format json";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  gouji completions bash > ~/.local/share/bash-completion/completions/gouji
  gouji completions zsh > ~/.zfunc/_gouji
  gouji completions fish > ~/.config/fish/completions/gouji.fish";

const MAN_EXAMPLES: &str = "\
Examples:
  gouji man > ~/.local/share/man/man1/gouji.1
  gouji man check | man -l -";

const MENTIONS_EXAMPLES: &str = "\
Examples:
  gouji mentions report.txt
  echo 全年完成1442万元，增长5.2% | gouji mentions --format json -";

const RULES_EXAMPLES: &str = "\
Examples:
  gouji rules
  gouji rules --pack zh-report --format json
  gouji rules --rules my-pack/
  gouji rules --docs docs/rules";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  gouji explain completion-of-task
  gouji explain --text 引进外资1442万美元,目标1200万美元,完成年初任务的124%
  gouji explain growth-over-base --text 税收2.8亿元,增幅有所收窄
  echo 税收2.8亿元,增长5% | gouji explain --text - --format json";

const SCHEMA_EXAMPLES: &str = "\
Examples:
  gouji schema                             what there is a schema of
  gouji schema rules --output rules.json   that of a pack's rule files, for an editor";

const INIT_EXAMPLES: &str = "\
Examples:
  gouji init pack school-report            a new rule pack in ./school-report
  gouji init pack school-report rules/school --lang zh";

const TEST_EXAMPLES: &str = "\
Examples:
  gouji test                   the built-in packs
  gouji test zh-report         one of them
  gouji test my-pack/          a pack in a folder
  gouji test --mutate my-pack/
  gouji test --update my-pack/ accept its snapshots; read what changed first

Exit status:
  0  every example came out as its rule says
  1  an example did not, a rule lacks one that fires or one that must stay silent, a pack has no
     rules, a snapshot is missing, different or orphaned, or a change of a figure came out wrong
     without an explanation
  2  a pack could not be loaded; nothing was tested";

/// Finds the figures in work reports that cannot all be true (勾稽).
#[derive(Debug, Parser)]
#[command(name = "gouji", version, after_help = EXAMPLES, disable_help_subcommand = true)]
pub(super) struct Args {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Group)]
pub(super) struct Global {
    /// Language of messages [default: from LC_ALL, LC_MESSAGES or LANG]
    #[arg(long, global = true, value_enum)]
    pub lang: Option<LangArg>,
    /// When to colour output
    #[arg(long, global = true, value_enum, default_value_t = ColourArg::Auto, value_name = "WHEN")]
    pub color: ColourArg,
    /// A rule pack to run beside the built-in ones; laid over one of the same name, rule by rule (repeatable)
    #[arg(long, global = true, value_name = "DIR")]
    pub rules: Vec<PathBuf>,
    /// A pack to use, and no other than those named (repeatable) [default: all in the language of each document]
    #[arg(long, global = true, value_name = "NAME")]
    pub pack: Vec<String>,
    /// Switch off the rule PACK/RULE (repeatable)
    #[arg(long, global = true, value_name = "RULE", value_parser = choice::off)]
    pub off: Vec<Change>,
    /// How bad a mismatch of a rule is: PACK/RULE=error, =warning or =note (repeatable)
    #[arg(long, global = true, value_name = "SPEC", value_parser = choice::severity)]
    pub severity: Vec<Change>,
    /// How much of something a report may have: pages=50000, say; docs/limits.md lists them all (repeatable)
    #[arg(long, global = true, value_name = "NAME=NUMBER", value_parser = Bound::parse)]
    pub limit: Vec<Bound>,
    /// How many seconds a report may take; 0 for as many as it likes [default: 60]
    #[arg(long, global = true, value_name = "SECONDS", value_parser = bound::timeout)]
    pub timeout: Option<Duration>,
    /// Read this configuration for every file, and no other [default: the nearest gouji.toml of each]
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "isolated")]
    pub config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long, global = true)]
    pub isolated: bool,
    /// How to print
    #[arg(long, global = true, value_enum, default_value_t = FormatArg::Text)]
    pub format: FormatArg,
    /// How many files are checked at once; 1 checks one after the other [default: as many as there are cores]
    #[arg(long, short = 'j', global = true, value_name = "NUMBER")]
    pub threads: Option<NonZeroUsize>,
    /// Write to a file instead of standard output; it is replaced only when all is written
    #[arg(long, short, global = true, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check the figures in reports
    #[command(after_help = CHECK_EXAMPLES)]
    Check(Check),
    /// Write the findings as comments into a copy of a Word document
    #[command(after_help = ANNOTATE_EXAMPLES)]
    Annotate(Annotate),
    /// List every figure that is read in a text
    #[command(after_help = MENTIONS_EXAMPLES)]
    Mentions(Mentions),
    /// List the rules that are loaded
    #[command(after_help = RULES_EXAMPLES)]
    Rules(Rules),
    /// Explain a rule, or what became of every rule in a text
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(Explain),
    /// Keep the findings that are known, so that only new ones fail a run
    #[command(after_help = BASELINE_EXAMPLES, disable_help_subcommand = true)]
    Baseline(Baseline),
    /// Print a waiver to fill in for each finding
    #[command(after_help = WAIVE_EXAMPLES)]
    Waive(Files),
    /// Write down what was checked, with digests and every derivation, so that it can be done again
    #[command(after_help = RECEIPT_EXAMPLES)]
    Receipt(Files),
    /// Check again what a receipt is about, and say what is no longer the same
    #[command(after_help = REPLAY_EXAMPLES)]
    Replay(Replay),
    /// Show what holds for a file, and who said so
    #[command(after_help = CONFIG_EXAMPLES)]
    Config(Config),
    /// Print the JSON Schema of a pack's files or of the output
    #[command(after_help = SCHEMA_EXAMPLES)]
    Schema(Schema),
    /// Start something new
    #[command(after_help = INIT_EXAMPLES, disable_help_subcommand = true)]
    Init(Init),
    /// Print a script that completes gouji's commands and flags in a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions(Completions),
    /// Print the manual page
    #[command(after_help = MAN_EXAMPLES)]
    Man(Man),
    /// Run the examples of rule packs
    #[command(after_help = TEST_EXAMPLES)]
    Test(Test),
}

impl Command {
    /// What the command says of its gate.
    pub(super) fn gate(&self) -> (Demands, Accepts) {
        match self {
            Command::Check(check) => (check.demands.clone(), check.accepts.clone()),
            Command::Annotate(annotate) => (annotate.demands.clone(), annotate.accepts.clone()),
            Command::Config(config) => (config.demands.clone(), config.accepts.clone()),
            Command::Waive(files) | Command::Receipt(files) => (Demands::default(), files.accepts.clone()),
            Command::Baseline(baseline) => (Demands::default(), baseline.what.files().accepts.clone()),
            _ => (Demands::default(), Accepts::default()),
        }
    }
}

#[derive(Debug, Group)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

#[derive(Debug, Group)]
pub(super) struct Man {
    /// One of the commands [default: all of gouji]
    #[arg(value_name = "COMMAND")]
    pub of: Option<String>,
}

#[derive(Debug, Group)]
pub(super) struct Baseline {
    #[command(subcommand)]
    pub what: BaselineWork,
}

#[derive(Debug, Subcommand)]
pub(super) enum BaselineWork {
    /// Accept every finding of these files
    #[command(after_help = BASELINE_EXAMPLES)]
    Write(Files),
    /// Say which findings are new, and which entries no longer occur
    #[command(after_help = BASELINE_EXAMPLES)]
    Check(Files),
    /// Take out the entries that no longer occur
    #[command(after_help = BASELINE_EXAMPLES)]
    Prune(Files),
}

impl BaselineWork {
    /// The files it is about.
    pub(super) fn files(&self) -> &Files {
        match self {
            BaselineWork::Write(files) | BaselineWork::Check(files) | BaselineWork::Prune(files) => files,
        }
    }
}

/// Files to check for the sake of what is accepted in them.
#[derive(Debug, Group)]
pub(super) struct Files {
    /// Files, folders (their .txt and .md files, hidden ones left out), or - for standard input
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub accepts: Accepts,
}

#[derive(Debug, Group)]
pub(super) struct Replay {
    /// What `gouji receipt` wrote
    #[arg(value_name = "RECEIPT")]
    pub receipt: PathBuf,
    /// The folder that the paths in the receipt start from [default: the working folder]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

#[derive(Debug, Group)]
pub(super) struct Config {
    /// A report [default: what holds for standard input]
    #[arg(value_name = "PATH")]
    pub path: Option<PathBuf>,
    #[command(flatten)]
    pub demands: Demands,
    #[command(flatten)]
    pub accepts: Accepts,
}

#[derive(Debug, Group)]
pub(super) struct Init {
    #[command(subcommand)]
    pub what: New,
}

#[derive(Debug, Subcommand)]
pub(super) enum New {
    /// Write a small rule pack that works; --lang says the language of its reports
    #[command(after_help = INIT_EXAMPLES)]
    Pack(NewPack),
}

#[derive(Debug, Group)]
pub(super) struct NewPack {
    /// The pack's name: lower-case letters, digits and hyphens
    #[arg(value_name = "NAME", display_order = 1)]
    pub name: String,
    /// Where to write it; must be empty or not there yet [default: ./NAME]
    #[arg(value_name = "DIR", display_order = 2)]
    pub folder: Option<PathBuf>,
}

#[derive(Debug, Group)]
pub(super) struct Test {
    /// Built-in packs by name, or folders; ./zh-report is a folder [default: the built-in packs]
    #[arg(value_name = "PACK")]
    pub packs: Vec<PathBuf>,
    /// Also move every figure of every example that holds, and see whether its rule notices
    #[arg(long)]
    pub mutate: bool,
    /// Accept what a pack in a folder says of its sample reports (samples/) as its snapshots (snapshots/)
    #[arg(long)]
    pub update: bool,
}

#[derive(Debug, Group)]
pub(super) struct Check {
    /// Files, folders (the txt, md, html, docx, pdf, xlsx, xls, ods, csv and tsv in them, hidden ones left out), or - for standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Show every claim, consistent and unchecked ones too, and the figures no rule used
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    pub demands: Demands,
    #[command(flatten)]
    pub accepts: Accepts,
    /// Write the same run in another format too: json=FILE, say; whole or not at all (repeatable)
    #[arg(long, value_name = "FORMAT=FILE", value_parser = extra::extra)]
    pub also: Vec<Extra>,
}

#[derive(Debug, Group)]
pub(super) struct Annotate {
    /// A Word document (docx), or - for standard input
    #[arg(value_name = "REPORT")]
    pub report: PathBuf,
    /// Comment on every claim: what holds, what was not checked and what was accepted too
    #[arg(long = "all")]
    pub every: bool,
    /// Who the comments are by
    #[arg(long, value_name = "NAME", default_value = "gouji", value_parser = author)]
    pub author: String,
    /// The day the comments are from [default: none, so that the same report gives the same bytes]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub date: Option<Date>,
    #[command(flatten)]
    pub demands: Demands,
    #[command(flatten)]
    pub accepts: Accepts,
}

fn author(text: &str) -> Result<String, String> {
    let name = text.trim();
    if name.is_empty() { Err("a name cannot be empty".to_owned()) } else { Ok(name.to_owned()) }
}

/// What a gate insists on.
#[derive(Debug, Default, Clone, Group)]
pub(super) struct Demands {
    /// Fail the run unless at least this percent of all figures was judged (37.5, say)
    #[arg(long, value_name = "PERCENT", value_parser = crate::gate::coverage::percent)]
    pub min_coverage: Option<crate::Exact>,
    /// The mildest finding that makes the exit code 1 [default: warning]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub fail_on: Option<FailOnArg>,
}

/// What a gate lets through.
#[derive(Debug, Default, Clone, Group)]
pub(super) struct Accepts {
    /// Findings that are known already, as `gouji baseline write` keeps them: only new ones fail the run
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Findings that are let through until a date, each with a reason and an owner
    #[arg(long, value_name = "FILE")]
    pub waivers: Option<PathBuf>,
    /// The day on which waivers have to hold [default: today, in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub today: Option<Date>,
}

fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "expected a day such as 2026-03-31".to_owned())
}

#[derive(Debug, Group)]
pub(super) struct Rules {
    /// Write a page of documentation for each rule into this folder, and an index
    #[arg(long, value_name = "DIR")]
    pub docs: Option<PathBuf>,
}

#[derive(Debug, Group)]
pub(super) struct Explain {
    /// A rule's id, with or without its pack (zh-report/completion-of-task)
    #[arg(value_name = "RULE", required_unless_present = "text")]
    pub rule: Option<String>,
    /// The text to explain, or - for standard input: what is read in it, and what stopped each rule
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub text: Option<String>,
}

#[derive(Debug, Group)]
pub(super) struct Mentions {
    /// A file, or - for standard input
    #[arg(value_name = "FILE")]
    pub path: Option<PathBuf>,
}

#[derive(Debug, Group)]
pub(super) struct Schema {
    /// What the schema is of [default: a list of what there is]
    #[arg(value_enum, value_name = "SHAPE")]
    pub shape: Option<ShapeArg>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ShapeArg {
    /// pack.yaml
    Pack,
    /// vocabulary.yaml
    Vocabulary,
    /// lexicon.yaml
    Lexicon,
    /// Any other file of a pack
    Rules,
    /// What check --format json prints
    Output,
    /// A line of what check --format jsonl prints
    Lines,
    /// What receipt writes
    Receipt,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LangArg {
    /// 中文
    Zh,
    /// English
    En,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ColourArg {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOnArg {
    /// Errors alone
    Error,
    /// Warnings and errors
    Warning,
    /// Any finding
    Note,
    /// No finding
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FormatArg {
    /// For people
    Text,
    /// For programs, one document
    Json,
    /// For programs, an object a line
    Jsonl,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
    /// JUnit XML, a test for each claim
    Junit,
    /// Annotations in GitHub Actions
    Github,
    /// A comment for a merge request
    Markdown,
    /// One page for auditors: the text, every claim marked in it, every proof
    Html,
    /// A workbook for auditors, in which every result is a formula; needs --output
    Xlsx,
}
