//! What a study of buying cycles finds.

use crate::calibrate::stats::auc::Auc;
use crate::calibrate::stats::auc_difference::AucDifference;
use crate::calibrate::stats::gaps::GapFigures;
use crate::model::Model;

/// What a study of buying cycles finds.
#[derive(Debug, serde::Serialize)]
#[non_exhaustive]
pub struct CycleStudy {
    /// The gaps between purchase days up to the last instant.
    pub gaps: GapFigures,
    /// The rows by which settings are judged.
    pub judged_on: JudgedOn,
    /// Number of rows by which settings are judged.
    pub rows: u64,
    /// Number of those with another purchase.
    pub conversions: u64,
    /// How well the days since the latest purchase tell who buys again, fewer days first.
    pub recency: Auc,
    /// How well purchases divided by days since the first tell it.
    pub rate: Auc,
    /// The best settings of a buying cycle.
    pub cycle: CycleFigures,
    /// The AUC of the points of the cycle less the better one of recency and rate.
    pub gain: AucDifference,
    /// Whether the gain is above its standard error. If not, there is no cycle: how long ago and how
    /// often leads bought tells as much.
    pub has_cycle: bool,
    /// The best half-life of points for purchases, which is the readiness to use without a cycle.
    pub fading: FadingFigures,
    /// The proposed sections as TOML: `buying_cycle` if there is a cycle, else points for purchases and
    /// `readiness`.
    pub toml: String,
    /// The given model with `buying_cycle`; `None` if there is no cycle.
    #[serde(skip)]
    pub model: Option<Model>,
    /// A model of nothing but purchases with the sections of `toml`. Its points of readiness rank leads.
    #[serde(skip)]
    pub readiness_model: Model,
    /// The version of the library; another version may propose something else.
    pub library: &'static str,
}

/// The rows by which settings are judged; the others are for choosing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum JudgedOn {
    /// Those of the last instant.
    LastInstant,
    /// Those of two fifths of the leads, by a hash of their ids.
    Leads,
}

/// Settings of a buying cycle with their figures.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct CycleFigures {
    /// The section `buying_cycle`.
    pub section: serde_json::Value,
    /// The AUC of `cycle.points` of the rows by which settings were chosen.
    pub chosen: Auc,
    /// The same of the rows by which they are judged.
    pub judged: Auc,
}

/// Points for purchases that fade, with their figures.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct FadingFigures {
    /// The half-life, in days.
    pub half_life_days: u32,
    /// The AUC of the points of the rows by which the half-life was chosen.
    pub chosen: Auc,
    /// The same of the rows by which it is judged.
    pub judged: Auc,
}
