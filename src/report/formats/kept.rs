//! Kept: the first of many pieces of text, as many as can be shown at most; of the others, how many there are.
//!
//! So what a format has room for is also what memory has to hold. This module must not know what the pieces say.

/// The first pieces that came, and a count of those that no output has room for.
#[derive(Debug)]
pub(super) struct Kept<T> {
    /// Each with its length in characters.
    pieces: Vec<(usize, T)>,
    length: usize,
    most: usize,
    beyond: usize,
}

impl<T> Kept<T> {
    /// Nothing yet; it will be shown in at most `most` characters.
    pub(super) fn new(most: usize) -> Kept<T> {
        Kept { pieces: Vec::new(), length: 0, most, beyond: 0 }
    }

    /// One more piece and its length in characters. It is not even made where those before it fill the room.
    pub(super) fn push(&mut self, piece: impl FnOnce() -> (usize, T)) {
        if self.length > self.most {
            self.beyond += 1;
            return;
        }
        let (length, piece) = piece();
        self.length += length;
        self.pieces.push((length, piece));
    }

    /// Gives back the first pieces that fit into `room` characters, how many do not, and what room is left. What comes
    /// behind the first that does not fit is not shown either.
    pub(super) fn fitting(&mut self, mut room: usize) -> (Vec<T>, usize, usize) {
        let mut pieces = std::mem::take(&mut self.pieces);
        let fit = pieces
            .iter()
            .take_while(|(length, _)| room.checked_sub(*length).map(|left| room = left).is_some());
        let count = fit.count();
        let beyond = self.beyond + pieces.split_off(count).len();
        (pieces.into_iter().map(|(_, piece)| piece).collect(), beyond, room)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(lengths: &[usize], most: usize) -> Kept<usize> {
        let mut kept = Kept::new(most);
        lengths.iter().for_each(|length| kept.push(|| (*length, *length)));
        kept
    }

    #[test]
    fn nothing_is_shown_behind_what_does_not_fit_and_all_of_it_is_counted() {
        assert_eq!(kept(&[3, 4, 9, 1], 100).fitting(8), (vec![3, 4], 2, 1));
        assert_eq!(kept(&[3, 4], 100).fitting(7), (vec![3, 4], 0, 0));
        assert_eq!(kept(&[], 100).fitting(7), (vec![], 0, 7));
    }

    #[test]
    fn no_more_is_held_than_could_be_shown() {
        let mut many = kept(&[10; 1000], 45);
        assert_eq!(many.pieces.len(), 5, "the fifth is what does not fit any more");
        assert_eq!(many.fitting(45), (vec![10; 4], 996, 5));
    }
}
