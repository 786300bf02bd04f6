//! Models from arbitrary bytes.

use leadgrade::{Document, Model, ModelError};

/// `Model::from_toml` returns an error with messages, or a model that can be written, linted, tested,
/// and assess a lead.
pub fn model_toml(data: &[u8]) {
    if let Ok(text) = std::str::from_utf8(data) {
        check(text, Model::from_toml(text));
    }
}

/// The same property for JSON.
pub fn model_json(data: &[u8]) {
    if let Ok(text) = std::str::from_utf8(data) {
        check(text, Model::from_json(text));
    }
}

fn check(text: &str, read: Result<Model, ModelError>) {
    let model = match read {
        Ok(model) => model,
        Err(error) => return refused(text, &error),
    };
    let json = serde_json::to_string(model.document()).expect("a document is JSON");
    let again = Model::from_json(&json).expect("what was written is read");
    assert_eq!(again.document(), model.document());
    assert_eq!(again.info().fingerprint, model.info().fingerprint);
    let toml = toml::to_string(model.document()).expect("a document is TOML");
    assert_eq!(
        &Document::from_toml(&toml).expect("what was written is read"),
        model.document()
    );
    for finding in model.lint() {
        assert!(
            leadgrade::LINTS
                .iter()
                .any(|(code, _)| *code == finding.code)
        );
    }
    let _ = model.run_tests();
    let (profile, events) = crate::lead();
    let as_of = model.as_of("2026-11-22").expect("it is a day");
    let found = model.explain(&profile, &events, as_of);
    let (history, _) = model.history(&events);
    let kept = model
        .recall(&profile, &history)
        .explain(as_of)
        .expect("of one model");
    assert_eq!(found.to_canonical_json(), kept.to_canonical_json());
    assert_eq!(
        found.assessment().to_canonical_json(),
        kept.assessment().to_canonical_json()
    );
}

/// Checks that every problem has a place in the text and a message.
fn refused(text: &str, error: &ModelError) {
    assert!(!error.problems.is_empty() && error.problems.len() <= 1_001);
    let lines = text.split('\n').count();
    for problem in &error.problems {
        assert!(
            !problem.code.is_empty() && !problem.message.is_empty() && !problem.help.is_empty()
        );
        assert!(problem.path.is_empty() || problem.path.starts_with('/'));
        let line = problem
            .line
            .map(|line| usize::try_from(line).expect("it is a line"));
        assert!(
            line.is_none_or(|line| (1..=lines).contains(&line)),
            "{problem}"
        );
    }
}
