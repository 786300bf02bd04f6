//! Factors against arithmetic of another kind: whole numbers of any length,
//! and powers of one half put together from square roots.
#![expect(
    clippy::cast_possible_truncation,
    reason = "sizes known by construction"
)]

use proptest::prelude::*;

use super::*;

/// A whole number of any length, least limb first.
#[derive(Clone)]
struct Big(Vec<u32>);

impl Big {
    fn times(&self, other: &Big) -> Big {
        let mut out = vec![0u32; self.0.len() + other.0.len()];
        for (i, a) in self.0.iter().enumerate() {
            let mut carry = 0u64;
            for (j, b) in other.0.iter().enumerate() {
                let sum = u64::from(*a) * u64::from(*b) + u64::from(out[i + j]) + carry;
                out[i + j] = sum as u32;
                carry = sum >> 32;
            }
            out[i + other.0.len()] = carry as u32;
        }
        while out.last() == Some(&0) {
            out.pop();
        }
        Big(out)
    }

    fn power(&self, mut n: u32) -> Big {
        let (mut square, mut out) = (self.clone(), Big(vec![1]));
        while n > 0 {
            if n % 2 == 1 {
                out = out.times(&square);
            }
            square = square.times(&square);
            n /= 2;
        }
        out
    }

    /// Orders against 2^n.
    fn cmp_power_of_two(&self, n: u32) -> std::cmp::Ordering {
        let top = *self.0.last().unwrap();
        let bits = self.0.len() as u32 * 32 - top.leading_zeros();
        let pure = top.is_power_of_two() && self.0[..self.0.len() - 1].iter().all(|l| *l == 0);
        bits.cmp(&(n + 1)).then(if pure {
            std::cmp::Ordering::Equal
        } else {
            std::cmp::Ordering::Greater
        })
    }
}

/// Whether `factor` is the nearest to `2^32 * 2^(-d/h)`, ties up: that is
/// `(2F - 1)^h <= 2^(33h - d) < (2F + 1)^h`.
fn is_nearest(factor: u64, h: u32, d: u32) -> bool {
    let big = |n: u64| Big(vec![n as u32, (n >> 32) as u32]);
    if d > 33 * h {
        return factor == 0;
    }
    let power = 33 * h - d;
    let below = factor == 0 || big(2 * factor - 1).power(h).cmp_power_of_two(power).is_le();
    below && big(2 * factor + 1).power(h).cmp_power_of_two(power).is_gt()
}

#[test]
fn the_yardstick_measures() {
    assert!(is_nearest(FACTOR_ONE, 5, 0));
    assert!(!is_nearest(FACTOR_ONE - 1, 5, 0));
    assert!(is_nearest(1 << 31, 5, 5));
    assert!(!is_nearest((1 << 31) + 1, 5, 5));
    assert!(is_nearest(1, 5, 165) && !is_nearest(0, 5, 165));
    assert!(is_nearest(0, 5, 166) && !is_nearest(1, 5, 166));
}

#[test]
fn half_lives_are_the_nearest_by_long_arithmetic() {
    for h in [1, 2, 3, 7, 14, 29, 30, 31, 60, 90, 127, 180] {
        let decay = Factors::half_life(h);
        let stride = (h as usize / 3).max(1);
        for d in (0..=34 * h).step_by(stride).chain(33 * h - 1..=33 * h + 1) {
            assert!(is_nearest(decay.factor(d), h, d), "{h} {d}");
        }
    }
    for (h, days) in [
        (365, [1, 100, 364, 4_000]),
        (817, [1, 1_354, 1_355, 26_000]),
        (1_000, [999, 1_001, 20_000, 33_000]),
    ] {
        let decay = Factors::half_life(h);
        for d in days {
            assert!(is_nearest(decay.factor(d), h, d), "{h} {d}");
        }
    }
}

/// Where doubles go wrong first: `(2 * 1360503260 - 1)^817 <= 2^(33 * 817 -
/// 1355) < (2 * 1360503260 + 1)^817`, worked out in Python.
#[test]
fn where_doubles_go_wrong() {
    assert_eq!(Factors::half_life(817).factor(1_355), 1_360_503_260);
}

