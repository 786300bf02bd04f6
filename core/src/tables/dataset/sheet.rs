//! Rows as they were loaded, before a model declares the types of their columns.

use std::sync::Arc;

use crate::exact::When;
use crate::intake::{CoercedType, Coercion, coerce_text, coerce_value};
use crate::lead::{TableName, Value};
use crate::model::Model;
use crate::tables::columns::chunk::Chunk;
use crate::tables::columns::column::Column;
use crate::tables::columns::known::Known;
use crate::tables::columns::packed_text::Packed;
use crate::tables::columns::texts::Texts;

/// A table or a part of one as it was loaded: columns by name, for any model.
///
/// ```
/// use leadgrade::tables::{AsOf, Packed, Sheet, TableOptions};
/// use leadgrade::{Model, TableName};
/// let texts = |list: &[&'static str]| list.iter().map(|text| Some(*text)).collect::<Packed>();
/// let sheet = Sheet::new(true)
///     .with_texts("lead", texts(&["a", "b"]))
///     .with_texts("employees", texts(&[" 1200 ", "many"]));
/// let model = Model::from_toml("format = 1\nname = \"n\"\nattributes.employees = { type = \"number\" }")?;
/// let profiles = sheet.chunk(&model, TableName::Profiles);
/// let as_of = AsOf::One(model.as_of("2026-11-22")?);
/// let found = model.assess_chunks(&[profiles], &[], &as_of, &TableOptions::default())?;
/// assert_eq!(found.rejects[0].reason, "expected a number, found the text `many`");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    rows: usize,
    columns: Vec<(String, SheetCells)>,
    coerce: bool,
}

/// A column as it was loaded.
#[derive(Clone, Debug)]
enum SheetCells {
    Texts(Arc<Packed>),
    Values(Arc<[Value]>),
}

impl Sheet {
    /// A sheet without columns. With `coerce`, texts become values of the declared types as in CSV
    /// files ([`Model::cell_from_text`]), and the numbers 0 and 1 become flags.
    pub fn new(coerce: bool) -> Self {
        Self {
            coerce,
            ..Self::default()
        }
    }

    /// Adds a column of texts. The sheet has as many rows as its longest column.
    #[must_use]
    pub fn with_texts(mut self, name: impl Into<String>, texts: Packed) -> Self {
        // Trimmed once here, not each time a model reads them.
        let texts = if self.coerce { trimmed(&texts) } else { texts };
        self.rows = self.rows.max(texts.len());
        self.columns
            .push((name.into(), SheetCells::Texts(Arc::new(texts))));
        self
    }

    /// Adds a column of values of any type.
    #[must_use]
    pub fn with_values(mut self, name: impl Into<String>, values: Vec<Value>) -> Self {
        self.rows = self.rows.max(values.len());
        self.columns
            .push((name.into(), SheetCells::Values(values.into())));
        self
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The names of the columns.
    pub fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.columns.iter().map(|(name, _)| name.as_str())
    }

    /// The columns as a model reads them.
    pub fn chunk(&self, model: &Model, table: TableName) -> Chunk<'static> {
        let mut chunk = Chunk::new(self.rows);
        for (name, cells) in &self.columns {
            chunk = chunk.with(name.as_str(), self.column(model, table, name, cells));
        }
        chunk
    }

    fn column(
        &self,
        model: &Model,
        table: TableName,
        name: &str,
        cells: &SheetCells,
    ) -> Column<'static> {
        let coercion = model.coercion(table, name);
        let texts = match cells {
            SheetCells::Texts(texts) => texts,
            SheetCells::Values(values) if self.coerce => {
                let values = values.iter().cloned();
                return numbers(values.map(|value| coerce_value(value, &coercion)).collect());
            }
            SheetCells::Values(values) => return numbers(values.to_vec()),
        };
        let is_instant = matches!((table, name), (TableName::Events, "at"));
        if let Some(instants) = is_instant.then(|| instants(texts)).flatten() {
            return instants;
        }
        if !self.coerce {
            return Column::Texts(Box::new(texts.clone()));
        }
        if coercion.type_ == CoercedType::Text {
            return Column::Texts(Box::new(Arc::new(coerced_texts(texts, &coercion))));
        }
        let value = |row| {
            let text = texts.text(row);
            text.map_or(Value::Null, |text| coerce_text(text, &coercion))
        };
        numbers((0..texts.len()).map(value).collect())
    }
}

/// The texts of a column that is declared as text.
fn coerced_texts(texts: &Packed, coercion: &Coercion) -> Packed {
    let text = |row| match coerce_text(texts.text(row)?, coercion) {
        Value::Text(text) => Some(text),
        _ => None,
    };
    let mut found = Packed::default();
    (0..texts.len()).for_each(|row| found.push(text(row).as_deref()));
    found
}

/// Values as doubles if each is a number that a double holds exactly. Whole numbers of 2^53 or more
/// stay values, since they may be ids.
fn numbers(values: Vec<Value>) -> Column<'static> {
    let double = |value: &Value| match value {
        Value::Null => Some(f64::NAN),
        Value::Number(number) => number
            .to_double()
            .filter(|double| double.abs() < crate::exact::SPARSE),
        Value::LargeDouble(double) => Some(*double),
        _ => None,
    };
    match values.iter().map(double).collect::<Option<Vec<f64>>>() {
        Some(doubles) => Column::Doubles(doubles.into(), Known::All),
        None => Column::Values(values.into()),
    }
}

/// Texts as instants, parsed once for all models; `None` unless all are instants.
fn instants(texts: &Packed) -> Option<Column<'static>> {
    let micros = |row| match When::parse(texts.text(row)?) {
        Ok(When::Instant(instant)) => Some(instant.micros()),
        _ => None,
    };
    let micros: Option<Vec<i64>> = (0..texts.len()).map(micros).collect();
    Some(Column::Instants {
        micros: micros?.into(),
        known: Known::All,
        local: false,
    })
}

/// Texts without outer white space; texts that become empty are null.
fn trimmed(texts: &Packed) -> Packed {
    let text = |row| texts.text(row).map(str::trim);
    let rows = 0..texts.len();
    rows.map(|row| text(row).filter(|text| !text.is_empty()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_coerced_as_texts_are() {
        let model = "format = 1\nname = \"n\"\nattributes.active = { type = \"flag\" }";
        let model = Model::from_toml(model).unwrap();
        let column = |coerce, values| {
            let sheet = Sheet::new(coerce).with_values("active", values);
            let chunk = sheet.chunk(&model, TableName::Profiles);
            let column = chunk.column("active").unwrap();
            (0..column.len())
                .map(|row| column.value(row))
                .collect::<Vec<_>>()
        };
        let given = || {
            vec![
                Value::from(1),
                Value::from(0.0),
                Value::from("yes"),
                Value::from(2),
            ]
        };
        let flags = [true, false, true].map(Value::from);
        assert_eq!(column(true, given())[..3], flags);
        assert_eq!(column(true, given())[3], Value::from(2));
        assert_eq!(column(false, given()), given());
    }
}
