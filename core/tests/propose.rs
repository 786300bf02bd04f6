//! Proposed criteria for columns of every type.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use leadgrade::Model;
use leadgrade::calibrate::{Omitted, Outcomes, Proposal, ProposeRequest, SampleRequest, Trend};
use leadgrade::tables::{Chunk, Column, Known};

/// SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % end
    }
}

/// A lead: in most cases it converts if it has 40 employees or more, trades in law, or was founded less
/// than 100 days ago.
#[derive(Clone)]
struct Lead {
    id: String,
    employees: Option<f64>,
    luck: f64,
    trade: &'static str,
    founded: i32,
    /// Known if the lead converts.
    contract: Option<f64>,
    converts: bool,
}

/// 2026-01-10 in days since 1970.
const TODAY: i32 = 20_463;

fn leads() -> Vec<Lead> {
    let mut random = Random(7);
    let lead = |at: u32| {
        let employees =
            (random.below(10) > 0).then(|| f64::from(u32::try_from(random.below(200)).unwrap()));
        let trade = match random.below(4) {
            0 => "law",
            1 => "toys",
            _ => "food",
        };
        let age = i32::try_from(random.below(400)).unwrap();
        let reasons = u64::from(employees.is_some_and(|one| one >= 120.0))
            + u64::from(trade == "law")
            + u64::from(age < 100);
        let converts = random.below(10) < 1 + 3 * reasons;
        Lead {
            id: format!("L{at}"),
            employees,
            luck: f64::from(u32::try_from(random.below(1_000)).unwrap()),
            trade: if random.below(100) == 0 {
                "rare"
            } else {
                trade
            },
            founded: TODAY - age,
            contract: converts.then_some(1.0),
            converts,
        }
    };
    (0..3_000).map(lead).collect()
}

fn texts(list: impl Iterator<Item = String>) -> Column<'static> {
    Column::Texts(Box::new(list.collect::<Vec<String>>()))
}

fn numbers(list: impl Iterator<Item = Option<f64>>) -> Column<'static> {
    let list: Vec<f64> = list.map(|one| one.unwrap_or(f64::NAN)).collect();
    Column::Doubles(list.into(), Known::All)
}

fn propose(
    leads: &[Lead],
    change: impl FnOnce(&mut ProposeRequest<'_>),
) -> Result<Proposal, String> {
    let model = Model::from_toml("format = 1\nname = \"shop\"").unwrap();
    let days: Vec<i32> = leads.iter().map(|lead| lead.founded).collect();
    let profiles = Chunk::new(leads.len())
        .with("lead", texts(leads.iter().map(|lead| lead.id.clone())))
        .with(
            "employees",
            numbers(leads.iter().map(|lead| lead.employees)),
        )
        .with("luck", numbers(leads.iter().map(|lead| Some(lead.luck))))
        .with(
            "trade",
            texts(leads.iter().map(|lead| lead.trade.to_owned())),
        )
        .with("founded", Column::Days(days.into(), Known::All))
        .with("contract", numbers(leads.iter().map(|lead| lead.contract)));
    let buyers: Vec<String> = leads
        .iter()
        .filter(|lead| lead.converts)
        .map(|lead| lead.id.clone())
        .collect();
    let outcomes = Chunk::new(buyers.len())
        .with("at", texts(buyers.iter().map(|_| "2026-02-01".to_owned())))
        .with("lead", texts(buyers.into_iter()));
    let at = [model.as_of("2026-01-10").unwrap()];
    let mut sample = SampleRequest::new(at, 90, Outcomes::Table(outcomes));
    sample.observed_until = Some(model.as_of("2026-12-31").unwrap());
    let mut request = ProposeRequest::new(sample);
    change(&mut request);
    model
        .propose(&[profiles], &[], &request)
        .map_err(|error| error.to_string())
}

/// The labels and points of the bins of a column, or why it is left out.
fn bins(found: &Proposal, column: &str) -> Result<Vec<(String, i64)>, Omitted> {
    let own = found
        .columns
        .iter()
        .find(|one| one.column == column)
        .unwrap();
    match &own.left_out {
        Some(why) => Err(why.clone()),
        None => Ok(own
            .bins
            .iter()
            .map(|bin| (bin.label.clone(), bin.points))
            .collect()),
    }
}

#[test]
fn columns_that_tell_get_criteria() {
    let leads = leads();
    let found = propose(&leads, |_| ()).unwrap();
    // The true limit is 120; a round limit near it must be found.
    let employees = bins(&found, "employees").unwrap();
    assert!(
        employees
            .iter()
            .any(|(label, _)| ["120 or more", "110 or more", "130 or more"]
                .contains(&label.as_str())),
        "{employees:?}"
    );
    let trade = bins(&found, "trade").unwrap();
    let best = trade.iter().max_by_key(|(_, points)| *points).unwrap();
    assert!(
        best.0.contains("law") && !best.0.contains("food"),
        "{trade:?}"
    );
    let founded = bins(&found, "founded").unwrap();
    let best = founded.iter().max_by_key(|(_, points)| *points).unwrap();
    let limit = best
        .0
        .strip_prefix("below ")
        .and_then(|limit| limit.parse::<u32>().ok());
    assert!(
        limit.is_some_and(|limit| (90..=110).contains(&limit)),
        "{founded:?}"
    );
    assert_eq!(bins(&found, "luck"), Err(Omitted::TellsNothing));
    assert_eq!(bins(&found, "contract"), Err(Omitted::Leak));
    let most = found
        .columns
        .iter()
        .flat_map(|one| &one.bins)
        .map(|bin| bin.points.abs())
        .max();
    assert_eq!(most, Some(20));
    // The text is the model.
    let read = Model::from_toml(&found.toml).unwrap();
    assert_eq!(read.info().fingerprint, found.model.info().fingerprint);
    // Rows of a column are all rows to learn from.
    for column in found.columns.iter().filter(|one| one.left_out.is_none()) {
        assert_eq!(
            column.bins.iter().map(|bin| bin.rows).sum::<u64>(),
            found.rows,
            "{}",
            column.column
        );
        assert_eq!(
            column.bins.iter().map(|bin| bin.conversions).sum::<u64>(),
            found.conversions
        );
    }
    // The order of rows does not matter.
    let reversed: Vec<Lead> = leads.iter().rev().cloned().collect();
    let again = propose(&reversed, |_| ()).unwrap();
    assert_eq!((again.toml, again.columns), (found.toml, found.columns));
}

#[test]
fn a_trend_forbids_what_goes_the_other_way() {
    let found = propose(&leads(), |request| {
        request.columns = Some(vec!["employees".to_owned()]);
        request
            .trends
            .insert("employees".to_owned(), Trend::Falling);
    });
    assert_eq!(
        bins(&found.unwrap(), "employees"),
        Err(Omitted::TellsNothing)
    );
}

#[test]
fn bad_requests() {
    let leads = leads();
    let refused = |change: fn(&mut ProposeRequest<'_>)| {
        propose(&leads, change).map(|found| found.toml).unwrap_err()
    };
    assert_eq!(
        refused(|request| request.columns = Some(vec!["employes".to_owned()])),
        "`columns` names the column `employes`, which profiles do not have; the nearest is `employees`"
    );
    assert_eq!(
        refused(|request| request.max_points = 0),
        "`max_points` is 0; it must be a whole number from 1 to 1,000"
    );
    assert_eq!(
        refused(|request| request.columns = Some(vec!["lead".to_owned()])),
        "`columns` names `lead`, which says whose row it is or when it holds; criteria are for the other columns"
    );
}
