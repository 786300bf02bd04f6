//! Whole points that come close to coefficients.
//!
//! Points p of a scale s stand for the coefficients s p. Near the solution b the loss grows by
//! `(s p - b)' H (s p - b) / 2`, where H is its curvature once the intercept has moved, too. Points are
//! rounded one after the other so that this growth is smallest, as the auxiliary loss of FasterRisk does
//! (Liu and others 2022), and then moved by one point as long as that helps.

use super::matrix::Symmetric;

/// The scales that are tried, in hundredths of the greatest.
const SCALES: [u32; 8] = [100, 98, 96, 94, 92, 90, 85, 80];
/// Rounds of moves after which the points count.
const MOST_ROUNDS: usize = 200;

/// What points may stand for a coefficient. Points that must not move have equal limits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct PointRange {
    /// What one point adds to the predictor at scale 1, above 0: the weight of the rule.
    pub(crate) unit: f64,
    pub(crate) low: i64,
    pub(crate) high: i64,
}

/// Points and their scale.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct WholePoints {
    /// By column; 0 for the intercept.
    pub(crate) points: Vec<i64>,
    /// The coefficient of one point with a unit of 1.
    pub(crate) scale: f64,
}

/// The whole points nearest to coefficients. `ranges` are by column; `None` gets no points, such as the
/// intercept. `least_scale` limits their size besides the ranges. All points are 0 if all coefficients are.
pub(crate) fn whole_points(
    coefficients: &[f64],
    curvature: &Symmetric,
    ranges: &[Option<PointRange>],
    least_scale: f64,
) -> WholePoints {
    let ruled = |at: &usize| ranges.get(*at).copied().flatten().is_some();
    let columns: Vec<usize> = (1..coefficients.len()).filter(ruled).collect();
    let mut best = WholePoints {
        points: vec![0; coefficients.len()],
        scale: 1.0,
    };
    let aim = Aim {
        wanted: pick(coefficients, &columns),
        curvature: without_intercept(curvature, &columns),
        ranges: columns
            .iter()
            .filter_map(|at| ranges.get(*at).copied().flatten())
            .collect(),
    };
    let Some(least) = aim.least_scale() else {
        return best;
    };
    let least = least.max(least_scale);
    let scales = SCALES.map(|share| least * 100.0 / f64::from(share));
    let given = aim.given_scales().filter(|scale| *scale > least);
    let mut smallest = f64::INFINITY;
    for scale in scales.into_iter().chain(given) {
        let (points, scale, growth) = aim.round(scale);
        if growth < smallest {
            smallest = growth;
            best.scale = scale;
            for (column, points) in columns.iter().zip(&points) {
                if let Some(own) = best.points.get_mut(*column) {
                    *own = *points;
                }
            }
        }
    }
    best
}

fn pick(values: &[f64], columns: &[usize]) -> Vec<f64> {
    let all = columns.iter().filter_map(|at| values.get(*at).copied());
    all.collect()
}

/// The curvature of columns once the intercept has moved to where the loss is smallest.
fn without_intercept(curvature: &Symmetric, columns: &[usize]) -> Symmetric {
    let mut part = curvature.part(columns);
    let intercept = curvature.at(0, 0);
    if intercept > 0.0 {
        for (row, one) in columns.iter().enumerate() {
            let factor = curvature.at(*one, 0) / intercept;
            let own = part.row_mut(row).iter_mut().zip(columns);
            own.for_each(|(value, other)| *value -= factor * curvature.at(*other, 0));
        }
    }
    part
}

/// The coefficients that points should come close to.
struct Aim {
    wanted: Vec<f64>,
    curvature: Symmetric,
    ranges: Vec<PointRange>,
}

impl Aim {
    /// The scale at which the greatest coefficient gets the most points.
    fn least_scale(&self) -> Option<f64> {
        let all = self.wanted.iter().zip(&self.ranges);
        let all = all.filter(|(_, range)| range.low < range.high);
        let scales = all.filter_map(|(wanted, range)| {
            let most = if *wanted > 0.0 {
                range.high
            } else {
                -range.low
            };
            (*wanted != 0.0 && most > 0).then(|| wanted.abs() / (most as f64 * range.unit))
        });
        scales.reduce(f64::max)
    }

