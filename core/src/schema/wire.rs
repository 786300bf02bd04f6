//! The schemas of all answers and requests.

use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::{Assessed, ErrorAnswer, Explained, Finding, MODEL_FILE, requests, tidy};
use crate::wire::{GridAnswer, HistoryInfo, LeadsAnswer, MovesAnswer, Observed, TablesReport};
use crate::{Comparison, Info, NextChange, TestOutcome, TimelineRow};

pub(super) fn schema() -> Value {
    let mut generator = SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator();
    generator.subschema_for::<Assessed>();
    generator.subschema_for::<Explained>();
    generator.subschema_for::<Comparison>();
    generator.subschema_for::<Info>();
    generator.subschema_for::<ErrorAnswer>();
    generator.subschema_for::<HistoryInfo<'static>>();
    generator.subschema_for::<Observed>();
    generator.subschema_for::<GridAnswer<'static>>();
    generator.subschema_for::<MovesAnswer<'static>>();
    generator.subschema_for::<LeadsAnswer<'static>>();
    generator.subschema_for::<TablesReport<'static>>();
    let change = generator.subschema_for::<NextChange>();
    let lists = [
        (
            "Timeline",
            "The answer of `timeline`, in the order of the days.",
            generator.subschema_for::<TimelineRow>(),
        ),
        (
            "TestOutcomes",
            "The answer of `run_tests`, in the order of the tests.",
            generator.subschema_for::<TestOutcome>(),
        ),
        (
            "Findings",
            "The answer of `lint`, in the order of the document.",
            generator.subschema_for::<Finding>(),
        ),
    ];
    let mut definitions = generator.take_definitions(true);
    definitions.extend(requests::definitions());
    for (name, about, item) in lists {
        let list = json!({ "description": about, "type": "array", "items": item });
        definitions.insert(name.to_owned(), list);
    }
    let about = "The answer of `next_change`; null where no label differs within the horizon.";
    let answer = json!({ "description": about, "anyOf": [change, { "type": "null" }] });
    definitions.insert("NextChangeAnswer".to_owned(), answer);
    let about = "The answer of `document`: a model with every default filled in.";
    let document = json!({ "description": about, "$ref": MODEL_FILE });
    definitions.insert("Document".to_owned(), document);
    let mut schema =
        json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": definitions });
    tidy::wire(&mut schema);
    tidy::head(
        &mut schema,
        "Wire",
        "What crosses a language border: the answers and requests of every operation.",
    );
    schema
}
