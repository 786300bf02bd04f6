//! Requests and results of scoring tables of Arrow.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::{DataType, SchemaRef};

use super::batches::Batches;
use super::borrowed_columns::{borrowed, chunks, joined};
use super::error::ArrowTableError;
use super::ids::{self, AskedFor};
use super::names::{AllSources, InputTables};
use super::output;
use crate::exact::Instant;
use crate::lead::{Event, Profile};
use crate::model::Model;
use crate::tables::{self, Explain, KnownAt, Progress, Scoring, TableOptions};

/// The instant at which each lead is assessed.
#[derive(Clone, Debug)]
pub enum AsOf {
    /// One instant for all leads.
    One(Instant),
    /// A table of `lead` and `as_of`, each row of which gives one row of the result.
    Each(Batches),
}

/// The options of scoring tables of Arrow.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TableRequest {
    /// The instant at which each lead is assessed.
    pub as_of: AsOf,
    /// Maps names of leadgrade and of the model to names of columns. A name with a table before it
    /// (`events.lead`) is for that table only, one without for each table that has the column. Names
    /// that are not mapped are names of columns themselves.
    pub columns: BTreeMap<String, String>,
    /// Whether to convert texts to the declared types as [`Model::cell_from_text`] does, and the
    /// numbers 0 and 1 to declared flags.
    pub coerce: bool,
    /// The columns of the result, in order; `None` for all.
    pub output: Option<Vec<String>>,
    /// Whether the result has the nested columns: groups, seasons, completeness, interests, segments,
    /// switches and next steps. Not needed for columns that `output` names.
    pub details: bool,
    /// Whether points are decimals of three places instead of doubles.
    pub decimals: bool,
    /// The leads to explain.
    pub explain: Explain,
    /// Whether to fail instead of listing rejects.
    pub strict: bool,
    /// Which rows of profiles and events exist, depending on their `recorded_at`.
    pub known: KnownAt,
    /// Whether ids in the result are whole numbers if those of all tables are.
    pub typed_ids: bool,
    /// Reports progress and allows cancelling.
    pub progress: Option<Arc<Progress>>,
}

impl TableRequest {
    /// A request for all leads at one instant.
    pub fn at(as_of: Instant) -> Self {
        Self::new(AsOf::One(as_of))
    }

    /// A request for leads at the instants of a table of `lead` and `as_of`.
    pub fn each(as_of: impl Into<Batches>) -> Self {
        Self::new(AsOf::Each(as_of.into()))
    }

    /// The options for computing columns of the result.
    pub(super) fn options(&self, columns: &[output::OutputColumn]) -> TableOptions {
        TableOptions {
            details: output::need_details(columns),
            explain: self.explain.clone(),
            strict: self.strict,
            known: self.known,
            progress: self.progress.clone(),
        }
    }

    /// The table of instants; an empty table if there is none.
    fn instants(&self) -> &Batches {
        static NONE: Batches = Batches::NONE;
        match &self.as_of {
            AsOf::One(_) => &NONE,
            AsOf::Each(batches) => batches,
        }
    }

    fn new(as_of: AsOf) -> Self {
        Self {
            as_of,
            columns: BTreeMap::new(),
            coerce: false,
            output: None,
            details: false,
            decimals: false,
            explain: Explain::None,
            strict: false,
            known: KnownAt::Now,
            typed_ids: false,
            progress: None,
        }
    }
}

/// The result of scoring tables of Arrow.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ScoredTable {
    /// A row for each lead, or for each valid row of a table of instants.
    pub leads: RecordBatch,
    /// Everything that could not be used, and why: `table`, `row` (from 0), `lead`, `column`, `code`,
    /// `reason`.
    pub rejects: RecordBatch,
    /// Input that is valid but probably not meant: `code`, `table`, `column`, `message`, `help`,
    /// `count`.
    pub hints: RecordBatch,
    /// The entries of the requested explanations: `lead`, `as_of`, `section`, `source`, `name`,
    /// `points`, `detail` (JSON). The entries of a section add up to its points. `None` if no
    /// explanations were requested.
    pub explanations: Option<RecordBatch>,
    /// The first 1,000 event names that are not the event of any signal: `event`, `count`.
    pub unknown_events: RecordBatch,
    /// Number of events of all other unknown names.
    pub unknown_rest: u64,
    /// Number of events whose instant was local time without an offset.
    pub without_offset: u64,
    /// Number of events without a value that match a signal with `points_per_unit`.
    pub without_value: u64,
    /// Number of ids, lead by lead, under which events with different contents arrived.
    pub id_conflicts: u64,
}

