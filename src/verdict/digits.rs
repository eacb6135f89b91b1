//! The numbers that a slip of the fingers makes of a row of digits.
//!
//! This module works on whole numbers, as many places as were printed. It must not know what a claim is.

/// The numbers with two neighbouring digits of `number` swapped.
pub(super) fn swapped_neighbours(number: i128) -> Vec<i128> {
    let mut found = Vec::new();
    for (weight, digit) in weighted_digits(number) {
        let next = number / weight / 10 % 10;
        let swapped = number + (next - digit) * weight + (digit - next) * weight * 10;
        if next != digit && as_long(number, swapped) && number / weight >= 10 {
            found.push(swapped);
        }
    }
    found
}

/// The numbers with one digit of `number` changed.
pub(super) fn one_changed(number: i128) -> Vec<i128> {
    let mut found = Vec::new();
    for (weight, digit) in weighted_digits(number) {
        let changed = (0..10).filter(|other| *other != digit).map(|other| number + (other - digit) * weight);
        found.extend(changed.filter(|changed| as_long(number, *changed)));
    }
    found
}

/// How many digits a number has.
pub(super) fn length(number: i128) -> u32 {
    number.checked_ilog10().map_or(1, |log| log + 1)
}

/// A printed number does not start with a zero.
fn as_long(number: i128, changed: i128) -> bool {
    length(number) == length(changed)
}

/// Each digit with the power of ten it stands for, the last one first.
fn weighted_digits(number: i128) -> impl Iterator<Item = (i128, i128)> {
    (0..length(number).min(37)).map(move |place| {
        let weight = 10i128.pow(place);
        (weight, number / weight % 10)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_swap_and_keep_the_length() {
        assert_eq!(swapped_neighbours(1442), [1424, 4142]);
        assert_eq!(swapped_neighbours(10), [0; 0]);
        assert_eq!(swapped_neighbours(7), [0; 0]);
        assert_eq!(swapped_neighbours(0), [0; 0]);
    }

    #[test]
    fn one_digit_changes() {
        let changed = one_changed(12);
        assert_eq!(changed.len(), 9 + 8);
        assert!(changed.contains(&19) && changed.contains(&92) && !changed.contains(&2));
        assert_eq!(one_changed(0).len(), 9);
    }
}
