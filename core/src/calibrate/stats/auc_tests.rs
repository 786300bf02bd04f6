use super::*;
use crate::calibrate::stats::random::Random;
use proptest::prelude::*;

const CONVERTS: [u8; 16] = [1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 1];

fn rows(scores: &[i64], leads: &[u32], converts: &[u8]) -> Vec<ScoredRow> {
    let rows = scores.iter().zip(leads).zip(converts);
    rows.map(|((score, lead), converts)| ScoredRow {
        score: Some(*score),
        lead: *lead,
        converts: *converts == 1,
    })
    .collect()
}

/// Twice what a pair of scores counts for the first.
fn half_wins<T: From<u8>>(ordering: std::cmp::Ordering) -> T {
    let twice: u8 = match ordering {
        std::cmp::Ordering::Less => 0,
        std::cmp::Ordering::Equal => 1,
        std::cmp::Ordering::Greater => 2,
    };
    twice.into()
}

fn check(found: &Auc, expected: [f64; 3]) {
    let interval = found.interval.unwrap();
    let found = [found.area, interval.low, interval.high];
    let close = |(one, two): (&f64, f64)| (one - two).abs() < 1e-9;
    assert!(found.iter().zip(expected).all(close), "{found:?}");
}

/// Expected: `sklearn.metrics.roc_auc_score`, and DeLong's variance by `numpy.cov` of the placements:
/// `cov(mean of psi by positive) / positives + cov(mean of psi by negative) / negatives`.
#[test]
fn one_row_a_lead_gives_the_plain_interval() {
    let scores = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3];
    let leads: Vec<u32> = (0..16).collect();
    let found = auc(rows(&scores, &leads, &CONVERTS)).unwrap();
    check(
        &found,
        [
            0.341_269_841_269_841_3,
            0.051_229_055_686_002,
            0.631_310_626_853_680_6,
        ],
    );
    // A bound beyond 1 is cut.
    let scores = [0, 10, 10, 20, 25, 40, 40, 40, 62, 80, 82, 110];
    let converts = [0, 0, 1, 0, 1, 0, 0, 1, 1, 0, 1, 1];
    let found = auc(rows(&scores, &leads, &converts)).unwrap();
    check(
        &found,
        [0.708_333_333_333_333_4, 0.397_004_412_260_752_1, 1.0],
    );
}

/// Expected: the formulas of Obuchowski (1997, Biometrics 53, 567-578) in numpy, over the matrix of all
/// pairs.
#[test]
fn rows_of_one_lead_are_summed() {
    let scores = [3, 5, 2, 4, 1, 7, 6, 0, 2, 4, 4, 1, 0, 3, 2, 1];
    let leads = [0, 0, 0, 1, 1, 2, 2, 2, 3, 4, 4, 4, 5, 6, 6, 7];
    let found = auc(rows(&scores, &leads, &CONVERTS)).unwrap();
    check(
        &found,
        [
            0.698_412_698_412_698_4,
            0.495_838_792_559_702_53,
            0.900_986_604_265_694_2,
        ],
    );
}

#[test]
fn null_is_below_all_scores() {
    let row = |score, lead, converts| ScoredRow {
        score,
        lead,
        converts,
    };
    let found = auc(vec![
        row(None, 0, false),
        row(Some(i64::MIN), 1, true),
        row(None, 2, true),
        row(Some(-5), 3, false),
    ]);
    assert_eq!(found.unwrap().area, (1.0 + 0.0 + 0.5 + 0.0) / 4.0);
}

#[test]
fn it_needs_rows_and_leads_of_either_kind() {
    assert_eq!(auc(rows(&[1, 2], &[0, 1], &[1, 1])), None);
    assert_eq!(auc(Vec::new()), None);
    let one_lead_converts = rows(&[1, 2, 3, 4], &[0, 0, 1, 2], &[1, 1, 0, 0]);
    assert_eq!(auc(one_lead_converts).unwrap().interval, None);
    let others_of_one_lead = rows(&[1, 2, 3, 4], &[0, 1, 2, 2], &[1, 1, 0, 0]);
    assert_eq!(auc(others_of_one_lead).unwrap().interval, None);
}

#[test]
fn a_perfect_score_has_no_spread() {
    let found = auc(rows(&[1, 2, 3, 4], &[0, 1, 2, 3], &[0, 0, 1, 1])).unwrap();
    assert_eq!(
        found.interval,
        Some(Interval {
            low: 1.0,
            high: 1.0
        })
    );
}

/// 400 leads in 10 instants. A lead keeps its score and its frailty, a factor of its chance.
#[test]
fn intervals_cover_the_area_of_dependent_rows() {
    const SCORES: u64 = 5;
    // In thousandths, for the two frailties, which are equally frequent.
    let chance = |score: u64, frail: bool| (10 + 5 * score) * if frail { 4 } else { 16 };
    let mut truth = [0, 0];
    for one in 0..SCORES {
        for two in 0..SCORES {
            let mean = |score| chance(score, true) + chance(score, false);
            let pairs = mean(one) * (2_000 - mean(two));
            truth[0] += pairs * half_wins::<u64>(one.cmp(&two));
            truth[1] += 2 * pairs;
        }
    }
    let truth = truth[0] as f64 / truth[1] as f64;
    let (mut random, mut clustered, mut as_if_plain) = (Random(20_261_130), 0, 0);
    let samples = 400;
    for _ in 0..samples {
        let mut rows = Vec::new();
        for lead in 0..400 {
            let (score, frail) = (random.below(SCORES), random.happens(500));
            rows.extend((0..10).map(|_| ScoredRow {
                score: Some(score.cast_signed()),
                lead,
                converts: random.happens(chance(score, frail)),
            }));
        }
        let holds = |rows| auc(rows).unwrap().interval.unwrap().holds(truth);
        clustered += u32::from(holds(rows.clone()));
        for (row, lead) in rows.iter_mut().zip(0..) {
            row.lead = lead;
        }
        as_if_plain += u32::from(holds(rows));
    }
    let percent = |count: u32| f64::from(count) * 100.0 / f64::from(samples);
    let (clustered, as_if_plain) = (percent(clustered), percent(as_if_plain));
    assert!((93.0..=97.0).contains(&clustered), "{clustered} %");
    assert!(as_if_plain < 90.0, "{as_if_plain} %");
}

proptest! {
    #[test]
    fn the_order_of_rows_and_the_numbers_of_leads_do_not_matter(
        drawn in prop::collection::vec((prop::option::of(-3_i64..4), 0_u32..8, any::<bool>()), 0..40).prop_shuffle(),
    ) {
        let row = |(score, lead, converts)| ScoredRow { score, lead, converts };
        let rows: Vec<ScoredRow> = drawn.into_iter().map(row).collect();
        let mut sorted = rows.clone();
        sorted.sort_by_key(|row| (row.score, row.lead, row.converts));
        sorted.iter_mut().for_each(|row| row.lead = 7 - row.lead);
        let (one, two) = (auc(rows.clone()), auc(sorted));
        prop_assert_eq!(one, two);
        // The definition, pair by pair.
        let [mut wins, mut pairs] = [0, 0];
        for one in rows.iter().filter(|row| row.converts) {
            for two in rows.iter().filter(|row| !row.converts) {
                wins += half_wins::<u128>(one.score.cmp(&two.score));
                pairs += 2;
            }
        }
        prop_assert_eq!(one.map(|auc| auc.area), ratio(wins, pairs));
    }
}