impl Model {
    /// Scores all leads of tables of Arrow.
    ///
    /// Each lead in profiles, then each lead that only a valid event not after `as_of` names, gives one
    /// row, in the order of first appearance.
    ///
    /// # Errors
    /// A missing or damaged column, an unknown name in the request, and with `strict` the rejects if
    /// there are any.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use arrow_array::{ArrayRef, RecordBatch, StringArray, cast::AsArray, types::Float64Type};
    /// use leadgrade::arrow::{Batches, TableRequest};
    /// use leadgrade::Model;
    /// let model = Model::from_toml(r#"
    ///     format = 1
    ///     name = "visits"
    ///     [signals.visit]
    ///     points = 10
    ///     [engagement]
    /// "#)?;
    /// let texts = |list: [&str; 3]| Arc::new(StringArray::from(list.to_vec())) as ArrayRef;
    /// let events = RecordBatch::try_from_iter([
    ///     ("customer", texts(["b", "c", "b"])),
    ///     ("event", texts(["visit", "visit", "visit"])),
    ///     ("at", texts(["2026-11-20", "2026-11-21", "2026-11-21"])),
    /// ])?;
    /// let mut request = TableRequest::at(model.as_of("2026-11-22")?);
    /// request.columns.insert("lead".to_owned(), "customer".to_owned());
    /// let found = model.assess_table(&Batches::none(), &events.into(), &request)?;
    /// let points = found.leads["engagement_points"].as_primitive::<Float64Type>();
    /// assert_eq!(points.values(), &[20.0, 10.0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn assess_table(
        &self,
        profiles: &Batches,
        events: &Batches,
        request: &TableRequest,
    ) -> Result<ScoredTable, ArrowTableError> {
        let columns = output::chosen(request.output.as_deref(), request.details)?;
        let options = request.options(&columns);
        let found = self.score(profiles, events, request, &options)?;
        let mut asked = AskedFor::new(&request.explain);
        asked.found(&found);
        asked.check()?;
        let tables = [profiles, events, request.instants()];
        let type_ = request
            .typed_ids
            .then(|| {
                self.id_type(
                    request,
                    tables.map(|table| (table.schemas(), table.values())),
                )
            })
            .flatten();
        self.written(&found, &columns, request, type_.as_ref())
    }

    /// The profile of a lead that is valid at an instant, and its events. Assessing them gives the same
    /// result as the row of the lead. `None` if no row has this lead.
    ///
    /// # Errors
    /// Those of [`Model::assess_table`].
    pub fn lead_of_table(
        &self,
        profiles: &Batches,
        events: &Batches,
        request: &TableRequest,
        id: &str,
        as_of: Instant,
    ) -> Result<Option<(Profile, Vec<Event>)>, ArrowTableError> {
        let tables = InputTables {
            profiles,
            events,
            as_of: &Batches::none(),
        };
        let names = AllSources::new(&self.0, request, tables)?;
        let profiles = borrowed(profiles, &names.profiles)?;
        let events = borrowed(events, &names.events)?;
        let (profiles, events) = (chunks(&profiles), chunks(&events));
        Ok(tables::dataset::single_lead::lead_of(
            &profiles,
            &events,
            self,
            id,
            as_of,
            request.known,
        ))
    }

    /// The result as tables of Arrow; `type_` is the type of ids.
    pub(super) fn written(
        &self,
        found: &Scoring,
        columns: &[output::OutputColumn],
        request: &TableRequest,
        type_: Option<&DataType>,
    ) -> Result<ScoredTable, ArrowTableError> {
        let explained = || output::explanations(found, request.decimals);
        let explanations = match request.explain {
            Explain::None => None,
            _ => Some(explained()?),
        };
        let typed = |batch| ids::typed(batch, type_);
        Ok(ScoredTable {
            leads: typed(output::table(
                self.document(),
                found,
                columns,
                request.decimals,
            )?)?,
            rejects: typed(output::rejects(&found.rejects)?)?,
            hints: output::hints(&found.hints)?,
            explanations: explanations.map(typed).transpose()?,
            unknown_events: output::unknown_events(&found.unknown_events)?,
            unknown_rest: found.unknown_events.rest,
            without_offset: found.without_offset,
            without_value: found.without_value,
            id_conflicts: found.id_conflicts,
        })
    }

    /// The schema of [`ScoredTable::leads`] for a request. It does not depend on the tables.
    ///
    /// # Errors
    /// An unknown name in `output`.
    ///
    /// ```
    /// use leadgrade::arrow::TableRequest;
    /// use leadgrade::Model;
    /// let model = Model::from_toml("format = 1\nname = \"empty\"")?;
    /// let mut request = TableRequest::at(model.as_of("2026-11-22")?);
    /// request.output = Some(vec!["lead".to_owned(), "grade".to_owned()]);
    /// assert_eq!(model.table_schema(&request)?.fields().len(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn table_schema(&self, request: &TableRequest) -> Result<SchemaRef, ArrowTableError> {
        let columns = output::chosen(request.output.as_deref(), request.details)?;
        let none = Scoring::default();
        let empty = output::table(self.document(), &none, &columns, request.decimals)?;
        Ok(empty.schema())
    }

    /// Scores tables without converting the result.
    fn score(
        &self,
        profiles: &Batches,
        events: &Batches,
        request: &TableRequest,
        options: &TableOptions,
    ) -> Result<Scoring, ArrowTableError> {
        let asked = request.instants();
        let given = InputTables {
            profiles,
            events,
            as_of: asked,
        };
        let names = AllSources::new(&self.0, request, given)?;
        let profiles = borrowed(profiles, &names.profiles)?;
        let events = borrowed(events, &names.events)?;
        let asked = joined(asked, &names.as_of)?;
        let as_of = match request.as_of {
            AsOf::One(instant) => tables::AsOf::One(instant),
            AsOf::Each(_) => tables::AsOf::Each(asked.chunk()),
        };
        let (profiles, events) = (chunks(&profiles), chunks(&events));
        Ok(self.assess_chunks(&profiles, &events, &as_of, options)?)
    }
}
