//! What minimum points mean.

use super::request::{ThresholdOf, Wish};
use crate::calibrate::stats::interval::Interval;
use crate::exact::{Instant, Milli};
use crate::model::Model;

/// Minimum points for wishes.
#[derive(Debug, serde::Serialize)]
#[non_exhaustive]
pub struct Thresholds {
    /// The points whose minima were found.
    pub of: ThresholdOf,
    /// The given model with the new minima.
    #[serde(skip)]
    pub model: Model,
    /// The same as TOML.
    pub text: String,
    /// Number of instants whose rows chose the minima; the later ones only show what they mean. All
    /// instants, if the last days of the earlier ones reach into the later ones or there is only one.
    pub chosen_on: u32,
    /// The bands that have a minimum, best first.
    pub bands: Vec<ThresholdBand>,
}

/// A band and its minimum.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct ThresholdBand {
    /// The grade or rank, or `ready`.
    pub band: String,
    /// The minimum points in the given model.
    pub given: Milli,
    /// The minimum points in the new model; whole if they are new.
    pub points: Milli,
    /// The wish. Without one the given minimum stays, unless it meets that of another band.
    pub wish: Option<Wish>,
    /// Whether the wish is fulfilled by the rows that chose. If not, the minimum is the nearest that can
    /// be.
    pub is_met: bool,
    /// Whether the minimum is greater than its wish asks for, because a worse band has the same.
    pub is_raised: bool,
    /// What the minimum means at each instant, earliest first.
    pub instants: Vec<ThresholdFigures>,
}

/// The leads that reach a minimum at one instant, those of better bands included.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct ThresholdFigures {
    /// The instant.
    pub at: Instant,
    /// Whether its rows chose the minimum.
    pub chose: bool,
    /// Whether the last day of its rows has ended. If not, nothing is known about conversions.
    pub is_mature: bool,
    /// Number of leads.
    pub leads: u64,
    /// Number of those that did not reach it at the instant before; all at the first.
    pub new_leads: u64,
    /// The share of all leads at the instant, 0 to 1; `None` without any.
    pub share: Option<f64>,
    /// Number of leads that convert.
    pub conversions: u64,
    /// The share of leads that convert, 0 to 1; `None` without leads and before the rows are mature.
    pub rate: Option<f64>,
    /// Wilson's interval of the rate.
    pub interval: Option<Interval>,
}
