//! The deadline of a file: work on it is given up when its time is over, by whoever does the work and looks at it.
//!
//! This module must not know what the work is.

use std::time::{Duration, Instant};

/// When work on a file is to be over; by default never.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Deadline(Option<(Instant, Duration)>);

impl Deadline {
    /// The time from now on; never, if it is longer than can be told.
    pub fn after(time: Duration) -> Deadline {
        Deadline(Instant::now().checked_add(time).map(|end| (end, time)))
    }

    /// The time that was given, if it is over.
    pub fn over(self) -> Option<Duration> {
        self.0.filter(|(end, _)| Instant::now() >= *end).map(|(_, time)| time)
    }

    /// How much is left; `None` if there is no end.
    pub fn left(self) -> Option<Duration> {
        self.0.map(|(end, _)| end.saturating_duration_since(Instant::now()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_over_when_it_is_and_never_without_a_deadline() {
        let none = Duration::ZERO;
        assert_eq!(Deadline::after(none).over(), Some(none));
        assert_eq!(Deadline::after(none).left(), Some(none));
        assert_eq!(Deadline::after(Duration::from_secs(3600)).over(), None);
        assert!(Deadline::after(Duration::from_secs(3600)).left() > Some(Duration::from_secs(3000)));
        assert_eq!((Deadline::default().over(), Deadline::default().left()), (None, None));
        assert_eq!(Deadline::after(Duration::MAX), Deadline::default());
    }
}
