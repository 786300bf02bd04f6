//! The columns that a model fills.

use super::{OutputColumn, columns};
use crate::model::Model;

impl Model {
    /// The names of the columns of the result that this model can fill: those of its sections, with the
    /// nested ones if `details` holds. In all other columns every row is null.
    ///
    /// ```
    /// use leadgrade::Model;
    /// let model = Model::from_toml("format = 1\nname = \"n\"\n[fit]")?;
    /// let columns = model.columns_filled(false);
    /// assert_eq!(columns, ["lead", "as_of", "fit_points", "grade", "fit_known", "rejects"]);
    /// # Ok::<(), leadgrade::ModelError>(())
    /// ```
    pub fn columns_filled(&self, details: bool) -> Vec<&'static str> {
        let document = self.document();
        let filled = columns().filter(|column| match column {
            OutputColumn::Always(..) => true,
            OutputColumn::Flat(field) => field.section.is_in(document),
            OutputColumn::Nested(_, section, _) => details && section.is_in(document),
        });
        filled.map(|column| column.name()).collect()
    }
}
