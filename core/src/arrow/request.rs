//! What is asked of tables, and what they give.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::{DataType, SchemaRef};

use super::batches::Batches;
use super::error::ArrowTableError;
use super::held::{chunks, held, joined};
use super::ids::{self, AskedFor};
use super::names::Tables;
use super::output;
use crate::exact::Instant;
use crate::lead::{Event, Profile};
use crate::model::Model;
use crate::tables::{self, Explain, KnownAt, Progress, Scoring, TableOptions};

/// When to look at each lead.
#[derive(Clone, Debug)]
pub enum AsOf {
    /// All at one instant.
    One(Instant),
    /// Each row of a table of `lead` and `as_of` gives one row of the result.
    Each(Batches),
}

/// What is asked of tables.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TableRequest {
    /// When to look at each lead.
    pub as_of: AsOf,
    /// What the tables call the columns, by the names of the language and the
    /// model. A name with a table before it (`events.lead`) is of that table;
    /// one without is of each table that has the column. A name that is not
    /// here is its own.
    pub columns: BTreeMap<String, String>,
    /// Turn columns of text into the declared types, as
    /// [`Model::cell_from_text`] does, and numbers 0 and 1 into declared flags.
    pub coerce: bool,
    /// The columns of the result, in order; all if there are none here.
    pub output: Option<Vec<String>>,
    /// Nested columns, too: groups, seasons, completeness, interests, segments,
    /// switches and next steps. Where `output` names one that is enough.
    pub details: bool,
    /// Points as decimals of three places instead of doubles.
    pub decimals: bool,
    /// Which leads are explained.
    pub explain: Explain,
    /// Raise instead of listing rejects.
    pub strict: bool,
    /// Which rows of profiles and events exist, by their `recorded_at`.
    pub known: KnownAt,
    /// Give ids of leads back as whole numbers where all tables have whole numbers.
    pub typed_ids: bool,
    /// Tells how far it is, and ends it.
    pub progress: Option<Arc<Progress>>,
}

impl TableRequest {
    /// All leads at one instant.
    pub fn at(as_of: Instant) -> Self {
        Self::new(AsOf::One(as_of))
    }

    /// Each lead at the instants of a table of `lead` and `as_of`.
    pub fn each(as_of: impl Into<Batches>) -> Self {
        Self::new(AsOf::Each(as_of.into()))
    }

    /// What is asked of the core for columns of the result.
    pub(super) fn options(&self, columns: &[output::Column]) -> TableOptions {
        TableOptions {
            details: output::need_details(columns),
            explain: self.explain.clone(),
            strict: self.strict,
            known: self.known,
            progress: self.progress.clone(),
        }
    }

    /// The table of instants, if there is one.
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

/// What tables give.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ScoredTable {
    /// A row for each lead, or for each valid row of a table of instants.
    pub leads: RecordBatch,
    /// Everything that was not used, and why: `table`, `row` (from 0), `lead`,
    /// `column`, `code`, `reason`.
    pub rejects: RecordBatch,
    /// What is valid, but probably not meant: `code`, `table`, `column`, `message`,
    /// `help`, `count`.
    pub hints: RecordBatch,
    /// Where explanations were asked for, their entries: `lead`, `as_of`,
    /// `section`, `source`, `name`, `points`, `detail` (JSON). Those of a
    /// section add up to its points.
    pub explanations: Option<RecordBatch>,
    /// The first 1,000 names of events that no signal names: `event`, `count`.
    pub unknown_events: RecordBatch,
    /// Events of all other unknown names together.
    pub unknown_rest: u64,
    /// Events whose instant was local time without an offset.
    pub without_offset: u64,
    /// Events without a value that a signal with `points_per_unit` matched.
    pub without_value: u64,
    /// Ids under which events with different contents came, lead by lead.
    pub id_conflicts: u64,
}

impl Model {
    /// Scores all leads of tables of Arrow.
    ///
    /// Each lead in profiles, then each known only from a valid event not after
    /// `as_of`, gives one row, in the order of first appearance.
    ///
    /// # Errors
    /// A column that must be there and is not, a name in the request that is
    /// not known, and with `strict` the first rejects.
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
        let mut asked = AskedFor::of(&request.explain);
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

    /// The profile that counts at an instant and the events of a lead of tables, as a
    /// single call takes them to say what the row of the lead says; `None` for a lead
    /// that no row names.
    ///
    /// # Errors
    /// As of [`Model::assess_table`].
    pub fn lead_of_table(
        &self,
        (profiles, events): (&Batches, &Batches),
        request: &TableRequest,
        id: &str,
        as_of: Instant,
    ) -> Result<Option<(Profile, Vec<Event>)>, ArrowTableError> {
        let given = (profiles, events, &Batches::none());
        let names = Tables::of(&self.0, request, given)?;
        let profiles = held(profiles, &names.profiles)?;
        let events = held(events, &names.events)?;
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

    /// What was found as tables of Arrow.
    pub(super) fn written(
        &self,
        found: &Scoring,
        columns: &[output::Column],
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

    /// The schema of [`ScoredTable::leads`] that this model gives for a request,
    /// whatever the tables.
    ///
    /// # Errors
    /// A name in `output` that is no column.
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

    fn score(
        &self,
        profiles: &Batches,
        events: &Batches,
        request: &TableRequest,
        options: &TableOptions,
    ) -> Result<Scoring, ArrowTableError> {
        let asked = request.instants();
        let given = (profiles, events, asked);
        let names = Tables::of(&self.0, request, given)?;
        let profiles = held(profiles, &names.profiles)?;
        let events = held(events, &names.events)?;
        let asked = joined(asked, &names.as_of)?;
        let as_of = match request.as_of {
            AsOf::One(instant) => tables::AsOf::One(instant),
            AsOf::Each(_) => tables::AsOf::Each(asked.chunk()),
        };
        let (profiles, events) = (chunks(&profiles), chunks(&events));
        Ok(self.score_tables(&profiles, &events, &as_of, options)?)
    }
}
