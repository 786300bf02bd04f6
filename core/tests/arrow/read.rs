//! Converts Arrow to JSON, and a row of a result to an assessment.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Decimal128Type, Float64Type, Int64Type, TimestampMicrosecondType,
};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::DataType;
use leadgrade::{Day, Instant, Milli, Model};
use serde_json::{Map, Value, json};

/// A cell as JSON.
pub(crate) fn value(array: &ArrayRef, row: usize) -> Value {
    if array.is_null(row) || array.data_type() == &DataType::Null {
        return Value::Null;
    }
    match array.data_type() {
        DataType::Utf8 => array.as_string::<i32>().value(row).into(),
        DataType::Dictionary(..) => {
            let coded = array.as_any_dictionary();
            value(coded.values(), coded.normalized_keys()[row])
        }
        DataType::Float64 => array.as_primitive::<Float64Type>().value(row).into(),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row).into(),
        DataType::Decimal128(16, 3) => {
            let thousandths = array.as_primitive::<Decimal128Type>().value(row);
            json!(Milli(thousandths as i64))
        }
        DataType::Boolean => array.as_boolean().value(row).into(),
        DataType::Date32 => Day(array.as_primitive::<Date32Type>().value(row))
            .to_string()
            .into(),
        DataType::Timestamp(_, Some(zone)) if &**zone == "UTC" => {
            let micros = array.as_primitive::<TimestampMicrosecondType>().value(row);
            Instant::from_micros(micros).unwrap().to_string().into()
        }
        DataType::List(_) => {
            let members = array.as_list::<i32>().value(row);
            (0..members.len()).map(|at| value(&members, at)).collect()
        }
        DataType::Struct(fields) => {
            let columns = fields.iter().zip(array.as_struct().columns());
            let object: Map<String, Value> = columns
                .map(|(field, column)| (field.name().clone(), value(column, row)))
                .collect();
            object.into()
        }
        other => panic!("{other}"),
    }
}

/// The members of a struct, with their names.
fn named(object: &Value, says: &str) -> Value {
    let members = object.as_object().into_iter().flatten();
    members
        .map(|(name, value)| json!({ "name": name, says: value }))
        .collect()
}

/// A row of a result with details, as an assessment.
///
/// `scored` says that the lead is neither excluded nor failed: of a section
/// that says nothing a table cannot tell.
pub(crate) fn assessment(model: &Model, batch: &RecordBatch, row: usize, scored: bool) -> Value {
    let cell = |column: &str| value(batch.column_by_name(column).unwrap(), row);
    let unless_null = |column: &str, object: Value| match cell(column) {
        Value::Null => Value::Null,
        _ => object,
    };
    let document = model.document();
    json!({
        "lead": cell("lead"), "as_of": cell("as_of"), "excluded": cell("excluded"), "persona": cell("persona"),
        "fit": unless_null("fit_points", json!({
            "points": cell("fit_points"), "grade": cell("grade"), "known": cell("fit_known"),
            "groups": named(&cell("fit_groups"), "points"),
        })),
        "engagement": unless_null("engagement_points", json!({
            "points": cell("engagement_points"), "rank": cell("rank"),
            "groups": named(&cell("engagement_groups"), "points"),
        })),
        "cell": cell("cell"),
        "total": cell("total"),
        "cycle": unless_null("cycle_points", json!({
            "points": cell("cycle_points"), "length_days": cell("cycle_length_days"),
            "elapsed_days": cell("cycle_elapsed_days"), "due": cell("cycle_due"),
            "overdue_days": cell("cycle_overdue_days"), "phase": cell("cycle_phase"), "seasons": cell("cycle_seasons"),
        })),
        "readiness": unless_null("readiness_points", json!({
            "points": cell("readiness_points"), "ready": cell("ready"),
        })),
        "completeness": unless_null("completeness_level", json!({
            "level": cell("completeness_level"), "missing": cell("completeness_missing"),
            "kinds": cell("completeness_kinds"),
        })),
        "interests": cell("interests"),
        "stage": unless_null("stage", json!({ "name": cell("stage"), "pipeline": cell("pipeline") })),
        "segments": cell("segments"), "qualification": cell("qualification"), "priority": cell("priority"),
        "next_steps": cell("next_steps"),
        "purchases": unless_null("purchases_count", json!({
            "count": cell("purchases_count"), "value": cell("purchases_value"), "products": cell("purchases_products"),
            "days_since": cell("purchases_days_since"), "days_since_first": cell("purchases_days_since_first"),
        })),
        "activity": if scored { json!({ "days_since": cell("activity_days_since") }) } else { Value::Null },
        "switches": if scored && document.switches.is_some() { named(&cell("switches"), "value") } else { Value::Null },
    })
}

/// The same with every number as a double, so that `30` is `30.0`.
pub(crate) fn leveled(value: &Value) -> Value {
    match value {
        Value::Number(number) => number.as_f64().map_or(Value::Null, Value::from),
        Value::Array(list) => list.iter().map(leveled).collect(),
        Value::Object(object) => {
            let members = object
                .iter()
                .map(|(name, value)| (name.clone(), leveled(value)));
            Value::Object(members.collect())
        }
        other => other.clone(),
    }
}
