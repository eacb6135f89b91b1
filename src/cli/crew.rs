//! A crew: work on numbered things in several threads, the results taken in their order.
//!
//! Nobody runs far ahead of whoever takes the results: only so many things are under way or wait at a time, and only so
//! many bytes of them. With one thread nothing is spawned, and each thing is done when its result is asked for. This
//! module must not know what the work is.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, Scope};

/// How many things may be under way or wait to be taken, for each thread.
const AHEAD: usize = 4;
/// How heavy all of them may be together, unless there is only one.
const BUDGET: u64 = 64 << 20;
/// The stack of a thread in bytes: that of the main thread on most systems.
const STACK: usize = 8 << 20;

/// Things to be done: how many, how heavy each is in bytes, and how one is done.
pub(super) struct Work<'w, T> {
    pub count: usize,
    pub weigh: &'w (dyn Fn(usize) -> u64 + Sync),
    pub work: &'w (dyn Fn(usize) -> T + Sync),
}

/// The results, in the order of the things.
pub(super) enum Results<'r, T> {
    /// Each made when it is asked for.
    Here { work: &'r (dyn Fn(usize) -> T + Sync), next: usize, count: usize },
    /// Made by the threads of a crew.
    Crew { crew: &'r Crew, from: Receiver<(usize, T)>, early: BTreeMap<usize, T>, next: usize, count: usize },
}

/// What the threads share: who does what, and how much is under way.
pub(super) struct Crew {
    state: Mutex<State>,
    changed: Condvar,
    /// How many things may be under way or wait.
    window: usize,
}

#[derive(Default)]
struct State {
    /// The next thing to be begun.
    next: usize,
    /// The weights of what is under way or waits, by number.
    weights: BTreeMap<usize, u64>,
    /// Nobody takes results any more.
    over: bool,
}

/// Does the `work` in `threads` threads, while `take` takes the results one after the other. What is not begun when
/// `take` returns is not done any more.
pub(super) fn in_order<T: Send, R>(
    threads: NonZeroUsize,
    work: &Work<'_, T>,
    take: impl FnOnce(&mut Results<'_, T>) -> R,
) -> R {
    let threads = threads.get().min(work.count);
    if threads < 2 {
        return take(&mut Results::Here { work: work.work, next: 0, count: work.count });
    }
    let crew = Crew::new(threads);
    std::thread::scope(|scope| {
        let _over = Over(&crew);
        let (to, from) = channel();
        let hired = (0..threads).filter(|_| crew.hire(scope, work, to.clone())).count();
        drop(to);
        let (early, next, count) = (BTreeMap::new(), 0, work.count);
        if hired == 0 {
            // The system gives no thread: it is done without.
            return take(&mut Results::Here { work: work.work, next, count });
        }
        take(&mut Results::Crew { crew: &crew, from, early, next, count })
    })
}

/// Sends the crew home, however its work ends.
struct Over<'c>(&'c Crew);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.lock().over = true;
        self.0.changed.notify_all();
    }
}

impl Crew {
    fn new(threads: usize) -> Crew {
        let window = threads.saturating_mul(AHEAD);
        Crew { state: Mutex::default(), changed: Condvar::new(), window }
    }

    /// Spawns a thread that works until nothing is left; says whether there is one.
    fn hire<'s, T: Send + 's>(
        &'s self,
        scope: &'s Scope<'s, '_>,
        work: &'s Work<'s, T>,
        to: Sender<(usize, T)>,
    ) -> bool {
        let shift = move || {
            while let Some(number) = self.begin(work.count, work.weigh) {
                if to.send((number, (work.work)(number))).is_err() {
                    return;
                }
            }
        };
        Builder::new().stack_size(STACK).spawn_scoped(scope, shift).is_ok()
    }

