//! Which columns a model fills.

use super::{Column, columns};
use crate::model::Model;

impl Model {
    /// The names of the columns of the result that this model can fill: those of the
    /// sections that it has, nested ones too where details are wanted. In all other columns
    /// every row is null.
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
            Column::Always(..) => true,
            Column::Flat(field) => field.section.is_in(document),
            Column::Nested(_, section, _) => details && section.is_in(document),
        });
        filled.map(|column| column.name()).collect()
    }
}
