use std::collections::BTreeMap;

use crate::assessment::Row;
use crate::exact::Instant;
use crate::model::Model;
use crate::tables::{AsOf, Chunk, Column, KnownAt, TableOptions};

const MODEL: &str = r#"
    format = 1
    name = "shop"
    timezone = "Europe/Berlin"
    attributes.size = { type = "number" }
    properties.product = { type = "text" }
    personas = [{ name = "big", when = { fact = "profile.size", gte = 50 }, points = 7 }]
    purchases = { signals = ["order"] }
    buying_cycle = { length = { days = 20 } }
    engagement = { decay = { half_life_days = 9 } }
    fit = { criteria = [{ name = "size", fact = "profile.size", missing = 3, cases = [{ gte = 30, points = 40 }] }] }
    lifecycle = { stages = [{ name = "new" }, { name = "customer", when = { fact = "purchases.count", gte = 1 } }] }
    [signals]
    visit = { points = 9, limit = 2 }
    call = { points_per_unit = 0.5 }
    order = { points = 3 }
"#;
const INTERESTS: &str = "\n[interests]\nproperty = \"product\"\n";

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

    /// A text for each row; some are null if `gaps` is set.
    fn texts(
        &mut self,
        rows: usize,
        gaps: bool,
        mut one: impl FnMut(&mut Self) -> String,
    ) -> Column<'static> {
        let texts: Vec<Option<String>> = (0..rows)
            .map(|_| {
                let is_gap = gaps && self.below(3) == 0;
                (!is_gap).then(|| one(self))
            })
            .collect();
        Column::Texts(Box::new(texts))
    }
}

fn time(random: &mut Random) -> String {
    let (day, hour) = (1 + random.below(28), random.below(24));
    let month = 2 + random.below(3);
    format!("2026-{month:02}-{day:02}T{hour:02}:30:00Z")
}

fn instant(text: &str) -> Instant {
    let model = Model::from_toml("format = 1\nname = \"utc\"").unwrap();
    model.as_of(text).unwrap()
}

/// Tables with the rare columns that the bits of `with` name.
fn tables(random: &mut Random, with: u64) -> (Chunk<'static>, Chunk<'static>) {
    let (profiles, events) = (40, 300);
    let lead = |random: &mut Random| format!("L{}", random.below(30));
    let mut own = Chunk::new(profiles)
        .with("lead", random.texts(profiles, false, lead))
        .with(
            "size",
            random.texts(profiles, true, |random| random.below(100).to_string()),
        )
        .with("valid_from", random.texts(profiles, true, time));
    let instants = (0..events).map(|_| instant(&time(random)).micros());
    let instants: Vec<i64> = instants.collect();
    let names = ["visit", "visit", "call", "order", "other"];
    let name = |random: &mut Random| names[usize::try_from(random.below(5)).unwrap()].to_owned();
    let mut theirs = Chunk::new(events)
        .with(
            "lead",
            random.texts(events, false, |random| format!("L{}", random.below(45))),
        )
        .with("event", random.texts(events, false, name))
        .with(
            "at",
            Column::Instants {
                micros: instants.into(),
                known: crate::tables::Known::All,
                local: false,
            },
        )
        .with(
            "product",
            random.texts(events, true, |random| format!("P{}", random.below(3))),
        );
    if with & 1 > 0 {
        theirs = theirs.with(
            "id",
            random.texts(events, true, |random| random.below(200).to_string()),
        );
    }
    if with & 2 > 0 {
        own = own.with("recorded_at", random.texts(profiles, true, time));
        theirs = theirs.with("recorded_at", random.texts(events, true, time));
    }
    if with & 4 > 0 {
        theirs = theirs.with(
            "value",
            random.texts(events, true, |random| random.below(9).to_string()),
        );
    }
    (own, theirs)
}

#[test]
fn several_instants_give_what_each_gives_alone() {
    for seed in 0..48 {
        let mut random = Random(seed);
        let text = if seed & 8 > 0 {
            format!("{MODEL}{INTERESTS}")
        } else {
            MODEL.to_owned()
        };
        let model = Model::from_toml(&text).unwrap();
        let (own, theirs) = tables(&mut random, seed & 7);
        let (profiles, events) = ([own], [theirs]);
        let texts = if seed & 16 > 0 {
            ["2026-02-11", "2026-03-28", "2026-03-29", "2026-04-20"]
        } else {
            [
                "2026-02-11",
                "2026-03-01T08:30:00Z",
                "2026-03-29",
                "2026-04-20T23:00:00Z",
            ]
        };
        let instants = texts.map(|text| model.as_of(text).unwrap());
        let options = TableOptions {
            known: if seed & 32 > 0 {
                KnownAt::Now
            } else {
                KnownAt::Then
            },
            ..TableOptions::default()
        };
        let keep = |found: super::InstantRow<'_>| {
            Some(((found.lead.to_owned(), found.at), found.row.clone()))
        };
        let found = model
            .assess_instants(&profiles, &events, &instants, &options, keep)
            .unwrap();
        let mut expected: BTreeMap<(String, usize), Row> = BTreeMap::new();
        for (at, as_of) in instants.iter().enumerate() {
            let alone = model
                .assess_chunks(&profiles, &events, &AsOf::One(*as_of), &options)
                .unwrap();
            for (lead, row) in alone.leads.iter().zip(alone.rows.iter()) {
                expected.insert((lead.to_owned(), at), row.clone());
            }
            if at == 3 {
                assert_eq!(found.rejects, alone.rejects);
            }
        }
        let count = found.rows.iter().flatten().count();
        let mut rows: BTreeMap<_, _> = found.rows.into_iter().flatten().collect();
        assert_eq!(count, rows.len(), "seed {seed}");
        // How many rejects name a lead is counted for a whole result.
        rows.values_mut()
            .chain(expected.values_mut())
            .for_each(|row| row.rejects = 0);
        assert_eq!(rows, expected, "seed {seed}");
    }
}
