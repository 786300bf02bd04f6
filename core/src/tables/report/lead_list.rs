//! Some leads of a result as columns in JSON.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::scoring::Scoring;
use crate::assessment::{FIELDS, FieldValue, Row, canonical};
use crate::model::Model;

/// Some leads, column by column, with every flat field of an assessment.
#[derive(Debug, Default)]
pub(crate) struct LeadColumns<'s> {
    leads: Vec<&'s str>,
    as_of: Vec<String>,
    /// The values of each of [`FIELDS`].
    fields: Vec<Vec<Option<FieldValue<'s>>>>,
    rejects: Vec<u64>,
}

impl Scoring {
    /// Some rows as canonical JSON text, column by column: `{"lead": [..], "grade": [..], ..}`. The
    /// columns are the flat columns of the reference page on tables. Rows past the end are left out.
    ///
    /// ```
    /// use leadgrade::tables::{AsOf, Chunk, Column, TableOptions};
    /// use leadgrade::Model;
    /// let model = Model::from_toml("format = 1\nname = \"n\"\n[signals.visit]\npoints = 30\n[engagement]")?;
    /// let texts = |list: &[&'static str]| Column::Texts(Box::new(list.to_vec()));
    /// let profiles = Chunk::new(2).with("lead", texts(&["a", "b"]));
    /// let as_of = AsOf::One(model.as_of("2026-11-22")?);
    /// let scored = model.assess_chunks(&[profiles], &[], &as_of, &TableOptions::default())?;
    /// let columns = scored.listed(&model, &[1]);
    /// assert!(columns.contains(r#""lead":["b"]"#) && columns.contains(r#""rank":[5]"#));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn listed(&self, model: &Model, rows: &[u32]) -> String {
        canonical(&self.columns(model, rows))
    }

    pub(crate) fn columns<'s>(&'s self, model: &'s Model, rows: &[u32]) -> LeadColumns<'s> {
        let mut columns = LeadColumns {
            fields: vec![Vec::with_capacity(rows.len()); FIELDS.len()],
            ..LeadColumns::default()
        };
        for row in rows {
            let at = *row as usize;
            let (Some(lead), Some(as_of), Some(row)) =
                (self.leads.get(at), self.as_of.get(at), self.rows.get(at))
            else {
                continue;
            };
            columns.leads.push(lead);
            columns.as_of.push(as_of.to_string());
            for (field, values) in FIELDS.iter().zip(&mut columns.fields) {
                values.push(field.value(row, model.document()));
            }
            columns.rejects.push(row.rejects);
        }
        columns
    }

    /// Sorts rows by priority, then by points of readiness, engagement and fit, greatest first, then by
    /// position.
    pub fn by_priority(&self, mut rows: Vec<u32>) -> Vec<u32> {
        let key = |row: &Row| {
            (
                row.priority,
                row.readiness.map(|one| one.points),
                row.engagement.map(|one| one.points),
                row.fit.map(|one| one.points),
            )
        };
        rows.sort_by_cached_key(|row| std::cmp::Reverse(self.rows.get(*row as usize).map(key)));
        rows
    }
}

impl Serialize for LeadColumns<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut columns = serializer.serialize_map(Some(FIELDS.len() + 3))?;
        columns.serialize_entry("lead", &self.leads)?;
        columns.serialize_entry("as_of", &self.as_of)?;
        for (field, values) in FIELDS.iter().zip(&self.fields) {
            columns.serialize_entry(field.name, values)?;
        }
        columns.serialize_entry("rejects", &self.rejects)?;
        columns.end()
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for LeadColumns<'_> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "LeadColumns".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        use crate::assessment::FieldReader;
        use crate::exact::Milli;

        let list = |item: schemars::Schema, about: &str| schemars::json_schema!({ "description": about, "type": "array", "items": item });
        let mut properties = serde_json::Map::new();
        let mut put = |name: &str, schema: schemars::Schema| {
            properties.insert(name.to_owned(), schema.to_value());
        };
        put("lead", list(generator.subschema_for::<String>(), "The id."));
        put(
            "as_of",
            list(generator.subschema_for::<String>(), "The instant, in UTC."),
        );
        for field in &FIELDS {
            let item = match field.read {
                FieldReader::Points(_) => generator.subschema_for::<Option<Milli>>(),
                FieldReader::Whole(_) | FieldReader::Rank => {
                    generator.subschema_for::<Option<i64>>()
                }
                FieldReader::Flag(_) => generator.subschema_for::<Option<bool>>(),
                FieldReader::Day(_) | FieldReader::Label(_) => {
                    generator.subschema_for::<Option<String>>()
                }
            };
            put(field.name, list(item, field.about));
        }
        let about = "Number of values and rows of the lead that could not be used.";
        put("rejects", list(generator.subschema_for::<u64>(), about));
        let required: Vec<String> = properties.keys().cloned().collect();
        schemars::json_schema!({
            "description": "Leads, column by column: every column of a table that stands for one value.",
            "type": "object",
            "properties": properties,
            "required": required,
        })
    }
}
