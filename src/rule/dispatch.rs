//! Tables of a choice's branches by what comes next, so that many branches cost no more to choose from than a few.
//!
//! This module must not know what the branches are.

use super::program::Chars;

/// For each bit of a character, the branches that may begin with it, in their order.
#[derive(Debug, Default)]
pub(crate) struct Dispatch {
    /// Where the branches of each bit begin in `branches`, and where the last end.
    bounds: Vec<u16>,
    branches: Vec<u16>,
}

impl Dispatch {
    /// A table of branches by what each may begin with; none where there are so many that their numbers do not fit.
    pub(super) fn new(firsts: &[Chars]) -> Option<Dispatch> {
        let mut bounds = vec![0_u16; Chars::BITS + 1];
        for bit in firsts.iter().flat_map(|first| first.bits()) {
            let count = bounds.get_mut(bit + 1)?;
            *count = count.checked_add(1)?;
        }
        let mut total = 0_u16;
        for bound in &mut bounds {
            total = total.checked_add(*bound)?;
            *bound = total;
        }
        let mut branches = vec![0; usize::from(total)];
        let mut next = bounds.clone();
        for (number, first) in firsts.iter().enumerate() {
            for bit in first.bits() {
                let place = next.get_mut(bit)?;
                *branches.get_mut(usize::from(*place))? = u16::try_from(number).ok()?;
                *place += 1;
            }
        }
        Some(Dispatch { bounds, branches })
    }

    /// The branches that may begin with a character, by their numbers.
    pub(crate) fn of(&self, c: char) -> &[u16] {
        let bit = Chars::bit(c);
        let (from, to) = (self.bounds.get(bit), self.bounds.get(bit + 1));
        let range = from.zip(to).map(|(from, to)| usize::from(*from)..usize::from(*to));
        range.and_then(|range| self.branches.get(range)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn branches_come_in_their_order_and_only_where_they_may_begin() {
        let of = |text: &str| text.chars().fold(Chars::default(), |all, c| all.or(Chars::of(c)));
        let firsts = [of("增上"), Chars::ALL, of("减"), of("增"), Chars::default()];
        let table = Dispatch::new(&firsts).unwrap();
        for c in ['增', '上', '减', '完', ANYTHING] {
            let open = (0u16..).zip(&firsts).filter(|(_, first)| first.may_hold(c));
            assert_eq!(table.of(c), open.map(|(number, _)| number).collect::<Vec<_>>(), "{c}");
        }
    }

    const ANYTHING: char = 'z';
}
