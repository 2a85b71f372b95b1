//! A small random number generator that is the same everywhere and for ever.

/// SplitMix64: fast, seeded, and of more than enough quality for test data. Not for secrets.
///
/// ```
/// use yaqut_testkit::Rng;
/// let mut rng = Rng::new(7);
/// assert_eq!(rng.clone().next_u64(), Rng::new(7).next_u64());
/// assert!(rng.below(6) < 6);
/// assert!(["حلب", "حمص"].contains(&rng.pick(&["حلب", "حمص"])));
/// ```
#[derive(Debug, Clone)]
pub struct Rng(u64);

impl Rng {
    /// A generator whose numbers depend on the seed alone.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Rng(seed)
    }

    /// The next number, any of 2^64.
    pub fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.0)
    }

    /// A number below `n`; 0 if `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next_u64()) * n as u128) >> 64) as usize
    }

    /// An element of the slice.
    ///
    /// # Panics
    ///
    /// If the slice is empty.
    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// An element of the slice, those in front more often: the first about `from.len().ln()` times as often as if all
    /// were equally likely.
    ///
    /// # Panics
    ///
    /// If the slice is empty.
    pub fn pick_front<T: Copy>(&mut self, from: &[T]) -> T {
        let (a, b) = (self.below(from.len()), self.below(from.len()));
        let bound = a.min(b) + 1;
        from[self.below(bound)]
    }

    /// `true` with probability `p`.
    pub fn chance(&mut self, p: f64) -> bool {
        ((self.next_u64() >> 11) as f64) < p * (1_u64 << 53) as f64
    }
}

/// A number whose bits depend on all the bits of `z`.
const fn mix(z: u64) -> u64 {
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_reference_implementation() {
        let mut rng = Rng::new(1_234_567);
        let expected = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
        assert_eq!([rng.next_u64(), rng.next_u64(), rng.next_u64()], expected);
    }

    #[test]
    fn numbers_below_n_are_even() {
        let mut rng = Rng::new(1);
        let mut counts = [0; 7];
        (0..70_000).for_each(|_| counts[rng.below(7)] += 1);
        assert!(counts.iter().all(|count| (9_500..10_500).contains(count)), "{counts:?}");
        assert_eq!(rng.below(0), 0);
    }

    #[test]
    fn chances_are_kept() {
        let mut rng = Rng::new(2);
        let hits = (0..100_000).filter(|_| rng.chance(0.03)).count();
        assert!((2_800..3_200).contains(&hits), "{hits}");
        assert!((0..100).all(|_| rng.chance(1.0)) && !(0..100).any(|_| rng.chance(0.0)));
    }

    #[test]
    fn the_front_is_picked_more_often() {
        let mut rng = Rng::new(3);
        let all: Vec<usize> = (0..100).collect();
        let in_front = (0..10_000).filter(|_| rng.pick_front(&all) < 10).count();
        assert!(in_front > 3_500, "{in_front}");
    }
}
