//! What tables gave, as tables of Arrow.

use leadgrade::Instant;
use leadgrade::arrow::{AsOf, Batches, ScoredTable, TableRequest};
use leadgrade::wire::{self, Call};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::answer::Answer;
use crate::error::{About, fault, guarded, problem, raised};
use crate::table::Table;
use crate::text::read;

/// What was asked: it answers what is asked about a single lead afterwards.
pub(crate) struct Asked {
    pub(crate) model: leadgrade::Model,
    pub(crate) profiles: Batches,
    pub(crate) events: Batches,
    pub(crate) request: TableRequest,
}

/// What tables gave.
#[pyclass(frozen, module = "leadgrade._native")]
pub(crate) struct Scored {
    found: ScoredTable,
    /// Nothing of a stream is kept.
    asked: Option<Asked>,
}

impl Scored {
    pub(crate) fn new(found: ScoredTable, asked: Option<Asked>) -> Self {
        Self { found, asked }
    }
}

#[pymethods]
impl Scored {
    /// A row a lead.
    #[getter]
    fn leads(&self) -> Table {
        Table(self.found.leads.clone())
    }

    /// What was not used, and why.
    #[getter]
    fn rejects(&self) -> Table {
        Table(self.found.rejects.clone())
    }

    /// Entries of explanations, where they were asked for.
    #[getter]
    fn explanations(&self) -> Option<Table> {
        self.found.explanations.clone().map(Table)
    }

    /// What is valid but probably not meant.
    #[getter]
    fn hints(&self) -> Table {
        Table(self.found.hints.clone())
    }

    /// Names of events that no signal names.
    #[getter]
    fn unknown_events(&self) -> Table {
        Table(self.found.unknown_events.clone())
    }

    /// Counters: of the report, over all leads.
    fn counts(&self) -> (u64, u64, u64, u64) {
        let found = &self.found;
        (
            found.unknown_rest,
            found.without_offset,
            found.without_value,
            found.id_conflicts,
        )
    }

    /// Whether everything that was found is the same.
    fn equals(&self, other: &Self) -> bool {
        self.found == other.found
    }

    #[pyo3(signature = (lead, as_of=None))]
    /// The explanation of a lead, as of the instant of its row or of another.
    fn explain(
        &self,
        py: Python<'_>,
        lead: &str,
        as_of: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Answer> {
        let Some(asked) = &self.asked else {
            let message = "nothing of a stream is kept to explain a lead by".to_owned();
            let help = "`explain=[..]` of `assess_sorted` explains leads as they pass";
            return Err(problem(py, About::Table, ("not_kept", ""), message, help));
        };
        guarded(py, About::Table, || asked.explained(py, lead, as_of))
    }
}

impl Asked {
    fn explained(
        &self,
        py: Python<'_>,
        lead: &str,
        as_of: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Answer> {
        let as_of = match (&self.request.as_of, as_of) {
            (AsOf::One(instant), None) => *instant,
            (_, Some(as_of)) => self.instant(as_of)?,
            (AsOf::Each(_), None) => {
                let message = "`as_of` is missing: the table of instants has several".to_owned();
                let code = ("missing_argument", "/as_of");
                return Err(problem(
                    py,
                    About::Table,
                    code,
                    message,
                    "the instant of a row",
                ));
            }
        };
        let found = py.detach(|| {
            let (profiles, events) = (&self.profiles, &self.events);
            let (model, request) = (&self.model, &self.request);
            model.lead_of_table(profiles, events, request, lead, as_of)
        });
        let found =
            found.map_err(|error| raised(py, About::Table, &wire::table_refusal(&error, "")))?;
        let Some((profile, events)) = found else {
            let message = format!("the tables have no lead `{lead}`");
            let help = "the id of a row of `leads`";
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
            .map_err(|refusal| raised(py, About::Table, &refusal))
    }

    /// An instant that was given for one lead.
    fn instant(&self, as_of: &Bound<'_, PyAny>) -> PyResult<Instant> {
        let py = as_of.py();
        let request = PyDict::new(py);
        request.set_item("as_of", as_of)?;
        let text = read(&request, About::Table)?;
        let request = wire::table_request(text.as_str(), &self.model, None)
            .map_err(|refusal| raised(py, About::Table, &refusal))?;
        match request.as_of {
            AsOf::One(instant) => Ok(instant),
            AsOf::Each(_) => Err(fault(py, About::Table)),
        }
    }
}
