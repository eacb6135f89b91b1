//! What was typed, understood: every default filled in, every contradiction refused.

use std::path::PathBuf;

use anstream::ColorChoice;
use clap::CommandFactory;
use clap::error::ErrorKind;

use super::args::{Args, ColourArg, Command, FormatArg, LangArg};
use crate::report::Lang;

/// What a run is to do.
#[derive(Debug)]
pub(super) struct Plan {
    pub lang: Lang,
    pub colour: ColorChoice,
    pub rules: Vec<PathBuf>,
    pub pack: Option<String>,
    pub format: Format,
    pub output: Option<PathBuf>,
    pub job: Job,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Json,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Job {
    Check { inputs: Vec<Input>, all: bool },
    Mentions { input: Input },
    Rules,
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
    pub(super) fn new(
        typed: Args,
        env: &dyn Fn(&str) -> Option<String>,
        stdin_is_terminal: bool,
    ) -> Result<Plan, clap::Error> {
        let global = typed.global;
        let lang = match global.lang {
            Some(LangArg::Zh) => Lang::Zh,
            Some(LangArg::En) => Lang::En,
            None => from_environment(env),
        };
        let job = match typed.command {
            Command::Check(check) => {
                Job::Check { inputs: inputs(check.paths, stdin_is_terminal)?, all: check.all }
            }
            Command::Mentions(mentions) => {
                let mut inputs = inputs(mentions.path.into_iter().collect(), stdin_is_terminal)?;
                Job::Mentions { input: inputs.pop().unwrap_or(Input::Stdin) }
            }
            Command::Rules => Job::Rules,
        };
        Ok(Plan {
            lang,
            colour: colour(global.color),
            rules: global.rules,
            pack: global.pack,
            format: format(global.format),
            output: global.output,
            job,
        })
    }
}

fn inputs(paths: Vec<PathBuf>, stdin_is_terminal: bool) -> Result<Vec<Input>, clap::Error> {
    if paths.is_empty() && stdin_is_terminal {
        let message = "no PATH was given: name a file or a folder, or - for standard input";
        return Err(Args::command().error(ErrorKind::MissingRequiredArgument, message));
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

fn from_environment(env: &dyn Fn(&str) -> Option<String>) -> Lang {
    let set =
        ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| env(name).filter(|it| !it.is_empty()));
    set.map_or(Lang::En, |locale| Lang::of_locale(&locale))
}

fn colour(typed: ColourArg) -> ColorChoice {
    match typed {
        ColourArg::Auto => ColorChoice::Auto,
        ColourArg::Always => ColorChoice::Always,
        ColourArg::Never => ColorChoice::Never,
    }
}

fn format(typed: FormatArg) -> Format {
    match typed {
        FormatArg::Text => Format::Text,
        FormatArg::Json => Format::Json,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    fn plan(words: &[&str], env: &[(&str, &str)], terminal: bool) -> Result<Plan, clap::Error> {
        let typed = Args::try_parse_from(std::iter::once("gouji").chain(words.iter().copied()))?;
        let find =
            |name: &str| env.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        Plan::new(typed, &find, terminal)
    }

    #[test]
    fn the_command_line_is_well_formed() {
        Args::command().debug_assert();
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
        assert_eq!(piped.job, Job::Check { inputs: vec![Input::Stdin], all: false });
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
