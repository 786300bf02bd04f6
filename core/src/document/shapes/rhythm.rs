//! Schemas of decay, seasons and buying cycles.

use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use super::forms::{Form, Keys, schemas};
use super::unions::pair;
use super::{
    Count, CountOrNone, CycleDays, CycleMonths, Date, DayOrNone, Days, Factor, Keep, Lengths,
    MonthDay, Reference,
};
use crate::document::{Decay, Length, Overdue, Prior, Season, Unit};

schemas! {
    Decay = decay;
    Season = season;
    Length = length;
    FixedLength = fixed_length;
    Overdue = overdue;
}

/// Reads a fixed length.
pub(crate) enum FixedLength {}

fn decay(generator: &mut SchemaGenerator) -> Schema {
    let row = pair(
        &generator.subschema_for::<DayOrNone>(),
        &generator.subschema_for::<Factor>(),
    );
    let rows = json_schema!({ "type": "array", "items": row, "minItems": 1, "allOf": [{ "prefixItems": [{ "const": [0, 1] }] }] });
    let table = Keys::default()
        .with::<Days>(
            generator,
            "half_life_days",
            "The number of days after which half of the points are left.",
        )
        .with::<Days>(
            generator,
            "linear_days",
            "The number of days over which the points fall evenly to 0.",
        )
        .with::<Days>(
            generator,
            "window_days",
            "The number of days for which all points count; then none do.",
        )
        .with::<Days>(
            generator,
            "step_days",
            "The number of days after which the points are multiplied by `keep`, again and again.",
        )
        .with::<Keep>(
            generator,
            "keep",
            "Beside `step_days`: above 0, below 1, three places.",
        )
        .and(
            "table",
            "Rows of day and factor (six places): `[0, 1]` first, days rise.",
            rows,
        )
        .one_of(
            "One of the ways to fade.",
            &[
                Form(&["half_life_days"], &[], Value::Null),
                Form(&["linear_days"], &[], Value::Null),
                Form(&["window_days"], &[], Value::Null),
                Form(&["step_days", "keep"], &[], Value::Null),
                Form(&["table"], &[], Value::Null),
            ],
        );
    json_schema!({
        "description": "How the points of an event fade with its age in days.",
        "anyOf": [{ "type": "string", "const": "none", "description": "Never." }, table],
    })
}

fn season(generator: &mut SchemaGenerator) -> Schema {
    let date = generator.subschema_for::<Date>();
    let dates = json_schema!({ "type": "array", "items": pair(&date, &date), "minItems": 1 });
    Keys::default()
        .with::<MonthDay>(
            generator,
            "from",
            "First day of every year, such as `03-01`.",
        )
        .with::<MonthDay>(
            generator,
            "to",
            "Last day; before `from` it is one of the next year.",
        )
        .and(
            "dates",
            "Given ranges of days, both ends included, such as `[\"2026-02-18\", \"2026-03-19\"]`.",
            dates,
        )
        .one_of(
            "A named time of the year, both ends included.",
            &[
                Form(&["from", "to"], &[], Value::Null),
                Form(&["dates"], &[], Value::Null),
            ],
        )
        .into()
}

fn length(generator: &mut SchemaGenerator) -> Schema {
    let observed = json_schema!({ "type": "string", "enum": ["median", "mean"] });
    let gaps = |word: &str| json!({ "observed": { "const": word }, "min_intervals": { "not": { "const": 0 } } });
    let drawn = json!({ "observed": { "const": "mean" }, "prior": { "not": { "type": "null" } } });
    Keys::default()
        .with::<CycleMonths>(generator, "months", "A number of months.")
        .with::<CycleDays>(generator, "days", "A number of days.")
        .with::<Reference>(generator, "fact", "What a number fact says.")
        .with::<Unit>(generator, "unit", "What the number of the fact counts.")
        .and(
            "observed",
            "The median or mean of the lead's own gaps between purchase days.",
            observed,
        )
        .with::<CountOrNone>(
            generator,
            "min_intervals",
            "With fewer gaps there is no length; default 1, with `prior` 0.",
        )
        .with::<Count>(
            generator,
            "last",
            "The number of latest gaps to use; default all.",
        )
        .with::<Prior>(
            generator,
            "prior",
            "Beside `mean`: counts like `weight` gaps of `days`.",
        )
        .one_of(
            "How long a cycle is.",
            &[
                Form(&["months"], &[], Value::Null),
                Form(&["days"], &[], Value::Null),
                Form(&["fact", "unit"], &[], Value::Null),
                Form(&["observed"], &["min_intervals", "last"], gaps("median")),
                Form(&["observed"], &["min_intervals", "last"], gaps("mean")),
                Form(&["observed", "prior"], &["min_intervals", "last"], drawn),
            ],
        )
        .into()
}

fn fixed_length(generator: &mut SchemaGenerator) -> Schema {
    Keys::default()
        .with::<CycleMonths>(generator, "months", "A number of months.")
        .with::<CycleDays>(generator, "days", "A number of days.")
        .one_of(
            "A length that is written out.",
            &[
                Form(&["months"], &[], Value::Null),
                Form(&["days"], &[], Value::Null),
            ],
        )
        .into()
}

fn overdue(generator: &mut SchemaGenerator) -> Schema {
    let table = Keys::default()
        .with::<Lengths>(generator, "hold", "Lengths for which the points stay.")
        .with::<Lengths>(
            generator,
            "fade",
            "Lengths over which they then fall to nothing.",
        )
        .table("They stay for `hold` lengths, then fall to nothing over `fade` lengths.");
    json_schema!({
        "description": "What happens to the points after a full cycle.",
        "anyOf": [{ "type": "string", "const": "hold", "description": "They stay for ever." }, table],
    })
}
