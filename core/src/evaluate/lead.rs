//! A lead as read by a model: what does not depend on the day.

use crate::exact::{Instant, MAX_TOTAL, SCALE};
use crate::history::{History, HistoryError};
use crate::lead::{Profile, Reject, Report, TableName, Text};
use crate::model::plan::Compiled;
use crate::model::reading::{self, Cell, Fault};
use crate::tally::{Gathering, PurchaseDay, Readable};

/// A lead as read by a model: what does not depend on the day.
pub(crate) struct Lead<'a> {
    pub(crate) plan: &'a Compiled,
    pub(crate) id: Option<Text>,
    /// Attributes by id.
    pub(crate) cells: Vec<Cell<'a>>,
    pub(crate) gathered: Gathering<'a>,
    /// Oldest first; empty where the model does not need them.
    pub(crate) purchase_days: Vec<PurchaseDay>,
}

impl<'a> Lead<'a> {
    /// Reads a profile and the events up to `as_of`; what is wrong goes to the report.
    pub(crate) fn read(
        plan: &'a Compiled,
        profile: &'a Profile,
        events: &'a [impl Readable],
        as_of: Instant,
        report: &mut Report,
    ) -> Self {
        let (id, cells) = read_profile(plan, profile, report);
        let gathered = Gathering::events(plan, events, as_of, id.as_deref(), report);
        Self::gathered(plan, id, cells, gathered)
    }

    /// Reads a profile and a history; what is wrong goes to the report.
    pub(crate) fn recall(
        plan: &'a Compiled,
        profile: &'a Profile,
        history: &'a History,
        as_of: Instant,
        report: &mut Report,
    ) -> Result<Self, HistoryError> {
        let gathered = history.recall(plan, as_of, report)?;
        let (id, cells) = read_profile(plan, profile, report);
        Ok(Self::gathered(plan, id, cells, gathered))
    }

    /// A lead of which everything is read.
    #[cfg_attr(small, optimize(speed))]
    pub(crate) fn gathered(
        plan: &'a Compiled,
        id: Option<Text>,
        cells: Vec<Cell<'a>>,
        mut gathered: Gathering<'a>,
    ) -> Self {
        if plan.counting.limits {
            gathered.sort_newest_first();
        }
        let purchase_days = if plan.counting.purchase_days {
            gathered.purchase_days()
        } else {
            Vec::new()
        };
        Self {
            plan,
            id,
            cells,
            gathered,
            purchase_days,
        }
    }
}

/// The lead's id and its attributes; what is wrong goes to the report.
fn read_profile<'a>(
    plan: &Compiled,
    profile: &'a Profile,
    report: &mut Report,
) -> (Option<Text>, Vec<Cell<'a>>) {
    let id = reading::id(&profile.lead);
    let (id, fault) = id.map_or_else(|fault| (None, Some(fault)), |id| (id, None));
    report
        .rejects
        .extend(fault.map(|fault| rejected(None, "lead", fault)));
    let mut cells = vec![Cell::Missing; plan.intake.attributes.len()];
    let mut declared = plan.intake.attributes.iter().zip(&mut cells).peekable();
    for (name, value) in profile.attributes() {
        while declared
            .next_if(|(field, _)| field.name.as_str() < name.as_str())
            .is_some()
        {}
        let Some((field, cell)) = declared.next_if(|(field, _)| field.name == name.as_str()) else {
            continue;
        };
        match reading::cell(value, field.type_, &plan.zone) {
            Ok(read) => *cell = read,
            Err(fault) => report.rejects.push(rejected(id.as_deref(), name, fault)),
        }
    }
    (id, cells)
}

fn rejected(lead: Option<&str>, column: &str, fault: Fault) -> Reject {
    Reject {
        table: Some(TableName::Profiles),
        row: Some(0),
        lead: lead.map(str::to_owned),
        column: Some(column.to_owned()),
        code: fault.code,
        reason: fault.reason,
    }
}

/// Whether a sum of values is beyond what a lead may have.
pub(super) fn beyond(value: i128) -> bool {
    value.abs() > i128::from(MAX_TOTAL) * i128::from(SCALE)
}
