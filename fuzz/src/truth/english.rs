//! What English reports say of indicators. Every sentence is true.

use super::form::Words;

pub const WORDS: Words = Words { up: "up ", down: "down " };

/// Of one indicator.
pub const ONE: &[&str] = &[
    "{n} was {a}, {c} of the target of {t}.",
    "{n} came to {a} against a target of {t} ({c}).",
    "{n} rose from {l} to {a}, an increase of {u}.",
    "{n} fell from {l} to {a}, a decrease of {d}.",
    "{n} was {a}, {g} from {l} a year earlier.",
    "{n} reached {a}, exceeding the target of {t} by {x}.",
    "{n} reached {a}, falling short of the target of {t} by {s}.",
    "{n} increased by {i} to {a}, or {u}.",
    "{n} decreased by {e} to {a}, or {d}.",
    "{n} grew {u} year on year to {a}, compared with {l} in {~y}.",
    "{n} was {a} ({~y}: {l}), {g}.",
    "Of a target of {t}, {a} ({c}) was delivered by month {~m}.",
    "{n} was {a}, {~k}th among all regions, {g} on the year.",
    "{n} was {a}, including {half} in the first half, {g} from {l}.",
    "{n} rose {~p} in the first half; over the year it rose {u} to {a} from {l}.",
    "{n} grew from {l} in {~y} to {a} in {~z}, an average of {~p} a year.",
    "{n} was {a}, compared with a target of {t} and {l} the year before, {c} of target.",
    "{n} rose by {u}, from {l} to {a}, and reached {c} of the target of {t}.",
    "Against a target of {t}, {n} came to {a}, or {c}.",
    "The target was {t}. {n} came to {a} ({c}).",
    "{n} rose from {l} to {a} ({u}).",
    "{n} rose to {a} from {l}, an increase of {i} or {u}.",
    "{n} fell by {e} from {l} to {a}.",
    "{n} was {a}, {o} above the target of {t}.",
    "{n} was {a}, {k} below the target of {t} ({c}).",
    "{n} was {a}, {x} above target.",
    "{n} was {a}, {x} above the target of {t} and {g} on last year's {l}.",
    "{n} was {a}, {s} below the target of {t}, and {g} on last year.",
    "{n} achieved {c} of its target ({a} against {t}).",
    "{n} was {half} in the first half and {rest} in the second, {a} in all.",
    "{n} was {half} in the first half and {rest} in the second, {c} of the target of {t} over the year.",
    "The pass rate rose from {rl} to {r}, an increase of {rup} percentage points.",
    "The pass rate was {r}, up {rup} percentage points from {rl}.",
    "The pass rate fell to {r} from {rl}, down {rdown} percentage points, and {~pp} points below the average.",
    "{n} was {a}, {c} of target; last year it was {l}, {~p} of target.",
    "{n} increased from {l} in {~y} to {a} in {~z}, up {u}, while the national figure rose {~p}.",
    "{n}: target {t}, actual {a}, {c}.",
    "{n}: {a} (target {t}), up {u} from {l}.",
    "In month {~m} {n} was {half}; for the year it was {a}, up {u} from {l}.",
    "{n} exceeded its target of {t} by {o}, reaching {a} ({c}).",
    "{n} missed its target of {t} by {k}, reaching {a} ({c}).",
    "After a fall of {~p} the year before, {n} grew by {u} to {a} from {l}.",
    "{n} of {a} was {c} of the budget of {t} and {c2} of the revised budget of {t2}.",
    "Of the {a} recorded as {n}, {half} ({hr}) was new.",
    "{n} was {a}, {c} of the {t} target.",
    "{n} came to {a} of our {t} budget ({c}).",
    "{n} was {a}, up {i} ({u}) on the year before.",
    "{n} was {a}, down {e} ({d}) from {l}.",
    "{n} was {a}, {k} short of its target of {t} ({c}).",
    "{n} was {a}, {o} above its target of {t} ({c} of target), and {g} on the year.",
    "{n} rose by {i} to {a}, a {u} rise.",
    "{n} fell by {e} to {a} ({d}).",
    "{n} was {a}, {x} more than the planned {t}.",
    "{n} was {a}, {s} less than the planned {t} and {g} from {l}.",
    "{n} was {a}, {c} of the {t} target and {c2} of the revised target of {t2}.",
    "{n} was {half} at mid-year, {hc} of the {t} target, and {a} at year-end.",
    "Of our {t} budget, {n} took {a} ({c}), up {i} on {~y}.",
    "The pass rate was {r}, up {rup} percentage points from {rl} in the previous year.",
    "The pass rate was {r}, up {~pp} percentage points from target and {rup} from {rl} the year before.",
    "{n} was {a} compared with {l} last year, {g}.",
    "{n} was {a}, against {l} in {~y}, an increase of {u}.",
    "{n} came to {a}, compared with {l} a year earlier, a {d} fall.",
    "{n} was {a}, compared with {l} a year earlier and a target of {t}, {g}.",
    "{n} was {a}, of which {half} came early, compared with {l} last year, {g}.",
];

