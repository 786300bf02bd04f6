//! The study of buying cycles on real purchases: `LEADGRADE_DATA` names a folder with `CDNOW_sample.txt`,
//! the sample of Fader and Hardie.

use std::fs;

use leadgrade::Model;
use leadgrade::calibrate::{BacktestRequest, CycleRequest, Measure, Outcomes, SampleRequest};
use leadgrade::tables::{Chunk, Column};

/// Buying in the 39 weeks after 1997-09-30: recency alone has an AUC of 0.7714, the model BG/NBD
/// one of 0.7725.
#[test]
#[ignore = "needs real purchases: LEADGRADE_DATA=FOLDER cargo test --features calibrate --test cdnow_cycle -- --ignored"]
fn cdnow() {
    let folder = std::env::var("LEADGRADE_DATA").unwrap();
    let text = fs::read_to_string(format!("{folder}/CDNOW_sample.txt")).unwrap();
    let (mut leads, mut days) = (Vec::new(), Vec::new());
    for line in text.lines() {
        let mut fields = line.split_whitespace().skip(1);
        let (lead, day) = (fields.next().unwrap(), fields.next().unwrap());
        leads.push(lead.to_owned());
        let (year, rest) = day.split_at(4);
        let (month, day) = rest.split_at(2);
        days.push(format!("{year}-{month}-{day}"));
    }
    let count = leads.len();
    let events = Chunk::new(count)
        .with("lead", Column::Texts(Box::new(leads)))
        .with("event", Column::Texts(Box::new(vec!["order"; count])))
        .with("at", Column::Texts(Box::new(days)));
    let model = Model::from_toml(
        "format = 1\nname = \"cds\"\nsignals.order = {}\npurchases = { signals = [\"order\"] }",
    )
    .unwrap();
    let at = vec![model.as_of("1997-09-30").unwrap()];
    let mut request = CycleRequest::new(at.clone(), 273);
    request.observed_until = Some(model.as_of("1998-06-30").unwrap());
    let found = model
        .study_cycle(std::slice::from_ref(&events), &request)
        .unwrap();
    // 946 of the 2,357 customers bought on a second day by then.
    assert_eq!(found.gaps.leads, 946);
    assert!(!found.has_cycle && found.model.is_none());
    let mut sample = SampleRequest::new(at, 273, Outcomes::Signal("order".to_owned()));
    sample.again = true;
    sample.observed_until = request.observed_until;
    let request = BacktestRequest::new(sample);
    let ranked = found
        .readiness_model
        .backtest(&[], &[events], &request)
        .unwrap();
    let mut measures = ranked.overall.measures.iter();
    let readiness = measures
        .find(|one| one.measure == Measure::Readiness)
        .unwrap();
    assert!(readiness.auc.unwrap().area >= 0.777);
}
