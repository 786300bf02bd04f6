//! The bundled models: they are accepted, and their own tests pass.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops at once and says where"
)]

use leadgrade_examples::bundled;
use leadgrade_examples::trouble::load_model;

#[test]
fn every_model_passes_its_own_tests() {
    let folder = bundled::model("any");
    let models = std::fs::read_dir(folder.parent().unwrap()).unwrap();
    let mut seen = 0;
    for path in models.map(|entry| entry.unwrap().path()) {
        let model = load_model(&path).unwrap_or_else(|error| panic!("{error}"));
        let outcomes = model.run_tests();
        assert!(!outcomes.is_empty(), "{} has no tests", path.display());
        for outcome in outcomes {
            let (name, differences) = (&outcome.name, &outcome.differences);
            assert!(
                outcome.passed,
                "{}, {name}: {differences:#?}",
                path.display()
            );
        }
        seen += 1;
    }
    assert!(seen >= 3);
}