/// Of two.
pub const PAIR: &[&str] = &[
    "{0n} rose by {0u} to {0a} and {1n} by {1u} to {1a}.",
    "{0n} and {1n} were {0a} and {1a}, {0c} and {1c} of target respectively.",
    "{0n} rose from {0l} to {0a}, while {1n} rose from {1l} to {1a}, increases of {0u} and {1u}.",
    "{0n} was {0a} against a target of {0t}; {1n} was {1a} ({1c} of target).",
    "{0n} was {0a}, up {0u}, and {1n} was {1a}, down {1d}.",
    "{0n} and {1n} rose by {0u} and {1u}, to {0a} and {1a}.",
    "{0n} was {0a} and {1n} {1a}, {0c} and {1c} of their targets of {0t} and {1t}.",
    "{0n} rose from {0l} to {0a} and {1n} fell from {1l} to {1a}, a decrease of {1d}.",
    "With {1n} at {1a}, {0n} rose from {0l} to {0a}, up {0u}.",
    "{0n} missed its target of {0t}, at {0a}; {1n} reached {1a}, {1c} of its target.",
    "While {1n} fell {1d} to {1a}, {0n} rose {0u} to {0a} from {0l}.",
];

/// Of a whole and its three parts.
pub const GROUP: &[&str] = &[
    "{0n} was {0a}, of which {1n} {1a} ({1w}) and {2n} {2a} ({2w}).",
    "{0n} totalled {0a}: {1n} {1a}, {2n} {2a} and {3n} {3a}.",
    "{1n} contributed {1a}, or {1w} of the total of {0a}.",
    "{0n} was {0a}, {0c} of the target of {0t}, including {1n} with {1a}, {1c} of its target of {1t}.",
    "{0n} rose from {0l} to {0a}, of which {1n} rose from {1l} to {1a}, an increase of {1u}.",
    "{0n} was {0a}: {1w} in {1n}, {2w} in {2n} and {3w} in {3n}.",
    "{1n} accounted for {1a} of the {0a} ({1w}), {2n} for {2a} ({2w}).",
    "Of the {0a}, {1a} ({1w}) came from {1n}, {2a} ({2w}) from {2n} and {3a} ({3w}) from {3n}.",
    "Of {0a}, {1n} took {1a} ({1w}), {1c} of its target, and {2n} {2a} ({2c} of target).",
    "Of the {0a} in all, {1n} had {1a}, up {1i} ({1u}), and {2n} {2a} ({2w}).",
    "{0n} of {0a} comprised {1a} in {1n}, {2a} in {2n} and {3a} in {3n}.",
    "{1n} reported {1a}, {2n} {2a} and {3n} {3a}, a total of {0a}, {0c} of the target of {0t}.",
    "{0n} rose from {0l} to {0a}, up {0u}, with {1n} rising {1u} to {1a}.",
    "{0n} was {0a}, up {0u} from {0l}. Of this, {1n} was {1a} ({1w}), up {1u} from {1l}.",
];

/// What opens a sentence.
pub const OPENINGS: &[&str] = &["", "", "", "In total, ", "Overall, ", "- ", "1. "];

/// What comes between sentences.
pub const BETWEEN: &[&str] =
    &["# Results", "The board met on 5 March; 12 members attended.", "Figures are provisional."];

/// Names of parts.
pub const PARTS: [[&str; 3]; 2] = [["North", "South", "West"], ["Housing", "Roads", "Schools"]];