    /// The next thing to be done, as soon as there is room for it; none when nothing is left.
    fn begin(&self, count: usize, weigh: &(dyn Fn(usize) -> u64 + Sync)) -> Option<usize> {
        let mut state = self.lock();
        while !state.over && state.next < count {
            let number = state.next;
            let weight = weigh(number);
            if state.has_room(weight, self.window) {
                state.next += 1;
                state.weights.insert(number, weight);
                return Some(number);
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        None
    }

    /// Makes room: the result of this thing is done with.
    fn end(&self, number: usize) {
        self.lock().weights.remove(&number);
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // The state is whole between any two statements that hold it.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn has_room(&self, weight: u64, window: usize) -> bool {
        let all = self.weights.values().fold(weight, |sum, one| sum.saturating_add(*one));
        self.weights.is_empty() || self.weights.len() < window && all <= BUDGET
    }
}

impl<T> Results<'_, T> {
    /// The next result. What the one before took is given back: whoever takes results keeps at most one of them.
    pub(super) fn next(&mut self) -> Option<T> {
        match self {
            Results::Here { work, next, count } => {
                let number = Some(*next).filter(|next| next < count)?;
                *next += 1;
                Some(work(number))
            }
            Results::Crew { crew, from, early, next, count } => {
                let number = Some(*next).filter(|next| next < count)?;
                *next += 1;
                if let Some(before) = number.checked_sub(1) {
                    crew.end(before);
                }
                while !early.contains_key(&number) {
                    let (done, result) = from.recv().ok()?;
                    early.insert(done, result);
                }
                early.remove(&number)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    fn threads(count: usize) -> NonZeroUsize {
        NonZeroUsize::new(count).unwrap()
    }

    fn all(results: &mut Results<'_, usize>) -> Vec<usize> {
        std::iter::from_fn(|| results.next()).collect()
    }

    #[test]
    fn results_come_in_order_whoever_is_first() {
        let slow_at_first = |number: usize| {
            std::thread::sleep(Duration::from_millis(if number.is_multiple_of(4) { 8 } else { 0 }));
            number * 10
        };
        let work = Work { count: 40, weigh: &|_| 1, work: &slow_at_first };
        let expected: Vec<usize> = (0..40).map(|number| number * 10).collect();
        for count in [1, 2, 3, 64] {
            assert_eq!(in_order(threads(count), &work, all), expected, "{count}");
        }
    }

    #[test]
    fn one_thread_works_on_the_spot_and_only_when_asked() {
        let here = std::thread::current().id();
        let done = AtomicUsize::new(0);
        let count = |_| {
            assert_eq!(std::thread::current().id(), here);
            done.fetch_add(1, Ordering::SeqCst)
        };
        let work = Work { count: 5, weigh: &|_| 1, work: &count };
        in_order(threads(1), &work, |results| {
            results.next();
            results.next();
        });
        assert_eq!(done.load(Ordering::SeqCst), 2);
    }

    /// How many things a crew of three begins before the first result is taken.
    fn begun(weight: u64) -> usize {
        let done = AtomicUsize::new(0);
        let count = |_| done.fetch_add(1, Ordering::SeqCst);
        let weigh = |_| weight;
        let work = Work { count: 1000, weigh: &weigh, work: &count };
        in_order(threads(3), &work, |results| {
            std::thread::sleep(Duration::from_millis(200));
            let before = done.load(Ordering::SeqCst);
            all(results);
            before
        })
    }

    #[test]
    fn nobody_runs_far_ahead_and_what_is_heavy_is_alone() {
        assert_eq!(begun(1), 12);
        assert_eq!(begun(BUDGET / 2), 2);
        assert_eq!(begun(BUDGET), 1);
        assert_eq!(begun(u64::MAX), 1);
    }

    #[test]
    fn what_is_not_begun_when_the_taker_leaves_is_not_done() {
        let done = AtomicUsize::new(0);
        let count = |_| done.fetch_add(1, Ordering::SeqCst);
        let work = Work { count: 100_000, weigh: &|_| 1, work: &count };
        in_order(threads(2), &work, |results| results.next().is_some());
        assert!(done.load(Ordering::SeqCst) <= 10, "{done:?}");
    }
}
