//! What tables say of some leads, as columns of JSON.

use serde::Serialize;

use super::row::Scored;
use super::scoring::Scoring;
use super::summary::By;
use crate::assessment::canonical;
use crate::exact::Milli;
use crate::model::Model;

/// Leads, column by column: those columns of tables that stand for one value each.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct LeadColumns<'s> {
    /// The id.
    lead: Vec<&'s str>,
    /// The instant, in UTC.
    as_of: Vec<String>,
    /// Why the lead is not scored; null where it is.
    excluded: Vec<Option<String>>,
    /// The persona.
    persona: Vec<Option<String>>,
    /// Points of fit.
    fit_points: Vec<Option<Milli>>,
    /// The grade.
    grade: Vec<Option<String>>,
    /// Known criteria in whole percent.
    fit_known: Vec<Option<u32>>,
    /// Points of engagement.
    engagement_points: Vec<Option<Milli>>,
    /// The rank.
    rank: Vec<Option<u32>>,
    /// Grade and rank.
    cell: Vec<Option<String>>,
    /// Points of the buying cycle.
    cycle_points: Vec<Option<Milli>>,
    /// The day on which the cycle is full.
    cycle_due: Vec<Option<String>>,
    /// Points of readiness.
    readiness_points: Vec<Option<Milli>>,
    /// Whether they are enough.
    ready: Vec<Option<bool>>,
    /// The lifecycle stage.
    stage: Vec<Option<String>>,
    /// The qualification.
    qualification: Vec<Option<String>>,
    /// 0 to 100.
    priority: Vec<Option<Milli>>,
    /// How many purchases.
    purchases_count: Vec<Option<u64>>,
    /// Their value.
    purchases_value: Vec<Option<Milli>>,
    /// Days since the latest activity.
    activity_days_since: Vec<Option<i64>>,
    /// How many values and rows of the lead could not be used.
    rejects: Vec<u64>,
}

impl Scoring {
    /// Columns of some rows as canonical JSON text, `{"lead": [..], "grade":
    /// [..], ..}`: the flat columns of the reference page of tables, under the
    /// same names. Rows that do not exist are left out.
    ///
    /// ```
    /// use leadgrade::tables::{AsOf, Chunk, Column, TableOptions};
    /// use leadgrade::Model;
    /// let model = Model::from_toml("format = 1\nname = \"n\"\n[signals.visit]\npoints = 30\n[engagement]")?;
    /// let texts = |list: &[&'static str]| Column::Texts(Box::new(list.to_vec()));
    /// let profiles = Chunk::new(2).with("lead", texts(&["a", "b"]));
    /// let as_of = AsOf::One(model.as_of("2026-11-22")?);
    /// let scored = model.score_tables(&[profiles], &[], &as_of, &TableOptions::default())?;
    /// let columns = scored.listed(&model, &[1]);
    /// assert!(columns.contains(r#""lead":["b"]"#) && columns.contains(r#""rank":[5]"#));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn listed(&self, model: &Model, rows: &[u32]) -> String {
        canonical(&self.columns(model, rows))
    }

    pub(crate) fn columns(&self, model: &Model, rows: &[u32]) -> LeadColumns<'_> {
        let mut columns = LeadColumns::default();
        for row in rows {
            let at = *row as usize;
            let (Some(lead), Some(as_of), Some(row)) =
                (self.leads.get(at), self.as_of.get(at), self.rows.get(at))
            else {
                continue;
            };
            columns.lead.push(lead);
            columns.as_of.push(as_of.to_string());
            columns.push(model, row);
        }
        columns
    }

    /// Rows with those first that have the greatest priority, then the most
    /// points of readiness, engagement and fit; of equal ones the earlier row.
    pub fn by_priority(&self, mut rows: Vec<u32>) -> Vec<u32> {
        let key = |row: &Scored| {
            (
                row.priority,
                row.readiness.map(|one| one.0),
                row.engagement.map(|one| one.0),
                row.fit.map(|one| one.0),
            )
        };
        rows.sort_by_cached_key(|row| std::cmp::Reverse(self.rows.get(*row as usize).map(key)));
        rows
    }
}

impl LeadColumns<'_> {
    fn push(&mut self, model: &Model, row: &Scored) {
        let label = |by| row.label(model, by);
        self.excluded.push(label(By::Excluded));
        self.persona.push(label(By::Persona));
        self.fit_points.push(row.fit.map(|one| one.0));
        self.grade.push(label(By::Grade));
        self.fit_known.push(row.known);
        self.engagement_points.push(row.engagement.map(|one| one.0));
        self.rank
            .push(label(By::Rank).and_then(|rank| rank.parse().ok()));
        self.cell.push(label(By::Cell));
        self.cycle_points.push(row.cycle);
        let due = row.course.map(|(_, _, due)| due.to_string());
        self.cycle_due.push(due);
        self.readiness_points.push(row.readiness.map(|one| one.0));
        self.ready.push(row.readiness.map(|one| one.1));
        self.stage.push(label(By::Stage));
        self.qualification.push(label(By::Qualification));
        self.priority.push(row.priority);
        self.purchases_count.push(row.purchases.map(|all| all.0));
        self.purchases_value.push(row.purchases.map(|all| all.1));
        self.activity_days_since.push(row.active);
        self.rejects.push(row.rejects);
    }
}
