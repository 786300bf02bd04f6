//! The JSON form of an assessment: with names, and every key present.

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

/// The assessment of a lead at an instant. Every key is always present.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Assessment"))]
pub(super) struct View<'a> {
    /// The id of the lead; null if the profile has none.
    lead: Option<&'a str>,
    /// The instant, in UTC.
    as_of: String,
    /// The model.
    model: ModelView<'a>,
    /// The exclusion that applies; then all following keys are null.
    excluded: Option<&'a str>,
    /// The first persona that applies.
    persona: Option<&'a str>,
    /// Who the lead is.
    fit: Option<FitView<'a>>,
    /// What the lead does.
    engagement: Option<EngagementView<'a>>,
    /// Grade and rank together, such as `B3`.
    cell: Option<String>,
    /// The exact sum of the points of fit and engagement; null unless the model has both.
    total: Option<Milli>,
    /// When the lead will buy again.
    cycle: Option<CycleView<'a>>,
    /// Whether the lead is ready to buy now.
    readiness: Option<ReadinessView>,
    /// How complete the profile is.
    completeness: Option<CompletenessView<'a>>,
    /// The interests of the lead, most points first.
    interests: Option<Vec<AssessedInterest<'a>>>,
    /// The lifecycle stage.
    stage: Option<StageView<'a>>,
    /// The segments of the lead.
    segments: Option<Vec<&'a str>>,
    /// The qualification, such as MQL.
    qualification: Option<&'a str>,
    /// The priority of contacting the lead, 0 to 100.
    priority: Option<Milli>,
    /// The next steps, greatest priority first.
    next_steps: Option<Vec<AssessedStep<'a>>>,
    /// The purchases of the lead.
    purchases: Option<PurchasesView>,
    /// When the lead was last active.
    activity: Option<ActivityView>,
    /// States that events turn on and off.
    switches: Option<Vec<AssessedSwitch<'a>>>,
}

/// A model by its name and fingerprint.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "AssessedModel"))]
struct ModelView<'a> {
    /// The name of the model.
    name: &'a str,
    /// 16 hex digits; models that score differently have different ones.
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
        Self::only(found, |_| true)
    }

    /// Builds only the members for which `wants` holds; all others are null.
    pub(super) fn only(found: &'a Assessment, wants: impl Fn(&str) -> bool) -> Self {
        let (document, row) = (found.document(), &found.row);
        let of = |member| wants(member).then_some(found);
        let row_of = |member| wants(member).then_some(row);
        Self {
            lead: of("lead").and_then(Assessment::lead),
            as_of: of("as_of").map_or_else(String::new, |found| rfc3339(found.as_of.micros())),
            model: ModelView {
                name: &document.name,
                fingerprint: found.plan.fingerprint.as_deref(),
            },
            excluded: of("excluded").and_then(Assessment::excluded),
            persona: of("persona").and_then(Assessment::persona),
            fit: of("fit").and_then(FitView::new),
            engagement: of("engagement").and_then(EngagementView::new),
            cell: of("cell").and_then(Assessment::cell),
            total: of("total").and_then(Assessment::total),
            cycle: row_of("cycle").and_then(|row| CycleView::new(row, document)),
            readiness: row_of("readiness").and_then(ReadinessView::new),
            completeness: row_of("completeness")
                .and_then(|row| CompletenessView::new(row, document)),
            interests: of("interests").and_then(Assessment::interests),
            stage: row_of("stage").and_then(|row| StageView::new(row, document)),
            segments: of("segments").and_then(Assessment::segments),
            qualification: of("qualification").and_then(Assessment::qualification),
            priority: of("priority").and_then(Assessment::priority),
            next_steps: of("next_steps").and_then(Assessment::next_steps),
            purchases: row_of("purchases").and_then(|row| row.purchases.map(PurchasesView::new)),
            activity: row_of("activity").and_then(ActivityView::new),
            switches: of("switches").and_then(Assessment::switches),
        }
    }
}

/// The schema of an assessment is that of its JSON form.
#[cfg(feature = "schema")]
impl schemars::JsonSchema for Assessment {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        View::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        View::json_schema(generator)
    }
}
