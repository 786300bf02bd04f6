//! Small pools from which both models and data are drawn, so that conditions hold for some leads and not for others.

use serde_json::{Value, json};

use crate::dice::Dice;

/// Texts whose equality depends on `compare`.
pub const TEXTS: [&str; 40] = [
    "Legal",
    "legal ",
    "LEGAL",
    "École",
    "ecole",
    "e\u{301}cole",
    "Straße",
    "STRASSE",
    "STRA\u{1e9e}E",
    "ΟΔΟΣ",
    "οδος",
    "a  b",
    "a b",
    "A\u{a0}B",
    "أحمد",
    "احمد",
    "مدرسة",
    "مدرسه",
    "مصطفى",
    "مـصطفي",
    "مسؤول",
    "ﬁne",
    "fine",
    "paper",
    "Paper 80g",
    "12-34",
    "\u{feff}legal",
    "Le\u{ad}gal \u{200b}",
    "e\u{200b}\u{301}cole",
    "\u{2067}fi\u{200e}ne\u{2069}",
    "a \u{200b} b",
    "على",
    "علی",
    "علي",
    "کتاب",
    "كتاب\u{200f}",
    "یہ",
    "يه",
    "می\u{200c}شود",
    "ميشود",
];

/// Names of interests, products and topics.
pub const TOPICS: [&str; 13] = [
    "paper",
    "Paper",
    " paper",
    "toner",
    "tonér",
    "TONER",
    "chairs",
    "ورق",
    "a.b",
    "\u{200b}paper",
    "ton\u{ad}er",
    "کاغذی",
    "كاغذي",
];

/// Parts of texts.
pub const PARTS: [&str; 16] = [
    "le",
    "GAL",
    "é",
    "e",
    "ß",
    "o",
    "a b",
    "مد",
    "ه",
    "1",
    "per",
    "n",
    "g\u{200b}al",
    "ک",
    "ی",
    "e\u{feff}",
];

/// Regular expressions.
pub const PATTERNS: [&str; 13] = [
    "^l",
    "legal|fine",
    "\\d+",
    "É",
    "b$",
    "^مدر",
    "(?-i)L",
    "\\bpaper\\b",
    "^.{4}$",
    "[a-e]+\\s",
    "\u{200b}|\u{feff}",
    "^legal$",
    "^[كک]",
];

/// Numbers of a profile: small, negative, decimal, huge and hard to print.
pub const NUMBERS: [f64; 20] = [
    -1000.0,
    -1.0,
    -0.5,
    0.0,
    0.1,
    0.30000000000000004,
    0.3,
    1.0,
    2.0,
    2.5,
    3.0,
    6.0,
    10.0,
    12.0,
    100.0,
    250.0,
    1000.0,
    9_007_199_254_740_993.0,
    1e300,
    -1e-7,
];

/// Values of events.
pub const VALUES: [f64; 18] = [
    0.0,
    1.0,
    2.0,
    3.0,
    10.0,
    49.99,
    100.0,
    250.5,
    -10.0,
    -2.5,
    0.0004,
    0.0005,
    -0.0005,
    1.0005,
    2.0015,
    999_999_999.999_5,
    1e9,
    -1e9,
];

/// Placeholders in data for missing values.
pub const PLACEHOLDERS: [&str; 7] = [
    "Select",
    "N/A",
    "-",
    "n\u{ad}/a",
    "Aucún",
    "غير معروف",
    "یہ",
];

/// Thresholds of counts.
pub const COUNTS: [f64; 6] = [0.0, 1.0, 2.0, 3.0, 5.0, 8.0];

/// Thresholds of days.
pub const DAYS: [f64; 11] = [
    -1.0, 0.0, 1.0, 6.0, 7.0, 14.0, 30.0, 31.0, 60.0, 90.0, 365.0,
];

/// Thresholds of points.
pub const POINTS: [f64; 12] = [
    -20.0, -5.0, 0.0, 2.5, 5.0, 10.0, 15.0, 20.0, 40.0, 60.0, 80.0, 100.0,
];

/// Windows.
pub const WINDOWS: [i64; 9] = [1, 2, 7, 8, 30, 31, 90, 365, 3650];

/// A number; whole numbers are written as integers or with a zero fraction.
pub fn number(dice: &mut Dice, double: f64) -> Value {
    if double == double.trunc() && double.abs() < 1e15 && dice.chance(80) {
        json!(double as i64)
    } else {
        json!(double)
    }
}

/// `count / 10^places`.
pub fn decimal(count: i64, places: u32) -> Value {
    if places == 0 {
        return json!(count);
    }
    let double: f64 = format!("{count}e-{places}").parse().unwrap_or(0.0);
    if double == double.trunc() {
        json!(double as i64)
    } else {
        json!(double)
    }
}

/// Points with at most a number of decimal places.
pub fn points(dice: &mut Dice, places: u32) -> Value {
    let places = if dice.chance(70) {
        0
    } else {
        dice.between(0, i64::from(places)) as u32
    };
    let whole = if dice.chance(5) {
        dice.between(-400, 900)
    } else {
        dice.between(-8, 40)
    };
    decimal(
        whole * 10_i64.pow(places)
            + if places > 0 {
                dice.between(0, 10_i64.pow(places) - 1)
            } else {
                0
            },
        places,
    )
}

/// A weight with at most a number of decimal places.
pub fn weight(dice: &mut Dice, places: u32) -> Value {
    match dice.below(6) {
        0 => json!(0),
        1 => json!(2),
        2 => json!(1.0),
        3 => json!(10),
        _ => decimal(dice.between(1, 30), places),
    }
}

/// The next name in a list: `name 1`, `name 2`.
pub fn numbered(name: &str, at: usize) -> String {
    format!("{name} {}", at + 1)
}