    /// The scales that points that must not move ask for.
    fn given_scales(&self) -> impl Iterator<Item = f64> {
        let all = self.wanted.iter().zip(&self.ranges);
        let fixed = all.filter(|(_, range)| range.low == range.high && range.low > 0);
        fixed.map(|(wanted, range)| wanted / (range.low as f64 * range.unit))
    }

    /// Whole points for a scale, the best scale for them, and how much the loss grows.
    fn round(&self, scale: f64) -> (Vec<i64>, f64, f64) {
        let exact = |(wanted, range): (&f64, &PointRange)| wanted / (scale * range.unit);
        let exact: Vec<f64> = self.wanted.iter().zip(&self.ranges).map(exact).collect();
        let mut points: Vec<i64> = exact
            .iter()
            .zip(&self.ranges)
            .map(|(exact, range)| range.clip(exact.round()))
            .collect();
        for _ in 0..MOST_ROUNDS {
            if !self.improve(&mut points, scale) {
                break;
            }
        }
        let scale = self.best_scale(&points).unwrap_or(scale);
        let growth = self.growth(&points, scale);
        (points, scale, growth)
    }

    /// Moves each of the points by one where that makes the loss smaller; says whether any moved.
    fn improve(&self, points: &mut [i64], scale: f64) -> bool {
        let mut slopes = self.slopes(points, scale);
        let mut has_moved = false;
        for at in 0..points.len() {
            let (Some(range), Some(own), Some(slope)) =
                (self.ranges.get(at), points.get_mut(at), slopes.get(at))
            else {
                continue;
            };
            let by = scale * range.unit;
            let step: i64 = if *slope > 0.0 { -1 } else { 1 };
            let growth = by * by * self.curvature.at(at, at) / 2.0 - by * slope.abs();
            if growth >= -1e-12 || !(range.low..=range.high).contains(&(*own + step)) {
                continue;
            }
            *own += step;
            has_moved = true;
            let moved = by * step as f64;
            for (other, slope) in slopes.iter_mut().enumerate() {
                *slope += moved * self.curvature.at(other, at);
            }
        }
        has_moved
    }

    fn distance(&self, points: &[i64], scale: f64) -> Vec<f64> {
        let all = points.iter().zip(&self.ranges).zip(&self.wanted);
        let all = all.map(|((own, range), wanted)| *own as f64 * range.unit * scale - wanted);
        all.collect()
    }

    fn slopes(&self, points: &[i64], scale: f64) -> Vec<f64> {
        self.curvature.times(&self.distance(points, scale))
    }

    fn growth(&self, points: &[i64], scale: f64) -> f64 {
        let distance = self.distance(points, scale);
        let slopes = self.curvature.times(&distance);
        let all = distance.iter().zip(&slopes);
        all.map(|(one, two)| one * two).sum::<f64>() / 2.0
    }

    /// The scale at which given points come closest; `None` for none, and if it is not above 0.
    fn best_scale(&self, points: &[i64]) -> Option<f64> {
        let own = points.iter().zip(&self.ranges);
        let own: Vec<f64> = own
            .map(|(points, range)| *points as f64 * range.unit)
            .collect();
        let pulled = self.curvature.times(&own);
        let product = |other: &[f64]| -> f64 {
            let all = pulled.iter().zip(other);
            all.map(|(one, two)| one * two).sum()
        };
        let (to_wanted, to_own) = (product(&self.wanted), product(&own));
        (to_wanted > 0.0 && to_own > 0.0).then(|| to_wanted / to_own)
    }
}

impl PointRange {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::as_conversions,
        reason = "clipped to whole points"
    )]
    fn clip(self, points: f64) -> i64 {
        (points.max(self.low as f64).min(self.high as f64)) as i64
    }
}
