//! Minimum points for wishes, compared with assessments that are counted one by one.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "a test may stop at once, and counts by itself"
)]
#![allow(dead_code, reason = "the made-up leads serve other tests, too")]

#[path = "refit/shop.rs"]
mod shop;

use leadgrade::calibrate::{ThresholdOf, Thresholds, ThresholdsRequest, Wish};
use leadgrade::tables::{AsOf, TableOptions};
use leadgrade::{Instant, Model};
use shop::{Lead, Random, instants, leads, model, request, tables};

fn thresholds(leads: &[Lead], of: ThresholdOf, wishes: &[(&str, Wish)]) -> Thresholds {
    let model = model();
    let (profiles, events) = tables(leads);
    let mut own = ThresholdsRequest::new(request(&model).sample, of);
    for (band, wish) in wishes {
        own = own.wish(band, *wish);
    }
    model.thresholds(&[profiles], &[events], &own).unwrap()
}

/// The thousandths of points of engagement of each lead that has not ordered, by id, at each instant.
fn engagement(leads: &[Lead], model: &Model, at: &[Instant]) -> Vec<Vec<(String, i64, bool)>> {
    let (profiles, events) = tables(leads);
    let (profiles, events) = ([profiles], [events]);
    let rows = at.iter().zip(shop::DAYS).map(|(at, day)| {
        let found = model
            .assess_chunks(
                &profiles,
                &events,
                &AsOf::One(*at),
                &TableOptions::default(),
            )
            .unwrap();
        let rows = found.leads.iter().zip(found.rows.iter());
        let rows = rows.filter_map(|(id, row)| {
            let lead = leads.iter().find(|lead| lead.id == *id)?;
            if lead.order.is_some_and(|order| order <= day) {
                return None;
            }
            let converts = lead.order.is_some_and(|order| order <= day + 29);
            Some((id.to_string(), row.engagement?.points.0, converts))
        });
        rows.collect()
    });
    rows.collect()
}

#[test]
fn a_number_of_leads_is_reached_at_no_instant() {
    let leads = leads(600, 11, true);
    let found = thresholds(&leads, ThresholdOf::Rank, &[("1", Wish::Capacity(25))]);
    let model = model();
    let rows = engagement(&leads, &model, &instants(&model));
    let reach = |minimum: i64, rows: &[(String, i64, bool)]| {
        rows.iter().filter(|row| row.1 >= minimum * 1_000).count()
    };
    // Six instants, of which four choose.
    assert_eq!(found.chosen_on, 4);
    let minimum = found.bands[0].points.0 / 1_000;
    assert!(rows[..4].iter().all(|own| reach(minimum, own) <= 25));
    assert!(rows[..4].iter().any(|own| reach(minimum - 1, own) > 25));
    let mut before: Vec<String> = Vec::new();
    for (own, figures) in rows.iter().zip(&found.bands[0].instants) {
        let ids: Vec<String> = own
            .iter()
            .filter(|row| row.1 >= minimum * 1_000)
            .map(|row| row.0.clone())
            .collect();
        let new = ids.iter().filter(|id| !before.contains(id)).count();
        let conversions = own
            .iter()
            .filter(|row| row.2 && ids.contains(&row.0))
            .count();
        assert_eq!(figures.leads, ids.len() as u64);
        assert_eq!(figures.new_leads, new as u64);
        assert_eq!(figures.conversions, conversions as u64);
        assert_eq!(figures.share, Some(ids.len() as f64 / own.len() as f64));
        before = ids;
    }
    let chose: Vec<bool> = found.bands[0]
        .instants
        .iter()
        .map(|one| one.chose)
        .collect();
    assert_eq!(chose, [true, true, true, true, false, false]);
}

