//! `gouji init`: writes a small pack that works, to be made into one's own.
//!
//! This module must not know what a rule means: it copies files and has the library write their snapshot.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use super::Outcome;
use super::output::Sink;
use super::plan::Plan;
use crate::Pack;
use crate::report::Lang;
use crate::report::terminal::visible;
use crate::snapshots::{Folders, update};

/// The files of a template, each with its text.
type Template = [(&'static str, &'static str)];

macro_rules! template {
    ($lang:literal) => {
        &[
            ("pack.yaml", include_str!(concat!($lang, "/pack.yaml"))),
            ("lexicon.yaml", include_str!(concat!($lang, "/lexicon.yaml"))),
            ("vocabulary.yaml", include_str!(concat!($lang, "/vocabulary.yaml"))),
            ("completion.yaml", include_str!(concat!($lang, "/completion.yaml"))),
            ("samples/report.txt", include_str!(concat!($lang, "/samples/report.txt"))),
        ]
    };
}

const ZH: &Template = template!("zh");
const EN: &Template = template!("en");

/// Writes the pack `name` into `folder`, in the language of the plan.
pub(super) fn run(plan: &Plan, name: &str, folder: &Path, errors: &mut dyn Write) -> io::Result<Outcome> {
    if let Some(refusal) = refusal(name, folder, plan.lang) {
        writeln!(errors, "{}", visible(&refusal))?;
        return Ok(Outcome::Failed);
    }
    let template = match plan.lang {
        Lang::Zh => ZH,
        Lang::En => EN,
    };
    for (file, text) in template {
        write(&folder.join(file), &text.replace("NAME", name))?;
    }
    let pack = Pack::load(folder).map_err(|error| io::Error::other(error.to_string()))?;
    update(&pack, &Folders::of_pack(folder))?;
    let mut out = Sink::open(plan)?;
    write_next(name, folder, plan.lang, &mut out)?;
    out.finish()?;
    Ok(Outcome::Fine)
}

/// Why nothing can be written, if so.
fn refusal(name: &str, folder: &Path, lang: Lang) -> Option<String> {
    let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.is_empty() || !name.chars().all(fine) {
        return Some(match lang {
            Lang::Zh => format!("错误: {name} 不能作规则包的名称：只能用小写字母、数字和连字符"),
            Lang::En => {
                format!("error: {name} cannot name a pack: use lower-case letters, digits and hyphens")
            }
        });
    }
    let occupied = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    (occupied || folder.is_file()).then(|| match lang {
        Lang::Zh => format!("错误: {} 不是空文件夹；什么都没有写", folder.display()),
        Lang::En => format!("error: {} is not an empty folder; nothing was written", folder.display()),
    })
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    let told = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(told)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(told)?;
    file.write_all(text.as_bytes()).map_err(told)
}

fn write_next(name: &str, folder: &Path, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let shown = visible(&folder.display().to_string());
    let sample = visible(&folder.join("samples/report.txt").display().to_string());
    let (made, test, check) = match lang {
        Lang::Zh => ("已写好一个能用的规则包，接下来：", "运行规则自带的例句", "检查一份报告"),
        Lang::En => ("a working pack with one rule. Next:", "run its examples", "check a report with it"),
    };
    writeln!(out, "{shown}: {made}")?;
    writeln!(out, "  gouji test {shown}  # {test}")?;
    writeln!(out, "  gouji check --rules {shown} --pack {name} {sample}  # {check}")
}
