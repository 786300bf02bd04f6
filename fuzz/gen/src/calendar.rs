//! Dates as days since 1970-01-01, and time zones with interesting days.

use crate::dice::Dice;

/// The day number of a civil date (proleptic Gregorian calendar).
pub fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let shifted = if month <= 2 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    365 * shifted + shifted.div_euclid(4) - shifted.div_euclid(100)
        + shifted.div_euclid(400)
        + of_year
        - 719_468
}

/// The civil date of a day number.
pub fn civil(number: i64) -> (i64, i64, i64) {
    let mut year = 1970 + number.div_euclid(366);
    while day_number(year + 1, 1, 1) <= number {
        year += 1;
    }
    // Before 1970 the estimate can be one year too late.
    while day_number(year, 1, 1) > number {
        year -= 1;
    }
    let mut month = 1;
    while month < 12 && day_number(year, month + 1, 1) <= number {
        month += 1;
    }
    (year, month, number - day_number(year, month, 1) + 1)
}

/// `2026-11-22`
pub fn written(number: i64) -> String {
    let (year, month, day) = civil(number);
    format!("{year:04}-{month:02}-{day:02}")
}

/// `11-22`; never `02-29`, which is not allowed as the bound of a season.
pub fn month_day(number: i64) -> String {
    let (_, month, day) = civil(number);
    if (month, day) == (2, 29) {
        "02-28".to_owned()
    } else {
        format!("{month:02}-{day:02}")
    }
}

/// A time zone, offsets that it has had, and days with changes.
#[derive(Debug)]
pub struct Place {
    /// Its IANA name.
    pub zone: &'static str,
    /// Offsets from UTC as RFC 3339 writes them.
    pub offsets: &'static [&'static str],
    /// Clock changes, skipped days and ends of months.
    pub days: &'static [(i64, i64, i64)],
}

/// Time zones that change their clocks at different times and in different ways.
pub const PLACES: [Place; 18] = [
    Place {
        zone: "UTC",
        offsets: &["Z", "+00:00", "-00:00"],
        days: &[(2026, 11, 22), (2024, 2, 29), (2026, 3, 31), (1970, 1, 1)],
    },
    Place {
        zone: "Europe/Berlin",
        offsets: &["+01:00", "+02:00"],
        days: &[(2026, 3, 29), (2026, 10, 25), (2028, 2, 29), (2100, 3, 28)],
    },
    Place {
        zone: "Asia/Riyadh",
        offsets: &["+03:00"],
        days: &[(2026, 2, 28), (2026, 12, 31), (2027, 1, 1)],
    },
    Place {
        zone: "America/New_York",
        offsets: &["-05:00", "-04:00"],
        days: &[(2026, 3, 8), (2026, 11, 1), (2024, 2, 29)],
    },
    Place {
        zone: "America/Havana",
        offsets: &["-05:00", "-04:00"],
        days: &[(2026, 3, 8), (2026, 11, 1)],
    },
    Place {
        zone: "Africa/Casablanca",
        offsets: &["+01:00", "+00:00"],
        days: &[(2026, 2, 15), (2026, 3, 22)],
    },
    Place {
        zone: "Asia/Kathmandu",
        offsets: &["+05:45", "+05:30"],
        days: &[(2026, 1, 31), (1986, 1, 1)],
    },
    Place {
        zone: "Australia/Lord_Howe",
        offsets: &["+10:30", "+11:00"],
        days: &[(2026, 4, 5), (2026, 10, 4)],
    },
    Place {
        zone: "Pacific/Apia",
        offsets: &["-10:00", "+14:00", "+13:00"],
        days: &[(2011, 12, 30), (2011, 12, 31), (2026, 5, 31)],
    },
    Place {
        zone: "America/Sao_Paulo",
        offsets: &["-03:00", "-02:00"],
        days: &[(2018, 11, 4), (2018, 2, 18), (2026, 8, 31)],
    },
    Place {
        zone: "America/St_Johns",
        offsets: &["-03:30", "-02:30"],
        days: &[(2009, 11, 1), (2010, 3, 14)],
    },
    Place {
        zone: "Africa/Cairo",
        offsets: &["+02:00", "+03:00"],
        days: &[(2026, 4, 24), (2026, 10, 30)],
    },
    Place {
        zone: "Pacific/Kwajalein",
        offsets: &["-12:00", "+12:00"],
        days: &[(1993, 8, 21), (1993, 8, 22)],
    },
    Place {
        zone: "Europe/Dublin",
        offsets: &["+00:00", "+01:00"],
        days: &[(2026, 3, 29), (2026, 10, 25)],
    },
    Place {
        zone: "Africa/Monrovia",
        offsets: &["-00:44", "+00:00"],
        days: &[(1972, 1, 7), (2026, 6, 30)],
    },
    Place {
        zone: "Antarctica/Troll",
        offsets: &["+00:00", "+02:00"],
        days: &[(2026, 3, 29), (2026, 10, 25)],
    },
    Place {
        zone: "America/Anchorage",
        offsets: &["-09:00", "-08:00"],
        days: &[(2026, 3, 8), (1983, 10, 30)],
    },
    Place {
        zone: "Asia/Gaza",
        offsets: &["+02:00", "+03:00"],
        days: &[(2026, 3, 28), (2026, 10, 24)],
    },
];

/// Ages in days at which results change in most models.
const AGES: [i64; 36] = [
    0, 0, 0, 1, 1, 2, 3, 5, 6, 7, 8, 13, 14, 15, 28, 29, 30, 31, 32, 44, 45, 59, 60, 61, 62, 89,
    90, 91, 92, 120, 180, 364, 365, 366, 400, 730,
];

/// An age of an event or a date.
pub fn age(dice: &mut Dice) -> i64 {
    match dice.below(20) {
        0 => dice.between(0, 1500),
        1..=3 => dice.between(0, 100),
        _ => *dice.pick(&AGES),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates() {
        assert_eq!(day_number(1970, 1, 1), 0);
        assert_eq!(day_number(2000, 3, 1), 11_017);
        assert_eq!(written(11_016), "2000-02-29");
        assert_eq!(month_day(11_016), "02-28");
        for number in (-800_000..200_000).step_by(97) {
            let (year, month, day) = civil(number);
            assert_eq!(day_number(year, month, day), number);
        }
    }
}
