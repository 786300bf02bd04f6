//! Civil dates and the months between them.
//!
//! A date is a number of days, so that an age is a subtraction. The conversions run once
//! per event. They therefore use the well-known integer formulas (years that begin in
//! March, eras of 400 years) rather than a library type; the tests compare them with
//! `jiff` day by day.

use std::fmt;

/// A civil date, as days since 1970-01-01.
///
/// ```
/// use leadgrade::exact::Day;
/// let day = Day::parse("2026-01-31").unwrap();
/// assert_eq!(day.plus_months(1).to_string(), "2026-02-28");
/// assert_eq!(day.plus_months(1).since(day), 28);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// Days from 0000-03-01 to 1970-01-01.
const EPOCH: i64 = 719_468;
/// Days of 400 years.
const ERA: i64 = 146_097;

impl Day {
    /// The first date of an attribute: 1 January of year 1.
    pub const FIRST: Day = Day(-719_162);
    /// The last date of an attribute: 31 December 9999.
    pub const LAST: Day = Day(2_932_896);

    /// The date of a year, a month from 1 and a day from 1. Returns `None` if there is no
    /// such date, or if the year is out of range (millions of years away).
    ///
    /// ```
    /// use leadgrade::exact::Day;
    /// assert_eq!(Day::from_civil(1970, 1, 2), Some(Day(1)));
    /// assert_eq!(Day::from_civil(2026, 2, 29), None);
    /// ```
    #[inline]
    pub fn from_civil(year: i32, month: u8, day: u8) -> Option<Day> {
        let exists = day >= 1 && day <= days_of(i64::from(year), month);
        if !exists {
            return None;
        }
        let number = number(i64::from(year), i64::from(month), i64::from(day));
        i32::try_from(number).ok().map(Day)
    }

    /// The year.
    ///
    /// ```
    /// use leadgrade::exact::Day;
    /// let day = Day(-1);
    /// assert_eq!([day.year(), day.month().into(), day.day_of_month().into()], [1969, 12, 31]);
    /// ```
    pub fn year(self) -> i32 {
        self.civil().0
    }

    /// The month, from 1 to 12.
    pub fn month(self) -> u8 {
        self.civil().1
    }

    /// The day of the month, from 1 to 31.
    pub fn day_of_month(self) -> u8 {
        self.civil().2
    }

