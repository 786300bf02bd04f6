//! Sums of doubles that do not depend on their order.

/// A sum of doubles between -1 and 1, in units of 2^-110: the same for every order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ExactSum(i128);

/// 2^110. A sum of 2^16 ones still fits.
const UNIT: f64 = (1_u128 << 110) as f64;

impl ExactSum {
    /// Adds a number between -1 and 1; digits below 2^-110 are cut.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "saturates, far beyond sums of shares"
    )]
    pub(crate) fn add(&mut self, number: f64) {
        self.0 = self.0.saturating_add((number * UNIT) as i128);
    }

    pub(crate) fn value(self) -> f64 {
        self.0 as f64 / UNIT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_does_not_matter() {
        let numbers = [0.1, 1e-17, -0.3, 0.7, 1e-9, -1e-20];
        let sum = |numbers: &mut dyn Iterator<Item = &f64>| {
            let mut sum = ExactSum::default();
            numbers.for_each(|number| sum.add(*number));
            sum
        };
        let found = sum(&mut numbers.iter());
        assert_eq!(found, sum(&mut numbers.iter().rev()));
        assert!((found.value() - 0.500_000_001).abs() < 1e-15);
    }
}
