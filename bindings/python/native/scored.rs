//! The result of scoring tables, as Arrow tables.

use leadgrade::Instant;
use leadgrade::arrow::{AsOf, Batches, ScoredTable, TableRequest};
use leadgrade::wire::{self, Call};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::answer::Answer;
use crate::error::{About, core_error, guarded, internal_error, problem};
use crate::table::Table;
use crate::text::read;

/// The input of a result, kept to explain single leads later.
pub(crate) struct ScoredInput {
    pub(crate) model: leadgrade::Model,
    pub(crate) profiles: Batches,
    pub(crate) events: Batches,
    pub(crate) request: TableRequest,
}

/// The result of scoring tables.
#[pyclass(frozen, module = "leadgrade._native")]
pub(crate) struct Scored {
    scored: ScoredTable,
    /// `None` for streams, whose input is not kept.
    input: Option<ScoredInput>,
}

impl Scored {
    pub(crate) fn new(scored: ScoredTable, input: Option<ScoredInput>) -> Self {
        Self { scored, input }
    }
}

#[pymethods]
impl Scored {
    /// One row per lead.
    #[getter]
    fn leads(&self) -> Table {
        Table(self.scored.leads.clone())
    }

    /// The input that was not used, and why.
    #[getter]
    fn rejects(&self) -> Table {
        Table(self.scored.rejects.clone())
    }

    /// The entries of explanations, if the request asked for them.
    #[getter]
    fn explanations(&self) -> Option<Table> {
        self.scored.explanations.clone().map(Table)
    }

    /// Probable mistakes in the input.
    #[getter]
    fn hints(&self) -> Table {
        Table(self.scored.hints.clone())
    }

    /// Event names that no signal uses.
    #[getter]
    fn unknown_events(&self) -> Table {
        Table(self.scored.unknown_events.clone())
    }

    /// The counts of the report over all leads: unknown events that are not listed, instants without
    /// an offset, events without a value, ids with different contents.
    fn counts(&self) -> (u64, u64, u64, u64) {
        let scored = &self.scored;
        (
            scored.unknown_rest,
            scored.without_offset,
            scored.without_value,
            scored.id_conflicts,
        )
    }

    /// Whether both results are equal.
    fn equals(&self, other: &Self) -> bool {
        self.scored == other.scored
    }

    /// Explains a lead at the instant of the request, or at `as_of`.
    #[pyo3(signature = (lead, as_of=None))]
    fn explain(
        &self,
        py: Python<'_>,
        lead: &str,
        as_of: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Answer> {
        let Some(input) = &self.input else {
            let message =
                "`assess_sorted` does not keep its rows, so a lead cannot be explained later"
                    .to_owned();
            let help = "pass `explain=[..]` to `assess_sorted`";
            return Err(problem(py, About::Table, ("not_kept", ""), message, help));
        };
        guarded(py, About::Table, || input.explain(py, lead, as_of))
    }
}

impl ScoredInput {
    fn explain(
        &self,
        py: Python<'_>,
        lead: &str,
        as_of: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Answer> {
        let as_of = match (&self.request.as_of, as_of) {
            (AsOf::One(instant), None) => *instant,
            (_, Some(as_of)) => self.instant(as_of)?,
            (AsOf::Each(_), None) => {
                let message =
                    "`as_of` is missing: the leads were scored at several instants".to_owned();
                let code = ("missing_argument", "/as_of");
                return Err(problem(
                    py,
                    About::Table,
                    code,
                    message,
                    "the instant of a row of `leads`",
                ));
            }
        };
        let found = py.detach(|| {
            let (profiles, events) = (&self.profiles, &self.events);
            let (model, request) = (&self.model, &self.request);
            model.lead_of_table(profiles, events, request, lead, as_of)
        });
        let found = found
            .map_err(|error| core_error(py, About::Table, &wire::table_refusal(&error, "")))?;
        let Some((profile, events)) = found else {
            let message = format!("the tables have no lead `{lead}`");
            let help = "the id of a lead in `leads`";
            return Err(problem(
                py,
                About::Table,
                ("unknown_lead", "/lead"),
                message,
                help,
            ));
        };
        let models = [&self.model];
        let request = format!("{{\"as_of\":\"{as_of}\"}}");
        let found =
            Call::new("explain", &models).lead_answer(Some(profile), Some(events), &request);
        found
            .map(Answer)
            .map_err(|error| core_error(py, About::Table, &error))
    }

    /// Reads an argument `as_of`.
    fn instant(&self, as_of: &Bound<'_, PyAny>) -> PyResult<Instant> {
        let py = as_of.py();
        let request = PyDict::new(py);
        request.set_item("as_of", as_of)?;
        let text = read(&request, About::Table)?;
        let request = wire::table_request(text.as_str(), &self.model, None)
            .map_err(|error| core_error(py, About::Table, &error))?;
        match request.as_of {
            AsOf::One(instant) => Ok(instant),
            AsOf::Each(_) => Err(internal_error(py, About::Table)),
        }
    }
}
