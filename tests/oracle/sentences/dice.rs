//! Choices: from a seed, the same on every run, or from bytes that a fuzzer made up.

/// SplitMix64, and before it the bytes that were given.
pub(crate) struct Dice {
    state: u64,
    bytes: std::vec::IntoIter<u8>,
}

impl Dice {
    pub(crate) fn new(seed: u64) -> Dice {
        Dice { state: seed, bytes: Vec::new().into_iter() }
    }

    #[allow(dead_code, reason = "the fuzz target tells them")]
    /// Choices told by bytes, three at a time; when they have been used up, what follows from them.
    pub(crate) fn told(bytes: &[u8]) -> Dice {
        let state = bytes.iter().fold(0, |state: u64, byte| state.rotate_left(8) ^ u64::from(*byte));
        Dice { state, bytes: Vec::from(bytes).into_iter() }
    }

    /// Whether bytes are left.
    pub(crate) fn has_bytes(&self) -> bool {
        self.bytes.len() >= 3
    }

    pub(crate) fn next(&mut self) -> u64 {
        if self.has_bytes() {
            return self.bytes.by_ref().take(3).fold(0, |sum, byte| sum << 8 | u64::from(byte));
        }
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i128, high: i128) -> i128 {
        low + i128::from(self.next()) % (high - low + 1)
    }

    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }

    pub(crate) fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[(self.next() % choices.len() as u64) as usize]
    }
}
