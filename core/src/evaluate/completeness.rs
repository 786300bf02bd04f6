//! Completeness: how much is known of a lead.

use super::state::AssessmentState;
use crate::model::plan::LevelEntry;

/// The number of leading levels whose entries all hold.
pub(super) fn level(levels: &[Vec<LevelEntry>], state: &AssessmentState<'_>) -> u32 {
    let fulfilled = levels
        .iter()
        .take_while(|level| level.iter().all(|entry| entry.check.holds(&state.slots)));
    u32::try_from(fulfilled.count()).unwrap_or(u32::MAX)
}

impl AssessmentState<'_> {
    /// The facts of those entries of the next level that do not hold, each once.
    pub(crate) fn missing_facts(&self) -> Vec<&str> {
        let levels = self.base.plan.completeness.as_ref();
        let next = self
            .base
            .outcome
            .completeness
            .and_then(|level| levels?.get(level as usize));
        let mut missing: Vec<&str> = Vec::new();
        for entry in next
            .into_iter()
            .flatten()
            .filter(|entry| !entry.check.holds(&self.slots))
        {
            for fact in &entry.facts {
                if !missing.contains(&fact.as_str()) {
                    missing.push(fact);
                }
            }
        }
        missing
    }
}