    /// Year, month from 1 and day of the month from 1.
    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a month is 1 to 12, a day 1 to 31 and a year within 32 bits of days"
    )]
    pub(crate) fn civil(self) -> (i32, u8, u8) {
        let days = i64::from(self.0) + EPOCH;
        let era = days.div_euclid(ERA);
        let of_era = days.rem_euclid(ERA);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * from_march + 2) / 5 + 1;
        let next = from_march >= 10;
        let month = if next { from_march - 9 } else { from_march + 3 };
        let year = year + era * 400 + i64::from(next);
        (year as i32, month as u8, day as u8)
    }

    /// The same day `n` months later, or the last day of that month if the month is shorter.
    /// Saturates at the last day of this type.
    pub fn plus_months(self, n: u32) -> Day {
        let (year, month, day) = self.civil();
        let months = i64::from(year) * 12 + i64::from(month) - 1 + i64::from(n);
        let year = months.div_euclid(12);
        let month = months.rem_euclid(12) + 1;
        let last = days_of(year, u8::try_from(month).unwrap_or(12));
        let number = number(year, month, i64::from(day.min(last)));
        Day(i32::try_from(number).unwrap_or(i32::MAX))
    }

    /// The number of full months from this day to `today`: the most months that can be added
    /// to this day without passing `today`. Returns 0 if `today` is before this day.
    ///
    /// ```
    /// use leadgrade::exact::Day;
    /// let [from, before, on] = ["2026-01-31", "2026-02-27", "2026-02-28"]
    ///     .map(|text| Day::parse(text).unwrap());
    /// assert_eq!(from.full_months_until(before), 0);
    /// assert_eq!(from.full_months_until(on), 1);
    /// ```
    pub fn full_months_until(self, today: Day) -> u32 {
        let (year, month, _) = self.civil();
        let (to_year, to_month, _) = today.civil();
        let years = i64::from(to_year) - i64::from(year);
        let months = years * 12 + i64::from(to_month) - i64::from(month);
        // Negative before this day.
        let months = u32::try_from(months).unwrap_or_default();
        if self.plus_months(months) > today {
            months.saturating_sub(1)
        } else {
            months
        }
    }

    /// Parses `YYYY-MM-DD` with the years 0001 to 9999. Returns `None` for any other text.
    #[inline]
    pub fn parse(text: &str) -> Option<Day> {
        let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
        let (year, day) = date(bytes)?;
        (year >= 1).then_some(day)
    }

    /// `YYYY-MM-DD`, as it is displayed.
    pub(crate) fn text(self) -> String {
        let mut text = String::with_capacity("2026-11-22".len());
        self.write(&mut text);
        text
    }

    /// Appends `YYYY-MM-DD`.
    pub(super) fn write(self, text: &mut String) {
        let (year, month, day) = self.civil();
        if let (Ok(century), Ok(of_century)) = (
            u8::try_from(year.div_euclid(100)),
            u8::try_from(year.rem_euclid(100)),
        ) && century <= 99
        {
            let ([y1, y2], [y3, y4]) = (written(century), written(of_century));
            let ([m1, m2], [d1, d2]) = (written(month), written(day));
            let date = [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2];
            text.push_str(std::str::from_utf8(&date).unwrap_or_default());
            return;
        }
        if year < 0 {
            text.push('-');
        }
        digits(text, year.unsigned_abs(), if year < 0 { 3 } else { 4 });
        for part in [month, day] {
            text.push('-');
            digits(text, part.into(), 2);
        }
    }

    /// The day of the week, from 0 for Monday to 6 for Sunday.
    ///
    /// ```
    /// use leadgrade::exact::Day;
    /// assert_eq!(Day::parse("2026-11-22").unwrap().weekday(), 6);
    /// ```
    pub fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday.
        let days = (i64::from(self.0) + 3).rem_euclid(7);
        u8::try_from(days).unwrap_or_default()
    }

    /// Days from `earlier` to this day, negative if it is not earlier.
    #[inline]
    pub fn since(self, earlier: Day) -> i32 {
        self.0.saturating_sub(earlier.0)
    }
}

impl fmt::Display for Day {
    /// `YYYY-MM-DD`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

/// The two digits of a number below 100.
#[inline]
pub(super) fn written(number: u8) -> [u8; 2] {
    [b'0' + number / 10, b'0' + number % 10]
}

/// Appends a number, padded with zeros to a number of digits.
pub(super) fn digits(text: &mut String, number: u32, width: u32) {
    let mut unit = 10_u32.pow(width - 1);
    while unit <= number / 10 {
        unit *= 10;
    }
    while unit > 0 {
        text.push(char::from_digit(number / unit % 10, 10).unwrap_or('0'));
        unit /= 10;
    }
}

/// Year and day of `YYYY-MM-DD`, from year 0000.
#[inline]
pub(super) fn date(bytes: &[u8; 10]) -> Option<(i32, Day)> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *bytes else {
        return None;
    };
    let year = i32::from(two(y1, y2)?) * 100 + i32::from(two(y3, y4)?);
    let day = Day::from_civil(year, two(m1, m2)?, two(d1, d2)?)?;
    Some((year, day))
}

/// A number of two ASCII digits.
#[inline]
pub(super) fn two(tens: u8, ones: u8) -> Option<u8> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens <= 9 && ones <= 9).then(|| tens * 10 + ones)
}

/// Days of a month, 0 if there is no such month.
#[inline]
const fn days_of(year: i64, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => 0,
    }
}

