//! Hints about input that is valid but probably not intended: keys, columns and events whose
//! names are similar to names of the model.

use std::collections::BTreeMap;

use crate::lead::{Event, Hint, HintCode, Profile, TableName, UnknownEvents};
use crate::model::ids::{Id, PropertyId};
use crate::model::plan::{Compiled, Field, IntakePlan};
use crate::text::shortened;

/// Hints for attributes that a profile does not fill although it has a similar key.
pub(super) fn for_profile(plan: &IntakePlan, profile: &Profile, unknown: &[&str]) -> Vec<Hint> {
    let is_free = |at: usize| {
        let field = plan.attributes.get(at);
        field.is_some_and(|field| field.is_read && profile.attribute(&field.name).is_none())
    };
    let mut found = Misnamed::new(&plan.attributes);
    for name in unknown {
        if let Some(at) = plan.near.attributes.find(name, &is_free) {
            found.add(at, name);
        }
    }
    found.hints(TableName::Profiles)
}

/// Hints for properties that signals read but events do not fill, although the events have
/// similar keys.
pub(crate) fn for_events<'e>(
    plan: &IntakePlan,
    events: impl Iterator<Item = &'e Event>,
) -> Vec<Hint> {
    let mut found = Misnamed::new(&plan.properties);
    for event in events.filter(|event| !event.properties().is_empty()) {
        found.look_at(plan, event);
    }
    found.hints(TableName::Events)
}

/// Names that are similar to names of fields, with their counts.
struct Misnamed<'p> {
    fields: &'p [Field],
    /// By the position of the field; empty until the first one is found.
    names: Vec<BTreeMap<String, u64>>,
}

impl<'p> Misnamed<'p> {
    fn new(fields: &'p [Field]) -> Self {
        Self {
            fields,
            names: Vec::new(),
        }
    }

    /// Looks at the properties of an event. A function of its own, because [`for_events`] is compiled
    /// once for each type of list.
    fn look_at(&mut self, plan: &IntakePlan, event: &Event) {
        let name = event.name_text().and_then(|name| plan.events.get(name));
        let Some(named) = name.and_then(|at| plan.plans.get(*at as usize)) else {
            return;
        };
        let is_free = |at: usize| {
            let is_read = named.reads.contains(&PropertyId::new(at));
            let field = plan.properties.get(at).filter(|_| is_read);
            field.is_some_and(|field| event.property(&field.name).is_none())
        };
        if !(0..plan.properties.len()).any(is_free) {
            return;
        }
        for (name, _) in event.properties() {
            let is_declared = plan
                .properties
                .iter()
                .any(|field| field.name == name.as_str());
            if !is_declared && let Some(at) = plan.near.properties.find(name, &is_free) {
                self.add(at, name);
            }
        }
    }

    fn add(&mut self, at: usize, name: &str) {
        self.names.resize_with(self.fields.len(), BTreeMap::new);
        let Some(names) = self.names.get_mut(at) else {
            return;
        };
        match names.get_mut(name) {
            Some(count) => *count += 1,
            None => {
                names.insert(name.to_owned(), 1);
            }
        }
    }

    fn hints(&self, table: TableName) -> Vec<Hint> {
        let mut hints = Vec::new();
        for (field, names) in self.fields.iter().zip(&self.names) {
            for (name, count) in names {
                hints.push(Hint {
                    code: HintCode::Unfilled,
                    table,
                    column: Some(field.name.clone()),
                    message: format!(
                        "nothing fills `{}`, but there is `{}`, which the model does not know",
                        field.name,
                        shortened(name)
                    ),
                    help: Some(format!("if it is meant, call it `{}`", field.name)),
                    count: *count,
                });
            }
        }
        hints
    }
}

/// Hints for unknown event names that are similar to a known one.
pub(crate) fn for_unknown_events(plan: &Compiled, unknown: &UnknownEvents) -> Vec<Hint> {
    let near = &plan.intake.near;
    let mut hints = Vec::new();
    for (name, count) in &unknown.names {
        let at = near.events.find(name, &|_| true);
        let Some(meant) = at.and_then(|at| near.event_names.get(at)) else {
            continue;
        };
        hints.push(Hint {
            code: HintCode::UnknownEvent,
            table: TableName::Events,
            column: Some("event".to_owned()),
            message: format!("no signal counts the event `{}`", shortened(name)),
            help: Some(format!("did you mean `{meant}`?")),
            count: *count,
        });
    }
    hints
}
