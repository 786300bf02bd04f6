//! The labels of an assessment, and changes between them.

use serde_json::{Map, Value, json};

use super::compare::LabelChange;
use super::{AssessedStep, Assessment};

/// The labels of an assessment, in the order of the language reference.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LabelValues(Vec<(&'static str, Value)>);

impl LabelValues {
    /// The labels that differ between these and others.
    pub(super) fn changes(&self, other: &Self) -> Vec<LabelChange> {
        let pairs = self.0.iter().zip(&other.0);
        pairs
            .filter(|((_, from), (_, to))| from != to)
            .map(|((label, from), (_, to))| LabelChange {
                label: (*label).to_owned(),
                from: from.clone(),
                to: to.clone(),
            })
            .collect()
    }
}

impl Assessment {
    /// The labels that differ between this assessment and a later one of the same lead, such as before
    /// and after an event.
    ///
    /// ```
    /// use leadgrade::{Event, Model, Profile};
    /// let model = Model::from_toml("format = 1\nname = \"n\"\n[signals.visit]\npoints = 50\n[engagement]")?;
    /// let (lead, as_of) = (Profile::new("L-7"), model.as_of("2026-11-22")?);
    /// let before = model.assess(&lead, &[], as_of);
    /// let after = model.assess(&lead, &[Event::new("visit", "2026-11-22")], as_of);
    /// let changes = before.label_changes(&after);
    /// assert_eq!((&changes[0].label[..], &changes[0].to), ("rank", &3.into()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn label_changes(&self, other: &Self) -> Vec<LabelChange> {
        self.labels().changes(&other.labels())
    }

    pub(super) fn labels(&self) -> LabelValues {
        LabelValues(vec![
            ("excluded", self.excluded().into()),
            ("persona", self.persona().into()),
            ("grade", self.grade().into()),
            ("rank", self.rank().into()),
            ("ready", self.ready().into()),
            ("stage", self.stage().into()),
            ("segments", self.segments().map_or(Value::Null, Into::into)),
            ("qualification", self.qualification().into()),
            ("interests", self.interest_stages()),
            ("next_steps", self.step_labels()),
        ])
    }

    /// The stages of the interests that have one, by name.
    fn interest_stages(&self) -> Value {
        let interests = self.interests().into_iter().flatten();
        let stages = interests.filter_map(|one| Some((one.name.to_owned(), one.stage?.into())));
        Value::Object(stages.collect::<Map<_, _>>())
    }

    /// Names, channels and permissions of the next steps.
    fn step_labels(&self) -> Value {
        let steps = self.next_steps().into_iter().flatten();
        let label = |step: AssessedStep<'_>| json!({ "name": step.name, "channel": step.channel, "permitted": step.permitted });
        steps.map(label).collect()
    }

    /// Whether another assessment by the same model has the same labels and numbers. Dates, instants
    /// and fields that only follow from a label (the priority of a step) do not count.
    pub(super) fn has_same_values(&self, other: &Self) -> bool {
        self.labels() == other.labels() && self.row.has_numbers_of(&other.row)
    }
}
