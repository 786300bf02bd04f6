//! Generates valid models and leads from a seed, to compare two implementations of the scoring language.
//!
//! Many seeds together reach every construct of a model document. Most models are small, so that a case is fast and a
//! difference is easy to read. Sections are generated in the order of evaluation, so that a condition names only facts
//! that exist there.

pub mod dice;

pub mod calendar;
pub mod pools;

pub mod facts;
pub mod world;

pub mod behaviour;
pub mod labels;
pub mod rhythm;
pub mod scoring;

pub mod cells;
pub mod ids;
pub mod leads;
pub mod trials;

use serde_json::{Map, Value, json};

pub use dice::Dice;
pub use ids::has_id;
pub use leads::Lead;
use world::World;

/// A model, and leads to assess with it.
#[derive(Clone, Debug)]
pub struct Case {
    /// A valid document.
    pub model: Value,
    /// One to four leads.
    pub leads: Vec<Lead>,
}

/// The case of a seed; the same on every platform.
pub fn case(seed: u64) -> Case {
    let mut dice = Dice::new(seed);
    let world = model(&mut dice);
    let leads = (0..dice.between(1, 4))
        .map(|_| leads::lead(&world, &mut dice))
        .collect();
    let tests = dice.chance(15).then(|| trials::tests(&world, &mut dice));
    let mut model = finished(&mut dice, world);
    if let Some(tests) = tests {
        model["tests"] = tests;
    }
    Case { model, leads }
}

/// All sections, in the order of evaluation.
fn model(dice: &mut Dice) -> World {
    let mut world = World::new(dice);
    let with_fit = world.wants(dice, 75);
    let groups = if world.wants(dice, 80) {
        scoring::engagement_frame(&mut world, dice)
    } else {
        Vec::new()
    };
    behaviour::signals(&mut world, dice, &groups);
    behaviour::purchases(&mut world, dice);
    behaviour::switches(&mut world, dice);
    behaviour::seasons(&mut world, dice);
    scoring::scope(&mut world, dice);
    scoring::completeness(&mut world, dice);
    scoring::personas(&mut world, dice, with_fit);
    if with_fit {
        scoring::fit(&mut world, dice);
    }
    if world.has("engagement") {
        scoring::engagement(&mut world, dice, &groups);
    }
    rhythm::cycle(&mut world, dice);
    rhythm::readiness(&mut world, dice);
    rhythm::interests(&mut world, dice);
    labels::lifecycle(&mut world, dice);
    labels::segments(&mut world, dice);
    labels::qualification(&mut world, dice);
    labels::channels(&mut world, dice);
    labels::next_steps(&mut world, dice);
    labels::priority(&mut world, dice);
    world
}

/// A document with format, name and time zone.
fn finished(dice: &mut Dice, world: World) -> Value {
    let mut document: Map<String, Value> = world.document;
    document.insert("format".to_owned(), json!(1));
    document.insert("name".to_owned(), json!("generated"));
    if world.place.zone != "UTC" || dice.chance(50) {
        document.insert("timezone".to_owned(), json!(world.place.zone));
    }
    if dice.chance(10) {
        document.insert(
            "description".to_owned(),
            dice.pick(&[json!("from a seed"), Value::Null]).clone(),
        );
    }
    if dice.chance(10) {
        document.insert("note".to_owned(), json!("a note means nothing"));
    }
    Value::Object(document)
}
