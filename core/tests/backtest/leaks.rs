//! Warnings about what may have told a model the outcome in advance.

use leadgrade::Model;
use leadgrade::calibrate::{BacktestRequest, Leak, Outcomes, SampleRequest};
use leadgrade::tables::{Chunk, KnownAt};

use crate::tables::{instants, lines};

const MODEL: &str = r#"
    format = 1
    name = "shop"
    attributes.trade = { type = "text" }
    attributes.address = { type = "text" }
    engagement = {}
    fit = { criteria = [{ name = "trade", fact = "profile.trade", cases = [{ eq = "shop", points = 10 }] }] }
    [signals]
    visit = { points = 3 }
    demo = { points = 30 }
    order = { points = 5 }
"#;
const EVENTS: &str = "
    a visit 2026-01-05 2026-01-05
    a visit 2026-01-06 2026-01-06
    b visit 2026-01-05 2026-01-05
    c visit 2026-01-05 2026-02-20
    d visit 2026-01-05 2026-01-05
    a demo 2026-01-19T08:00:00Z -
    a order 2026-01-20T09:00:00Z -
    a demo 2026-01-20T10:00:00Z -
    b visit 2026-01-20 -
    b order 2026-01-22 -
    d visit 2026-02-28 -
";

fn leaks(profiles: Chunk<'static>, outcomes: Outcomes<'_>, known: Option<KnownAt>) -> Vec<Leak> {
    let model = Model::from_toml(MODEL).unwrap();
    let mut request = BacktestRequest::new(SampleRequest::new(
        instants(&model, &["2026-01-10"]),
        30,
        outcomes,
    ));
    request.sample.known = known;
    let events = lines("lead event at recorded_at", EVENTS);
    model
        .backtest(&[profiles], &[events], &request)
        .unwrap()
        .leaks
}

#[test]
fn each_warning() {
    let profiles = lines(
        "lead trade address",
        "a shop street\nb shop road\nc shop -\nd - -",
    );
    let order = || Outcomes::Signal("order".to_owned());
    let found = leaks(profiles, order(), Some(KnownAt::Now));
    let [recorded, undated, trade, address, demo, own, points] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!(*recorded, recorded_later(0, 1));
    // The model does not read `address`.
    assert!(matches!(undated, Leak::Undated { attributes } if attributes == &["trade"]));
    // Known for both leads that convert, and for none or one of the two others. Attributes are sorted by name.
    assert!(
        matches!(trade, Leak::KnownTells { attribute, auc } if attribute == "address" && *auc == 1.0)
    );
    assert!(
        matches!(address, Leak::KnownTells { attribute, auc } if attribute == "trade" && *auc == 0.75)
    );
    // One of one event up to the first order; the order itself is also such an event.
    assert!(
        matches!(demo, Leak::LateSignal { signal, events: 1, late: 1 , .. } if signal == "demo")
    );
    assert!(
        matches!(own, Leak::LateSignal { signal, events: 2, late: 2, .. } if signal == "order")
    );
    assert!(matches!(points, Leak::OutcomeHasPoints { signal } if signal == "order"));
}

fn recorded_later(profiles: u64, events: u64) -> Leak {
    Leak::RecordedLater { profiles, events }
}

#[test]
fn sound_tables_have_none() {
    let profiles = lines(
        "lead trade address valid_from recorded_at",
        "a shop - 2026-01-01 -\nb - road 2026-01-01 -\nc shop - 2026-01-01 -\nd - road 2026-01-01 2026-01-31",
    );
    let outcomes = Outcomes::Table(lines("lead at", "a 2026-01-25\nb 2026-01-26"));
    let found = leaks(profiles.clone(), outcomes.clone(), Some(KnownAt::Now));
    assert_eq!(found, [recorded_later(1, 1)]);
    // Rows that were recorded later do not exist then: the profile of d, and c.
    let found = leaks(profiles, outcomes, None);
    assert!(
        !found
            .iter()
            .any(|leak| matches!(leak, Leak::RecordedLater { .. })),
        "{found:?}"
    );
}