/// Days from 1970-01-01 to an existing date.
#[inline]
pub(super) const fn number(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{ToSpan, civil};
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn every_day_as_jiff_has_it() {
        let mut date = civil::date(1, 1, 1);
        let epoch = civil::date(1970, 1, 1);
        let first = (date - epoch).get_days();
        for number in first.. {
            let (year, month, of_month) = (date.year(), date.month(), date.day());
            let parts = (
                i32::from(year),
                month.cast_unsigned(),
                of_month.cast_unsigned(),
            );
            assert_eq!(Day(number).civil(), parts);
            assert_eq!(
                Day::from_civil(parts.0, parts.1, parts.2),
                Some(Day(number))
            );
            let weekday = date.weekday().to_monday_zero_offset();
            assert_eq!(Day(number).weekday(), weekday.cast_unsigned());
            if date == civil::date(9999, 12, 31) {
                break;
            }
            date = date.tomorrow().unwrap();
        }
    }

    #[test]
    fn months_are_clamped() {
        for (from, n, to) in [
            ("2026-01-31", 1, "2026-02-28"),
            ("2024-01-31", 1, "2024-02-29"),
            ("2024-02-29", 12, "2025-02-28"),
            ("2024-02-29", 48, "2028-02-29"),
            ("1999-12-31", 2, "2000-02-29"),
            ("2099-12-31", 2, "2100-02-28"),
            ("2026-05-31", 1, "2026-06-30"),
            ("2026-11-22", 0, "2026-11-22"),
            ("2026-12-01", 1, "2027-01-01"),
        ] {
            assert_eq!(day(from).plus_months(n), day(to), "{from} {n}");
        }
        assert_eq!(day("2026-01-01").plus_months(u32::MAX), Day(i32::MAX));
    }

    #[test]
    fn full_months() {
        for (from, today, months) in [
            ("2026-01-31", "2026-02-27", 0),
            ("2026-01-31", "2026-02-28", 1),
            ("2026-01-31", "2026-03-30", 1),
            ("2026-01-31", "2026-03-31", 2),
            ("2024-02-29", "2025-02-27", 11),
            ("2024-02-29", "2025-02-28", 12),
            ("2026-01-15", "2026-01-15", 0),
            ("2026-01-15", "2026-02-14", 0),
            ("2026-01-15", "2026-02-15", 1),
            ("2026-01-15", "2026-01-14", 0),
            ("2026-01-15", "2020-01-15", 0),
        ] {
            assert_eq!(
                day(from).full_months_until(day(today)),
                months,
                "{from} {today}"
            );
        }
    }

    #[test]
    fn strict_texts() {
        assert_eq!(day("0001-01-01").to_string(), "0001-01-01");
        assert_eq!(day("9999-12-31").to_string(), "9999-12-31");
        for text in [
            "",
            "2026-1-01",
            "2026-02-30",
            "2026-13-01",
            "2026-00-10",
            "2026-01-00",
            "0000-01-01",
            " 2026-01-01",
            "2026-01-01 ",
            "+026-01-01",
            "2026/01/01",
            "20260101",
            "2026-01-0\u{661}",
            "2100-02-29",
            "2026-01-0a",
        ] {
            assert_eq!(Day::parse(text), None, "{text:?}");
        }
        assert_eq!(Day::from_civil(i32::MAX, 1, 1), None);
        assert_eq!(Day(i32::MIN).since(Day(i32::MAX)), i32::MIN);
    }

    proptest! {
        #[test]
        fn months_as_jiff_adds_them(from in -25_567i32..80_000, n in 0u32..3_000) {
            let (year, month, of_month) = Day(from).civil();
            let date = civil::date(i16::try_from(year).unwrap(), month.cast_signed(), of_month.cast_signed());
            let later = date + i64::from(n).months();
            prop_assert_eq!(Day(from).plus_months(n).to_string(), later.to_string());
        }

        /// The most months that are not after today, by trying.
        #[test]
        fn full_months_by_trying(from in 0i32..40_000, days in 0i32..4_000) {
            let (from, today) = (Day(from), Day(from + days));
            let months = (0..200).take_while(|n| from.plus_months(*n) <= today).last();
            prop_assert_eq!(Some(from.full_months_until(today)), months);
        }

        #[test]
        fn any_day_comes_back(number: i32) {
            let (year, month, day) = Day(number).civil();
            prop_assert_eq!(Day::from_civil(year, month, day), Some(Day(number)));
        }
    }
}