#[test]
fn a_share_is_that_of_the_rows_that_choose() {
    let leads = leads(600, 12, true);
    let found = thresholds(
        &leads,
        ThresholdOf::Rank,
        &[("1", Wish::Share(0.05)), ("2", Wish::Share(0.2))],
    );
    let model = model();
    let rows = engagement(&leads, &model, &instants(&model));
    let all: Vec<i64> = rows[..4].iter().flatten().map(|row| row.1).collect();
    for (band, share) in found.bands.iter().zip([0.05, 0.2]) {
        let minimum = band.points.0 / 1_000;
        let reach = |minimum: i64| all.iter().filter(|own| **own >= minimum * 1_000).count() as f64;
        let most = share * all.len() as f64;
        assert!(
            reach(minimum) <= most && reach(minimum - 1) > most,
            "{band:?}"
        );
    }
    // Ranks 3 and 4 keep 40 and 20 points unless they meet better ones.
    assert_eq!(found.bands[2].wish, None);
    assert!(
        found
            .bands
            .is_sorted_by(|one, next| one.points > next.points)
    );
}

#[test]
fn minima_that_meet_move_up() {
    let leads = leads(600, 13, true);
    let wishes = [("1", Wish::Share(1.0)), ("2", Wish::Share(0.0))];
    let found = thresholds(&leads, ThresholdOf::Rank, &wishes);
    let raised: Vec<bool> = found.bands.iter().map(|band| band.is_raised).collect();
    assert_eq!(raised, [true, false, false, false]);
    assert_eq!(found.bands[0].points.0, found.bands[1].points.0 + 1_000);
    assert_eq!(found.bands[0].instants[0].leads, 0);
    let ranks = &found.model.document().engagement.as_ref().unwrap().ranks;
    assert_eq!(ranks[0].from, Some(found.bands[0].points));
    assert_eq!(
        Model::from_toml(&found.text).unwrap().document(),
        found.model.document()
    );
}

#[test]
fn a_rate_that_no_points_have_is_not_met() {
    let leads = leads(600, 14, true);
    let found = thresholds(&leads, ThresholdOf::Ready, &[("ready", Wish::Rate(1.0))]);
    assert!(!found.bands[0].is_met);
    let found = thresholds(&leads, ThresholdOf::Ready, &[("ready", Wish::Rate(0.0))]);
    assert!(found.bands[0].is_met);
    // All leads are ready then.
    assert_eq!(found.bands[0].instants[0].share, Some(1.0));
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let mut own = leads(300, 15, true);
    let wishes = [
        ("A", Wish::Share(0.1)),
        ("B", Wish::Rate(0.1)),
        ("C", Wish::Capacity(90)),
    ];
    let first = thresholds(&own, ThresholdOf::Grade, &wishes).bands;
    Random(5).shuffle(&mut own);
    assert_eq!(thresholds(&own, ThresholdOf::Grade, &wishes).bands, first);
}

#[test]
fn bad_wishes_say_what_is_allowed() {
    let (profiles, events) = tables(&leads(50, 7, true));
    let message = |text: &str, of: ThresholdOf, wishes: &[(&str, Wish)]| {
        let model = Model::from_toml(text).unwrap();
        let mut own = ThresholdsRequest::new(request(&model).sample, of);
        for (band, wish) in wishes {
            own = own.wish(band, *wish);
        }
        let tables = ([profiles.clone()], [events.clone()]);
        let found = model.thresholds(&tables.0, &tables.1, &own);
        found.unwrap_err().to_string()
    };
    let bare = "format = 1\nname = \"bare\"\n[signals]\norder = {}";
    let share = [("ready", Wish::Share(0.5))];
    assert_eq!(
        message(bare, ThresholdOf::Ready, &share),
        "`of` asks for minima of `readiness`, a section that the model does not have"
    );
    assert_eq!(
        message(shop::MODEL, ThresholdOf::Ready, &[]),
        "`wishes` is empty; it needs a wish for one of `ready`"
    );
    assert_eq!(
        message(shop::MODEL, ThresholdOf::Grade, &[("E", Wish::Share(0.5))]),
        "`wishes` names `E`; expected `A`, `B`, `C`, `D`"
    );
    assert_eq!(
        message(
            shop::MODEL,
            ThresholdOf::Ready,
            &[("ready", Wish::Rate(20.0))]
        ),
        "the wish for `ready` is 20; expected a number from 0 to 1"
    );
}
