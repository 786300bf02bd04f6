//! Tables that stay in memory with typed columns.

use crate::model::Model;
use crate::tables::columns::chunk::Chunk;
use crate::tables::error::{self, TableError};
use crate::tables::options::{AsOf, TableOptions};
use crate::tables::report::scoring::Scoring;

/// Profiles and events that stay in memory, to be scored with different models and at different
/// instants.
///
/// ```
/// use leadgrade::tables::{AsOf, Chunk, Column, TypedDataset, TableOptions};
/// use leadgrade::Model;
/// let texts = |list: &[&'static str]| Column::Texts(Box::new(list.to_vec()));
/// let events = Chunk::new(2)
///     .with("lead", texts(&["a", "b"]))
///     .with("event", texts(&["visit", "visit"]))
///     .with("at", texts(&["2026-11-20", "2026-11-21"]));
/// let data = TypedDataset::new(Vec::new(), vec![events])?;
/// for (points, rank) in [(10, 5), (90, 1)] {
///     let model = Model::from_toml(&format!(
///         "format = 1\nname = \"n\"\n[signals.visit]\npoints = {points}\n[engagement]"
///     ))?;
///     let as_of = AsOf::One(model.as_of("2026-11-22")?);
///     let scored = data.assess(&model, &as_of, &TableOptions::default())?;
///     let name = leadgrade::Label::Rank.name_of(scored.rows.get(0).unwrap(), model.document());
///     assert_eq!(name, Some(rank.to_string().into()));
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct TypedDataset {
    pub(crate) profiles: Vec<Chunk<'static>>,
    pub(crate) events: Vec<Chunk<'static>>,
}

impl TypedDataset {
    /// A dataset of chunks.
    ///
    /// # Errors
    /// A missing column: `lead` of profiles; `lead`, `event` or `at` of events.
    pub fn new(
        profiles: Vec<Chunk<'static>>,
        events: Vec<Chunk<'static>>,
    ) -> Result<Self, TableError> {
        error::check_tables(&profiles, &events)?;
        Ok(Self { profiles, events })
    }

    /// The number of rows of the profiles and of the events.
    pub fn rows(&self) -> (usize, usize) {
        let rows = |chunks: &[Chunk<'_>]| chunks.iter().map(Chunk::rows).sum();
        (rows(&self.profiles), rows(&self.events))
    }

    /// Calls [`Model::assess_chunks`] with these tables.
    ///
    /// # Errors
    /// Those of [`Model::assess_chunks`].
    pub fn assess(
        &self,
        model: &Model,
        as_of: &AsOf<'_>,
        options: &TableOptions,
    ) -> Result<Scoring, TableError> {
        model.assess_chunks(&self.profiles, &self.events, as_of, options)
    }
}
