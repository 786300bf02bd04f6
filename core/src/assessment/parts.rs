//! The parts of an assessment that a table spreads over its columns.

use super::{Assessment, Switched, view};
use crate::document::Kind;
use crate::evaluate::StepOutcome;
use crate::exact::Milli;

/// The state of a switch.
#[derive(Clone, Copy)]
pub(crate) enum SwitchPart<'a> {
    Flag(bool),
    Values(&'a [String]),
}

impl Assessment {
    /// Points by group of fit, in the order of the model.
    pub(crate) fn fit_groups(&self) -> Option<&[Milli]> {
        Some(&self.body()?.fit.as_ref()?.groups)
    }

    /// Points by group of engagement, in the order of the model.
    pub(crate) fn engagement_groups(&self) -> Option<&[Milli]> {
        Some(&self.body()?.engagement.as_ref()?.groups)
    }

    /// Seasons that give points, by their position in the model.
    pub(crate) fn cycle_seasons(&self) -> Option<&[u32]> {
        Some(&self.body()?.cycle.as_ref()?.seasons)
    }

    /// Segments that hold, by their position in the model.
    pub(crate) fn segment_positions(&self) -> Option<&[u32]> {
        self.plan.document.segments.as_ref()?;
        self.body()?.segments.as_deref()
    }

    /// The next steps that apply.
    pub(crate) fn step_outcomes(&self) -> Option<&[StepOutcome]> {
        self.plan.document.next_steps.as_ref()?;
        Some(&self.body()?.steps)
    }

    /// Facts that the next level of completeness lacks.
    pub(crate) fn missing_facts(&self) -> Option<&[String]> {
        Some(&self.body()?.completeness.as_ref()?.missing)
    }

    /// How many attributes of each kind are known, as in [`kinds`].
    pub(crate) fn known_kinds(&self) -> Option<[u32; 4]> {
        Some(self.body()?.completeness.as_ref()?.known)
    }

    /// The switch at a position in the model.
    pub(crate) fn switch(&self, at: usize) -> Option<SwitchPart<'_>> {
        Some(match self.body()?.switches.get(at)? {
            Switched::Flag(flag) => SwitchPart::Flag(*flag),
            Switched::Values(values) => SwitchPart::Values(values),
        })
    }
}

/// The kinds of attributes in the order in which they are listed.
pub(crate) fn kinds() -> [Kind; 4] {
    view::KINDS
}
