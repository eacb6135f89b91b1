//! Bounds on what a report may cost, as flags and configuration write them.
//!
//! This module must not know what a bound is held against.

use std::fmt;
use std::time::Duration;

use crate::document::Limit;

/// How long a file may take where nobody says so.
pub const TIMEOUT: Duration = Duration::from_secs(60);

/// A limit, and the most it allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// Which.
    pub limit: Limit,
    /// The most.
    pub most: u64,
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.limit.name(), self.most)
    }
}

impl Bound {
    /// Reads `name=number`.
    ///
    /// # Errors
    ///
    /// What was expected.
    pub fn parse(text: &str) -> Result<Bound, String> {
        let (name, most) = text.split_once('=').ok_or("expected NAME=NUMBER, as in pages=50000")?;
        Bound::of(name, most)
    }

    /// A limit by its name, with a number as it is written.
    ///
    /// # Errors
    ///
    /// What was expected.
    pub fn of(name: &str, most: &str) -> Result<Bound, String> {
        let limit = Limit::named(name).ok_or_else(|| {
            let names: Vec<&str> = Limit::ALL.iter().map(|limit| limit.name()).collect();
            format!("there is no limit `{name}`; there are: {}", names.join(", "))
        })?;
        let most = most.parse::<u64>().ok().filter(|most| (1..=limit.most()).contains(most));
        let told = match limit.most() {
            u64::MAX => "expected a whole number from 1 on".to_owned(),
            largest => format!("expected a whole number from 1 to {largest}"),
        };
        Ok(Bound { limit, most: most.ok_or(told)? })
    }
}

/// Reads how many seconds a file may take, decimals allowed.
///
/// # Errors
///
/// What was expected.
pub fn timeout(text: &str) -> Result<Duration, String> {
    let plain = text.chars().all(|c| c.is_ascii_digit() || c == '.');
    let seconds = text.parse::<f64>().ok().filter(|_| plain);
    let time = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    time.ok_or_else(|| "expected a number of seconds, as in 300; 0 sets no limit".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_is_a_name_and_a_number() {
        assert_eq!(Bound::parse("pages=7"), Ok(Bound { limit: Limit::Pages, most: 7 }));
        assert_eq!(Bound::parse("pages=7").unwrap().to_string(), "pages=7");
        for bad in ["", "pages", "pages=", "pages=0", "pages=-1", "pages=1e3", "pages=1.5", "page=7", "=7"] {
            assert!(Bound::parse(bad).is_err(), "{bad}");
        }
        assert!(Bound::parse("page=7").unwrap_err().contains("file, text, pages"));
        assert!(Bound::parse("depth=2001").unwrap_err().contains("to 2000"));
    }

    #[test]
    fn a_time_is_a_number_of_seconds() {
        assert_eq!(timeout("1.5"), Ok(Duration::from_millis(1500)));
        assert_eq!(timeout("0"), Ok(Duration::ZERO));
        for bad in ["", "-1", "inf", "NaN", "1e3", "1s", "99999999999999999999999"] {
            assert!(timeout(bad).is_err(), "{bad}");
        }
    }
}
