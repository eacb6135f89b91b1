//! `gouji completions` and `gouji man`: what shells and `man` are told of the command line.
//!
//! This module must not know any flag: everything is made from the command line itself.

use std::io::{self, Write};

use clap_complete::Shell;

use super::{Outcome, help};
use crate::report::Lang;

/// Prints the completions for a shell.
pub(super) fn completions(shell: Shell, out: &mut dyn Write) -> io::Result<Outcome> {
    // The generators take no error from a writer, and a pipe may be closed.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut help::command(Lang::En), "gouji", &mut script);
    out.write_all(&script)?;
    Ok(Outcome::Fine)
}

/// Prints the manual page of gouji, or of one of its commands.
pub(super) fn page(of: Option<&str>, lang: Lang, out: &mut dyn Write) -> io::Result<Outcome> {
    let mut command = help::command(lang);
    command.build();
    let wanted = match of {
        None => Some(&command),
        Some(name) => command.get_subcommands().find(|sub| sub.get_name() == name),
    };
    let Some(wanted) = wanted.cloned() else {
        let names: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
        let told = lang.pick("没有这个命令；有：", "there is no such command; there are: ");
        return Err(io::Error::other(format!("{told}{}", names.join(", "))));
    };
    let title = of.map_or("gouji".to_owned(), |name| format!("gouji-{name}"));
    clap_mangen::Man::new(wanted).title(title).render(out)?;
    Ok(Outcome::Fine)
}