/// The integer square root by bits.
fn root(n: u128) -> u128 {
    let mut low = 0u128;
    for bit in (0..64).rev() {
        let next = low | 1 << bit;
        if next * next <= n {
            low = next;
        }
    }
    low
}

/// `2^32 * 2^(-r/h)`, 0 < r < h, in 2^-30 of a unit and a little below the true
/// value: r/h is written in binary and the roots `2^(-1/2^k)` of its ones are
/// multiplied, each in 2^-62.
fn by_roots(r: u32, h: u32, roots: &[u128]) -> u128 {
    let (mut rest, mut out) = (u128::from(r), 1u128 << 62);
    for factor in roots {
        rest *= 2;
        if rest >= u128::from(h) {
            rest -= u128::from(h);
            out = (out * factor) >> 62;
        }
    }
    out
}

#[test]
fn every_half_life_by_square_roots() {
    // 2^(-1/2), 2^(-1/4), .. in 2^-62; 124 bits under each root.
    let mut roots = vec![root(1 << 123)];
    for k in 1..60 {
        roots.push(root(roots[k - 1] << 62));
    }
    for h in 1..=MAX_DAYS {
        let decay = Factors::half_life(h);
        for d in (0..=34 * h).step_by((h as usize * 34 / 61).max(1)) {
            let (q, r) = (d / h, d % h);
            let factor = u128::from(decay.factor(d));
            if r == 0 {
                let exact = if q <= 32 {
                    1 << (32 - q)
                } else {
                    u128::from(q == 33)
                };
                assert_eq!(factor, exact, "{h} {d}");
                continue;
            }
            // In 2^-62: 2F +- 1 against twice the value times 2^(32 - q). The
            // roots leave some 2^-55 of doubt, and nothing is nearer to a tie.
            let value = by_roots(r, h, &roots);
            let (low, high) = (value - 64, value + 64);
            let shift = 33 - q.min(33);
            let down = q.saturating_sub(33);
            if factor > 0 {
                assert!((2 * factor - 1) << 62 <= (high << shift) >> down, "{h} {d}");
            }
            assert!((2 * factor + 1) << 62 > (low << shift) >> down, "{h} {d}");
        }
    }
}

#[test]
fn the_last_tie_goes_up() {
    for h in [1, 2, 30, 1_000, MAX_DAYS] {
        let decay = Factors::half_life(h);
        assert_eq!(decay.factor(32 * h), 1, "{h}");
        assert_eq!(decay.factor(33 * h), 1, "{h}");
        assert_eq!(decay.factor(33 * h + 1), 0, "{h}");
        assert_eq!(decay.factor(34 * h), 0, "{h}");
        assert_eq!(decay.factor(u32::MAX), 0, "{h}");
    }
}

#[test]
fn linear_by_hand() {
    // 2^32 * 2/3 = 2863311530.67, 2^32 / 3 = 1431655765.33.
    let decay = Factors::linear(3);
    let factors: Vec<u64> = (0..5).map(|d| decay.factor(d)).collect();
    assert_eq!(factors, [FACTOR_ONE, 2_863_311_531, 1_431_655_765, 0, 0]);
    assert_eq!(Factors::linear(1).factor(1), 0);
    assert_eq!(Factors::linear(MAX_DAYS).factor(u32::MAX), 0);
}

#[test]
fn windows() {
    let decay = Factors::window(7);
    assert_eq!((decay.factor(6), decay.factor(7)), (FACTOR_ONE, 0));
    assert_eq!(decay.window_days(), Some(7));
    assert_eq!(Factors::linear(7).window_days(), None);
    assert_eq!(Factors::none().factor(u32::MAX), FACTOR_ONE);
}

