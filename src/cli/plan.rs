//! What was typed, understood: every default filled in, every contradiction refused.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use anstream::ColorChoice;
use clap::error::ErrorKind;
use jiff::civil::Date;

use super::args::{
    Accepts, Annotate, Args, BaselineWork, Check, ColourArg, Command, Demands, FailOnArg, FormatArg, Global,
    LangArg, New, ShapeArg,
};
use super::extra::Extra;
use super::help;
use super::typed::{Also, Mode, Typed};
use crate::gate::settings::Flags;
use crate::ledger::Detail;
use crate::report::{FailOn, Lang, formats};
use crate::schema::Shape;

/// What a run is to do.
#[derive(Debug)]
pub(super) struct Plan {
    pub lang: Lang,
    pub colour: ColorChoice,
    /// How many threads check files.
    pub threads: NonZeroUsize,
    pub gate: Typed,
    pub format: Format,
    pub output: Option<PathBuf>,
    pub job: Job,
}

/// How commands other than `gouji check` print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Json,
}

/// What `gouji check` is to show and to insist on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    pub all: bool,
    pub format: formats::Format,
    pub also: Vec<Extra>,
}

impl Wanted {
    /// How much the outputs need to be told of a file.
    pub(super) fn needs(&self) -> Detail {
        let mut formats = std::iter::once(self.format).chain(self.also.iter().map(|extra| extra.format));
        match formats.all(|format| format.needs(self.all) == Detail::Findings) {
            true => Detail::Findings,
            false => Detail::Everything,
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Job {
    Check { inputs: Vec<Input>, wanted: Wanted },
    Annotate { input: Input, output: PathBuf, remarks: Remarks },
    Baseline { task: Task, inputs: Vec<Input> },
    Waive { inputs: Vec<Input> },
    Receipt { inputs: Vec<Input> },
    Replay { receipt: PathBuf, root: Option<PathBuf> },
    Config { path: Option<PathBuf> },
    Completions { shell: clap_complete::Shell },
    Man { of: Option<String> },
    Mentions { input: Input },
    Rules { docs: Option<PathBuf> },
    Explain { rule: Option<String>, text: Option<Asked> },
    Schema { shape: Option<Shape> },
    InitPack { name: String, folder: PathBuf },
    Test { packs: Vec<PathBuf>, also: Also },
}

/// What comments to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Remarks {
    /// Whether to comment on every claim.
    pub all: bool,
    pub author: String,
    pub date: Option<Date>,
}

/// What to do with a baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Task {
    Write,
    Check,
    Prune,
}

/// A text to explain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asked {
    Stdin,
    Text(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Input {
    Stdin,
    Path(PathBuf),
}

impl Input {
    fn of(path: PathBuf) -> Input {
        if path.as_os_str() == "-" { Input::Stdin } else { Input::Path(path) }
    }
}

impl Plan {
    /// Understands `typed`. With no path, standard input is read, unless that is a terminal where somebody who
    /// forgot the path would wait for ever.
    ///
    /// `lang` is the language of the environment.
    pub(super) fn new(typed: Args, lang: Lang, stdin_is_terminal: bool) -> Result<Plan, clap::Error> {
        let global = typed.global;
        let gate = gate(&global, typed.command.gate());
        let lang = gate.flags.lang.unwrap_or(lang);
        let plain = plain_format(global.format);
        if plain.is_none() && !matches!(typed.command, Command::Check(_)) {
            return Err(only_for_check(global.format, lang));
        }
        let job = match typed.command {
            Command::Check(check) => {
                let wanted = wanted(&check, global.format);
                in_a_file(wanted.format, global.output.as_deref(), lang)?;
                one_output_a_file(global.output.as_deref(), &wanted.also, lang)?;
                Job::Check { inputs: inputs(check.paths, stdin_is_terminal, lang)?, wanted }
            }
            Command::Annotate(typed) => annotation(typed, plain, global.output.clone(), lang)?,
            Command::Mentions(mentions) => {
                let mut inputs = inputs(mentions.path.into_iter().collect(), stdin_is_terminal, lang)?;
                Job::Mentions { input: inputs.pop().unwrap_or(Input::Stdin) }
            }
            Command::Rules(rules) => Job::Rules { docs: rules.docs },
            Command::Explain(asked) => {
                let text = asked.text.map(|text| if text == "-" { Asked::Stdin } else { Asked::Text(text) });
                Job::Explain { rule: asked.rule, text }
            }
            Command::Baseline(baseline) => {
                let task = match &baseline.what {
                    BaselineWork::Write(_) => Task::Write,
                    BaselineWork::Check(_) => Task::Check,
                    BaselineWork::Prune(_) => Task::Prune,
                };
                let files = baseline.what.files();
                Job::Baseline { task, inputs: inputs(files.paths.clone(), stdin_is_terminal, lang)? }
            }
            Command::Waive(files) => Job::Waive { inputs: inputs(files.paths, stdin_is_terminal, lang)? },
            Command::Receipt(files) => Job::Receipt { inputs: inputs(files.paths, stdin_is_terminal, lang)? },
            Command::Replay(typed) => Job::Replay { receipt: typed.receipt, root: typed.root },
            Command::Completions(typed) => Job::Completions { shell: typed.shell },
            Command::Man(typed) => Job::Man { of: typed.of },
            Command::Config(config) => Job::Config { path: config.path },
            Command::Schema(schema) => Job::Schema { shape: schema.shape.map(shape) },
            Command::Init(init) => {
                let New::Pack(pack) = init.what;
                let folder = pack.folder.unwrap_or_else(|| PathBuf::from(&pack.name));
                Job::InitPack { name: pack.name, folder }
            }
            Command::Test(test) => {
                Job::Test { packs: test.packs, also: Also { mutate: test.mutate, update: test.update } }
            }
        };
        Ok(Plan {
            lang,
            colour: colour(global.color),
            threads: threads(global.threads),
            gate,
            format: plain.unwrap_or(Format::Json),
            output: global.output,
            job,
        })
    }
}

impl Plan {
    /// When an output has colours: text where they belong, what is for programs never of our own making.
    pub(super) fn colours(&self, for_programs: bool) -> ColorChoice {
        if for_programs { ColorChoice::AlwaysAnsi } else { self.colour }
    }
}

/// What was typed about the gate.
fn gate(global: &Global, (demands, accepts): (Demands, Accepts)) -> Typed {
    let mode = match (&global.config, global.isolated) {
        (_, true) => Mode::Isolated,
        (Some(file), false) => Mode::File(file.clone()),
        (None, false) => Mode::Search,
    };
    let flags = Flags {
        packs: global.rules.clone(),
        pack: global.pack.clone(),
        lang: global.lang.map(lang),
        changes: global.off.iter().chain(&global.severity).cloned().collect(),
        fail_on: demands.fail_on.map(fail_on),
        min_coverage: demands.min_coverage,
        baseline: accepts.baseline,
        waivers: accepts.waivers,
        limits: global.limit.clone(),
        timeout: global.timeout,
    };
    Typed { mode, flags, today: accepts.today }
}

fn lang(typed: LangArg) -> Lang {
    match typed {
        LangArg::Zh => Lang::Zh,
        LangArg::En => Lang::En,
    }
}

fn wanted(typed: &Check, format: FormatArg) -> Wanted {
    Wanted { all: typed.all, format: format.into(), also: typed.also.clone() }
}

fn only_for_check(format: FormatArg, lang: Lang) -> clap::Error {
    let name = formats::Format::from(format).name();
    let message = match lang {
        Lang::Zh => format!("--format {name} 只用于 gouji check；这个命令的格式是 text 或 json"),
        Lang::En => format!("--format {name} is for gouji check; this command prints text or json"),
    };
    help::command(lang).error(ErrorKind::ArgumentConflict, message)
}

/// Refuses to write what is no text to standard output.
fn in_a_file(format: formats::Format, output: Option<&Path>, lang: Lang) -> Result<(), clap::Error> {
    if !format.is_binary() || output.is_some() {
        return Ok(());
    }
    let name = format.name();
    let message = match lang {
        Lang::Zh => format!(
            "--format {name} 不是文本，不能写到标准输出；请加 --output FILE，或改用 --also {name}=FILE"
        ),
        Lang::En => format!(
            "--format {name} is no text and cannot go to standard output; add --output FILE, or use --also {name}=FILE"
        ),
    };
    Err(help::command(lang).error(ErrorKind::MissingRequiredArgument, message))
}

fn annotation(
    typed: Annotate,
    format: Option<Format>,
    output: Option<PathBuf>,
    lang: Lang,
) -> Result<Job, clap::Error> {
    if format != Some(Format::Text) {
        return Err(no_json(lang));
    }
    let output = output.ok_or_else(|| no_output(lang))?;
    let remarks = Remarks { all: typed.every, author: typed.author, date: typed.date };
    Ok(Job::Annotate { input: Input::of(typed.report), output, remarks })
}

fn no_json(lang: Lang) -> clap::Error {
    let message = lang.pick(
        "gouji annotate 写的是 Word 文档，不用 --format；供程序读的结果用 gouji check --format json",
        "gouji annotate writes a Word document and has no --format; for programs there is gouji check --format json",
    );
    help::command(lang).error(ErrorKind::ArgumentConflict, message)
}

fn no_output(lang: Lang) -> clap::Error {
    let message = lang.pick(
        "没有写明输出：用 -o FILE 指定要写的文件，如 gouji annotate report.docx -o reviewed.docx",
        "no output was named: say which file to write, as in gouji annotate report.docx -o reviewed.docx",
    );
    help::command(lang).error(ErrorKind::MissingRequiredArgument, message)
}

/// Refuses two outputs to one file: the second would take the place of the first.
fn one_output_a_file(main: Option<&Path>, also: &[Extra], lang: Lang) -> Result<(), clap::Error> {
    let mut seen: Vec<PathBuf> = Vec::new();
    for file in main.into_iter().chain(also.iter().map(|extra| extra.file.as_path())) {
        let whole = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
        if seen.contains(&whole) {
            let shown = file.display();
            let message = match lang {
                Lang::Zh => format!("有两份输出都要写到 {shown}；请各用一个文件"),
                Lang::En => format!("two outputs are to go to {shown}; give each a file of its own"),
            };
            return Err(help::command(lang).error(ErrorKind::ArgumentConflict, message));
        }
        seen.push(whole);
    }
    Ok(())
}

fn inputs(paths: Vec<PathBuf>, stdin_is_terminal: bool, lang: Lang) -> Result<Vec<Input>, clap::Error> {
    if paths.is_empty() && stdin_is_terminal {
        let message = lang.pick(
            "没有给出 PATH：请写明文件或文件夹，或用 - 表示标准输入",
            "no PATH was given: name a file or a folder, or - for standard input",
        );
        return Err(help::command(lang).error(ErrorKind::MissingRequiredArgument, message));
    }
    let mut inputs: Vec<Input> = Vec::new();
    for input in paths.into_iter().map(Input::of) {
        if !inputs.contains(&input) {
            inputs.push(input);
        }
    }
    if inputs.is_empty() {
        inputs.push(Input::Stdin);
    }
    Ok(inputs)
}

/// The language for help, before it is known whether the words make sense: `--lang` where it is among them, else
/// that of the environment.
pub(super) fn language_of_help(words: &[OsString], env: &dyn Fn(&str) -> Option<String>) -> Lang {
    let text = |word: &OsString| word.to_str().map(str::to_owned);
    let joined =
        words.iter().filter_map(text).find_map(|word| Some(word.strip_prefix("--lang=")?.to_owned()));
    let apart = || words.iter().position(|word| word == "--lang").and_then(|at| text(words.get(at + 1)?));
    match joined.or_else(apart).as_deref() {
        Some("zh") => Lang::Zh,
        Some("en") => Lang::En,
        _ => from_environment(env),
    }
}

fn from_environment(env: &dyn Fn(&str) -> Option<String>) -> Lang {
    let set =
        ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| env(name).filter(|it| !it.is_empty()));
    set.map_or(Lang::En, |locale| Lang::of_locale(&locale))
}

/// As many threads as were typed, else as many as the system can run at once.
fn threads(typed: Option<NonZeroUsize>) -> NonZeroUsize {
    typed.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
}

fn colour(typed: ColourArg) -> ColorChoice {
    match typed {
        ColourArg::Auto => ColorChoice::Auto,
        ColourArg::Always => ColorChoice::Always,
        ColourArg::Never => ColorChoice::Never,
    }
}

/// The format of a command other than `gouji check`, if it is one of theirs.
fn plain_format(typed: FormatArg) -> Option<Format> {
    match typed {
        FormatArg::Text => Some(Format::Text),
        FormatArg::Json => Some(Format::Json),
        _ => None,
    }
}

impl From<FormatArg> for formats::Format {
    fn from(typed: FormatArg) -> formats::Format {
        match typed {
            FormatArg::Text => formats::Format::Text,
            FormatArg::Json => formats::Format::Json,
            FormatArg::Jsonl => formats::Format::Jsonl,
            FormatArg::Sarif => formats::Format::Sarif,
            FormatArg::Junit => formats::Format::Junit,
            FormatArg::Github => formats::Format::Github,
            FormatArg::Markdown => formats::Format::Markdown,
            FormatArg::Html => formats::Format::Html,
            FormatArg::Xlsx => formats::Format::Xlsx,
        }
    }
}

fn fail_on(typed: FailOnArg) -> FailOn {
    match typed {
        FailOnArg::Error => FailOn::Error,
        FailOnArg::Warning => FailOn::Warning,
        FailOnArg::Note => FailOn::Note,
        FailOnArg::Never => FailOn::Never,
    }
}

fn shape(typed: ShapeArg) -> Shape {
    match typed {
        ShapeArg::Pack => Shape::Pack,
        ShapeArg::Vocabulary => Shape::Vocabulary,
        ShapeArg::Lexicon => Shape::Lexicon,
        ShapeArg::Rules => Shape::Rules,
        ShapeArg::Output => Shape::Output,
        ShapeArg::Lines => Shape::Lines,
        ShapeArg::Receipt => Shape::Receipt,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(words: &[&str], env: &[(&str, &str)], terminal: bool) -> Result<Plan, clap::Error> {
        let words: Vec<OsString> = std::iter::once(&"gouji").chain(words).map(OsString::from).collect();
        let find =
            |name: &str| env.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        let lang = language_of_help(&words, &find);
        Plan::new(help::parse(words, lang)?, lang, terminal)
    }

    #[test]
    fn the_command_line_is_well_formed() {
        help::command(Lang::En).debug_assert();
    }

    #[test]
    fn language_is_what_was_typed_else_the_first_locale_that_is_set() {
        type Row<'r> = (&'r [&'r str], &'r [(&'r str, &'r str)], Lang);
        let rows: [Row<'_>; 6] = [
            (&["rules"], &[], Lang::En),
            (&["rules"], &[("LANG", "zh_CN.UTF-8")], Lang::Zh),
            (&["rules"], &[("LC_ALL", ""), ("LANG", "zh")], Lang::Zh),
            (&["rules"], &[("LC_ALL", "C.UTF-8"), ("LANG", "zh_CN.UTF-8")], Lang::En),
            (&["rules"], &[("LC_MESSAGES", "zh_TW"), ("LANG", "de_DE")], Lang::Zh),
            (&["rules", "--lang", "en"], &[("LANG", "zh_CN.UTF-8")], Lang::En),
        ];
        for (words, env, expected) in rows {
            assert_eq!(plan(words, env, true).unwrap().lang, expected, "{words:?} {env:?}");
        }
    }

    #[test]
    fn no_path_is_standard_input_unless_somebody_sits_there() {
        let piped = plan(&["check"], &[], false).unwrap();
        assert_eq!(piped.job, Job::Check { inputs: vec![Input::Stdin], wanted: Wanted::default() });
        assert_eq!(plan(&["check"], &[], true).unwrap_err().kind(), ErrorKind::MissingRequiredArgument);
        assert_eq!(plan(&["mentions"], &[], true).unwrap_err().kind(), ErrorKind::MissingRequiredArgument);
    }

    #[test]
    fn a_path_named_twice_is_read_once() {
        let Job::Check { inputs, .. } = plan(&["check", "a", "-", "a"], &[], true).unwrap().job else {
            panic!()
        };
        assert_eq!(inputs, [Input::Path("a".into()), Input::Stdin]);
    }
}
