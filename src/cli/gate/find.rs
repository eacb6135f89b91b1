//! From a file to the `gouji.toml` that is nearest to it, upwards, and to those which that one extends.
//!
//! This module must not know what any setting means.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use crate::cli::engine::LoadError;
use crate::cli::typed::Mode;
use crate::gate::config::{Config, NAME};
use crate::gate::relative;
use crate::problem::Problem;

/// The configurations that hold for a file, each laid over those before it.
pub(in crate::cli) type Chain = Rc<[Config]>;

/// The configurations of a run, each read once.
pub(super) struct Configs {
    mode: Mode,
    /// The working folder, as it really is.
    pub(super) here: PathBuf,
    found: HashMap<PathBuf, Chain>,
}

impl Configs {
    pub(super) fn new(mode: Mode) -> Configs {
        Configs { mode, here: folder(Path::new("")), found: HashMap::new() }
    }

    /// What holds for the file at `path`, which is whole; for the working folder, where there is none.
    pub(super) fn chain(&mut self, path: Option<&Path>) -> Result<Chain, LoadError> {
        match &self.mode {
            Mode::Isolated => Ok(Rc::from([])),
            Mode::File(file) => {
                let file = whole(file);
                if let Some(known) = self.found.get(&file) {
                    return Ok(Rc::clone(known));
                }
                let chain: Chain = self.read(&file)?.into();
                self.found.insert(file, Rc::clone(&chain));
                Ok(chain)
            }
            Mode::Search => {
                let start = path.and_then(Path::parent).unwrap_or(&self.here).to_owned();
                self.nearest(&start)
            }
        }
    }

    fn nearest(&mut self, folder: &Path) -> Result<Chain, LoadError> {
        if let Some(known) = self.found.get(folder) {
            return Ok(Rc::clone(known));
        }
        let file = folder.join(NAME);
        let chain: Chain = if file.is_file() {
            self.read(&file)?.into()
        } else {
            match folder.parent() {
                Some(above) => self.nearest(above)?,
                None => Rc::from([]),
            }
        };
        self.found.insert(folder.to_owned(), Rc::clone(&chain));
        Ok(chain)
    }

    /// The configuration in `file` and those that it extends, the farthest first.
    fn read(&self, file: &Path) -> Result<Vec<Config>, LoadError> {
        let mut chain = vec![self.parse(file).map_err(|error| unreadable(&self.name(file), &error))??];
        let mut seen = vec![file.to_owned()];
        while let Some(extends) = chain.last().and_then(|config| config.extends.clone()) {
            let next = whole(&extends.value);
            if seen.contains(&next) {
                let message = "this file extends itself, directly or by way of another".to_owned();
                return Err(shown(&[extends.place.problem(message, None)]));
            }
            chain.push(self.parse(&next).map_err(|error| {
                shown(&[extends.place.problem(format!("it cannot be read: {error}"), None)])
            })??);
            seen.push(next);
        }
        chain.reverse();
        Ok(chain)
    }

    fn parse(&self, file: &Path) -> io::Result<Result<Config, LoadError>> {
        let source = fs::read_to_string(file)?;
        let folder = file.parent().unwrap_or(&self.here);
        Ok(Config::parse(&self.name(file), folder, &source).map_err(|problems| shown(&problems)))
    }

    /// A file as it is called from the working folder.
    pub(super) fn name(&self, file: &Path) -> String {
        relative(file, &self.here)
    }
}

/// A path from the root on, with its folder as it really is, so that two ways to name a file are one.
pub(in crate::cli) fn whole(path: &Path) -> PathBuf {
    let parent = folder(path.parent().unwrap_or(Path::new("")));
    path.file_name().map_or(parent.clone(), |name| parent.join(name))
}

fn folder(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

/// Problems as they are shown.
pub(super) fn shown(problems: &[Problem]) -> LoadError {
    LoadError(problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}

/// A file of the gate that could not be read.
pub(super) fn unreadable(name: &str, error: &io::Error) -> LoadError {
    let message = format!("it cannot be read: {error}");
    shown(&[Problem { file: name.to_owned(), source: Arc::from(""), span: None, message, help: None }])
}