#[test]
fn steps_by_hand() {
    // 2^32 * 0.7 = 3006477107.2, of that 0.7 = 2104533974.9.
    let decay = Factors::step(30, Milli(700));
    for (d, factor) in [
        (0, FACTOR_ONE),
        (29, FACTOR_ONE),
        (30, 3_006_477_107),
        (59, 3_006_477_107),
        (60, 2_104_533_974),
    ] {
        assert_eq!(decay.factor(d), factor, "{d}");
    }
    assert_eq!(decay.factor(u32::MAX), 0);
    // 0.999 takes one unit at a time in the end, and ends.
    let slow = Factors::step(1, Milli(999));
    assert!(slow.factor(10_000) > 0);
    assert_eq!(slow.factor(20_000), 0);
    assert_eq!(Factors::step(1, Milli::ONE).factor(u32::MAX), 0);
}

#[test]
fn tables_by_hand() {
    // 2^32 * 0.2 = 858993459.2, 2^32 * 0.000001 = 4294.97.
    let decay = Factors::table(&[(0, 1_000_000), (30, 500_000), (90, 200_000), (365, 1)]);
    for (d, factor) in [
        (0, FACTOR_ONE),
        (29, FACTOR_ONE),
        (30, 1 << 31),
        (89, 1 << 31),
        (90, 858_993_459),
        (364, 858_993_459),
        (365, 4_295),
        (u32::MAX, 4_295),
    ] {
        assert_eq!(decay.factor(d), factor, "{d}");
    }
    assert_eq!(Factors::table(&[]).factor(5), FACTOR_ONE);
    assert_eq!(
        Factors::table(&[(0, 1_000_000), (u32::MAX, 0)]).factor(MAX_DAYS),
        FACTOR_ONE
    );
}

#[test]
fn numbers_of_days_have_bounds() {
    assert_eq!(Factors::half_life(0), Factors::half_life(1));
    assert_eq!(Factors::half_life(u32::MAX), Factors::half_life(MAX_DAYS));
    assert_eq!(Factors::window(0).window_days(), Some(1));
}

proptest! {
    #[test]
    fn nothing_grows_with_age(n in 1u32..=MAX_DAYS, keep in 1i64..1000, d in 0u32..110_000) {
        for decay in [Factors::half_life(n), Factors::linear(n), Factors::window(n), Factors::step(n, Milli(keep))] {
            prop_assert!(decay.factor(d) >= decay.factor(d + 1));
            prop_assert_eq!(decay.factor(0), FACTOR_ONE);
        }
    }

    #[test]
    fn linear_is_the_nearest(n in 1u32..=MAX_DAYS, d in 0u32..4_000) {
        // Twice the distance to the true value, times n: at most n, below it on top.
        let twice = 2 * i128::from(FACTOR_ONE) * i128::from(n.saturating_sub(d));
        let off = 2 * i128::from(Factors::linear(n).factor(d)) * i128::from(n) - twice;
        prop_assert!(-i128::from(n) < off && off <= i128::from(n));
    }

    #[test]
    fn steps_one_by_one(n in 1u32..400, keep in 1i64..1000, d in 0u32..4_000) {
        let mut factor = i128::from(FACTOR_ONE);
        for _ in 0..d / n {
            factor = factor * i128::from(keep) / 1000;
        }
        prop_assert_eq!(i128::from(Factors::step(n, Milli(keep)).factor(d)), factor);
    }
}

#[test]
fn only_tables_may_rise() {
    let mut all: Vec<Factors> = (1..=MAX_DAYS).step_by(97).map(Factors::half_life).collect();
    all.extend([1, 2, 3, 30, 3_650].map(Factors::half_life));
    all.extend([1, 7, 365, 3_650].map(Factors::linear));
    all.extend([1, 30].map(Factors::window));
    all.extend([1, 500, 999].map(|keep| Factors::step(7, Milli(keep))));
    all.push(Factors::none());
    all.push(Factors::table(&[
        (0, 1_000_000),
        (7, 500_000),
        (9, 500_000),
    ]));
    for decay in all {
        assert!(decay.never_rises());
        // Beyond 34 half-lives nothing is left.
        let factors: Vec<u64> = (0..125_000).map(|age| decay.factor(age)).collect();
        assert!(
            factors.is_sorted_by(|earlier, later| earlier >= later),
            "{decay:?}"
        );
    }
    assert!(!Factors::table(&[(0, 1_000_000), (7, 0), (9, 1)]).never_rises());
}
