//! The columns of a table that a model reads, by names alone.

use std::borrow::Cow;
use std::collections::BTreeMap;

use arrow_schema::Schema;

use super::names::{TableSources, sources};
use crate::lead::TableName;
use crate::model::Model;
use crate::tables::KnownAt;
use crate::text::nfc;

impl Model {
    /// The positions of the columns of a table that the model reads. A binding converts only these, so
    /// that an unused column that cannot be converted does no harm. `columns` is that of a
    /// [`TableRequest`](super::TableRequest).
    ///
    /// If two columns have a name that is read, both are included, so that scoring reports them. Errors
    /// in `columns` are also reported by scoring, not here.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use leadgrade::{Model, TableName};
    /// let model = Model::from_toml("format = 1\nname = \"n\"\nattributes.size = { type = \"number\" }")?;
    /// let columns = BTreeMap::from([("profiles.lead".to_owned(), "customer".to_owned())]);
    /// let names = ["size", "phone", "customer", "lead"];
    /// assert_eq!(model.columns_read(TableName::Profiles, &names, &columns), [0, 2]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn columns_read(
        &self,
        table: TableName,
        names: &[impl AsRef<str>],
        columns: &BTreeMap<String, String>,
    ) -> Vec<usize> {
        let names: Vec<_> = names.iter().map(|name| nfc(name.as_ref())).collect();
        let sources = self.sources_by(table, &names, columns);
        let is_read = |name: &str| sources.columns.iter().any(|one| one.theirs == name);
        let read = names.iter().enumerate().filter(|(_, name)| is_read(name));
        read.map(|(at, _)| at).collect()
    }

    /// The name of a column in a table with this schema.
    pub(super) fn name_of(
        &self,
        ours: &str,
        table: TableName,
        schema: &Schema,
        columns: &BTreeMap<String, String>,
    ) -> String {
        let fields = schema.fields().iter();
        let names: Vec<_> = fields.map(|field| nfc(field.name())).collect();
        let sources = self.sources_by(table, &names, columns);
        let mut columns = sources.columns.into_iter();
        let found = columns.find(|column| column.ours == ours);
        found.map_or_else(|| ours.to_owned(), |column| column.theirs)
    }

    /// The columns that are read of a table with columns of these names.
    fn sources_by(
        &self,
        table: TableName,
        names: &[Cow<'_, str>],
        columns: &BTreeMap<String, String>,
    ) -> TableSources {
        // Whether `recorded_at` is read is not known here, so it is included.
        let mut sources = sources(&self.0, table, false, KnownAt::Then);
        for (ours, theirs) in columns {
            let (ours, theirs) = (nfc(ours), nfc(theirs));
            let (of, ours) = match ours.split_once('.') {
                Some((of, ours)) => (of, ours),
                None => (table.word(), &*ours),
            };
            if of == table.word() && names.contains(&theirs) {
                sources.rename(ours, &theirs);
            }
        }
        sources
    }
}
