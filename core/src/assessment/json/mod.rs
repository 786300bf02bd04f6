//! The assessment as it is written: names looked up, every key present.

mod lists;
mod sections;

pub use lists::{AssessedInterest, AssessedStep, AssessedSwitch, SwitchValue};
pub(crate) use lists::{interests, segments, steps, switches};

use super::Assessment;
use crate::exact::{Milli, rfc3339};
use crate::text::in_order;

use sections::{
    ActivityView, CompletenessView, CycleView, EngagementView, FitView, PurchasesView,
    ReadinessView, StageView,
};

/// What a model says of a lead at an instant. Every key is always there.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Assessment"))]
pub(super) struct View<'a> {
    /// The lead's id; null where the profile has none.
    lead: Option<&'a str>,
    /// The instant, in UTC.
    as_of: String,
    /// Which model.
    model: ModelView<'a>,
    /// The exclusion that holds; then all that follows is null.
    excluded: Option<&'a str>,
    /// The first persona that holds.
    persona: Option<&'a str>,
    /// Who they are.
    fit: Option<FitView<'a>>,
    /// What they do.
    engagement: Option<EngagementView<'a>>,
    /// Grade and rank together, such as `B3`.
    cell: Option<String>,
    /// The exact sum of the points of fit and engagement; null unless the model has both.
    total: Option<Milli>,
    /// When they will buy again.
    cycle: Option<CycleView<'a>>,
    /// Whether they are ready to buy now.
    readiness: Option<ReadinessView>,
    /// How complete the profile is.
    completeness: Option<CompletenessView<'a>>,
    /// What they are interested in, most points first.
    interests: Option<Vec<AssessedInterest<'a>>>,
    /// Where they stand.
    stage: Option<StageView<'a>>,
    /// The segments that hold.
    segments: Option<Vec<&'a str>>,
    /// What marketing and sales call them.
    qualification: Option<&'a str>,
    /// In which order to call them, 0 to 100.
    priority: Option<Milli>,
    /// What to do next, the most urgent first.
    next_steps: Option<Vec<AssessedStep<'a>>>,
    /// What they bought.
    purchases: Option<PurchasesView>,
    /// When they were last active.
    activity: Option<ActivityView>,
    /// States turned on and off by events.
    switches: Option<Vec<AssessedSwitch<'a>>>,
}

/// A model by its name and fingerprint.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "AssessedModel"))]
struct ModelView<'a> {
    /// The model's name.
    name: &'a str,
    /// 16 hex digits that differ between models which score differently.
    fingerprint: Option<&'a str>,
}

in_order! {
    View<'_> {
        activity, as_of, cell, completeness, cycle, engagement, excluded, fit, interests, lead,
        model, next_steps, persona, priority, purchases, qualification, readiness, segments,
        stage, switches, total
    }
    ModelView<'_> { fingerprint, name }
}

impl<'a> View<'a> {
    pub(super) fn new(found: &'a Assessment) -> Self {
        let (document, row) = (found.document(), &found.row);
        Self {
            lead: found.lead(),
            as_of: rfc3339(found.as_of.micros()),
            model: ModelView {
                name: &document.name,
                fingerprint: found.plan.fingerprint.as_deref(),
            },
            excluded: found.excluded(),
            persona: found.persona(),
            fit: FitView::new(found),
            engagement: EngagementView::new(found),
            cell: found.cell(),
            total: found.total(),
            cycle: CycleView::new(row, document),
            readiness: ReadinessView::new(row),
            completeness: CompletenessView::new(row, document),
            interests: found.interests(),
            stage: StageView::new(row, document),
            segments: found.segments(),
            qualification: found.qualification(),
            priority: found.priority(),
            next_steps: found.next_steps(),
            purchases: row.purchases.map(PurchasesView::new),
            activity: ActivityView::new(row),
            switches: found.switches(),
        }
    }
}

/// The schema of an assessment is the one of what is written.
#[cfg(feature = "schema")]
impl schemars::JsonSchema for Assessment {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        View::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        View::json_schema(generator)
    }
}
