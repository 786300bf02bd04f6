//! Which columns a model fills.

use super::COLUMNS;
use crate::document::Document;
use crate::model::Model;

impl Model {
    /// The names of the columns of the result that this model can fill: those of the
    /// sections that it has, nested ones too where details are wanted. In all other columns
    /// every row is null.
    ///
    /// ```
    /// use leadgrade::Model;
    /// let model = Model::from_toml("format = 1\nname = \"n\"\n[fit]")?;
    /// let columns = model.columns_filled(false);
    /// assert_eq!(columns, ["lead", "as_of", "fit_points", "grade", "fit_known", "rejects"]);
    /// # Ok::<(), leadgrade::ModelError>(())
    /// ```
    pub fn columns_filled(&self, details: bool) -> Vec<&'static str> {
        let wanted = COLUMNS.iter().filter(|column| details || !column.details);
        let filled = wanted.filter(|column| fills(self.document(), column.name));
        filled.map(|column| column.name).collect()
    }
}

/// Whether a model has the section of a column.
fn fills(document: &Document, column: &str) -> bool {
    let (fit, engagement) = (document.fit.is_some(), document.engagement.is_some());
    match column {
        "excluded" => document.scope.is_some(),
        "persona" => document.personas.is_some(),
        "fit_points" | "grade" | "fit_known" | "fit_groups" => fit,
        "engagement_points" | "rank" | "engagement_groups" => engagement,
        "cell" => fit && engagement,
        "cycle_points" | "cycle_length_days" | "cycle_elapsed_days" | "cycle_due"
        | "cycle_overdue_days" | "cycle_phase" | "cycle_seasons" => document.buying_cycle.is_some(),
        "readiness_points" | "ready" => document.readiness.is_some(),
        "completeness_level" | "completeness_missing" | "completeness_kinds" => {
            document.completeness.is_some()
        }
        "stage" | "pipeline" => document.lifecycle.is_some(),
        "qualification" => document.qualification.is_some(),
        "priority" => document.priority.is_some(),
        "purchases_count"
        | "purchases_value"
        | "purchases_products"
        | "purchases_days_since"
        | "purchases_days_since_first" => document.purchases.is_some(),
        "activity_days_since" => !document.signals.is_empty(),
        "interests" => document.interests.is_some(),
        "segments" => document.segments.is_some(),
        "switches" => document.switches.is_some(),
        "next_steps" => document.next_steps.is_some(),
        _ => true,
    }
}
