//! Reads a profile into the cells of the model's attributes.

use super::cell::{Cell, cell};
use super::hints;
use super::id::id;
use crate::lead::{Profile, Report, TableName, Text};
use crate::model::plan::Compiled;

/// Reads the id and the attributes of a lead. Rejects go to the report.
pub(crate) fn read_profile<'a>(
    plan: &'a Compiled,
    profile: &'a Profile,
    report: &mut Report,
) -> (Option<Text>, Vec<Cell<'a>>) {
    let id = id(&profile.lead).unwrap_or_else(|fault| {
        let reject = fault.reject(TableName::Profiles, 0, None, "lead");
        report.rejects.push(reject);
        None
    });
    let mut cells = vec![Cell::Missing; plan.intake.attributes.len()];
    let mut declared = plan.intake.attributes.iter().zip(&mut cells).peekable();
    let mut unknown: Vec<&str> = Vec::new();
    // Both are sorted by name.
    for (name, value) in profile.attributes() {
        while declared
            .next_if(|(field, _)| field.name.as_str() < name.as_str())
            .is_some()
        {}
        let Some((field, place)) = declared.next_if(|(field, _)| field.name == name.as_str())
        else {
            unknown.push(name);
            continue;
        };
        match cell(value, field, &plan.zone) {
            Ok(read) => *place = read,
            Err(fault) => {
                let reject = fault.reject(TableName::Profiles, 0, id.as_deref(), name.as_str());
                report.rejects.push(reject);
            }
        }
    }
    if !unknown.is_empty() {
        report
            .hints
            .extend(hints::for_profile(&plan.intake, profile, &unknown));
    }
    (id, cells)
}
