//! What compares equal and what does not, by hand and by the crates' own rules.

use proptest::prelude::*;

use super::*;

#[test]
fn fold_is_trimmed_composed_and_without_case() {
    for (text, prepared) in [
        ("", ""),
        (" \t\u{b}\u{3000}", ""),
        ("\u{a0}Riyadh\u{2003}", "riyadh"),
        ("Mu\u{308}ller", "m\u{fc}ller"),
        ("STRASSE", "strasse"),
        // Simple folding keeps one character one character.
        ("STRA\u{1e9e}E", "stra\u{df}e"),
        (
            "\u{39f}\u{394}\u{39f}\u{3a3} \u{3c2}",
            "\u{3bf}\u{3b4}\u{3bf}\u{3c3} \u{3c3}",
        ),
        // No language's own rules: the dotted capital I stays.
        ("I\u{130}\u{131}", "i\u{130}\u{131}"),
        ("\u{212a}", "k"),
        ("a  b", "a  b"),
        ("\u{13a0}\u{ab70}", "\u{13a0}\u{13a0}"),
    ] {
        assert_eq!(prepare(text, Compare::Fold), prepared, "{text:?}");
    }
}

#[test]
fn exact_changes_nothing() {
    for text in ["", " A ", "u\u{308}", "\u{fb01}"] {
        assert_eq!(prepare(text, Compare::Exact), text);
    }
}

#[test]
fn loose_is_what_people_take_for_the_same() {
    for (text, prepared) in [
        ("", ""),
        (" \u{64b} ", ""),
        ("  Caf\u{e9}\u{a0}\u{3000} Noir ", "cafe noir"),
        ("\u{fb01}n\u{b2}", "fin2"),
        ("\u{ff21}\u{ff22}", "ab"),
        ("a\tb\u{2028}c", "a b c"),
        // The acute accent alone is a blank with a mark.
        ("a\u{b4}b", "a b"),
        // Ahmad with hamza, without, and with tatweel and vowels.
        (
            "\u{623}\u{62d}\u{645}\u{62f}",
            "\u{627}\u{62d}\u{645}\u{62f}",
        ),
        (
            "\u{627}\u{640}\u{62d}\u{652}\u{645}\u{64e}\u{62f}",
            "\u{627}\u{62d}\u{645}\u{62f}",
        ),
        (
            "\u{622}\u{625}\u{671}\u{672}\u{673}",
            "\u{627}\u{627}\u{627}\u{627}\u{627}",
        ),
        (
            "\u{624}\u{626}\u{649}\u{629}",
            "\u{648}\u{64a}\u{64a}\u{647}",
        ),
        // Presentation forms: lam with alef, and alef wasla.
        ("\u{fefb}\u{fb50}", "\u{644}\u{627}\u{627}"),
        // A hamza of its own is a letter; Persian and Urdu letters are Arabic ones.
        ("\u{621}\u{6cc}\u{6a9}", "\u{621}\u{64a}\u{643}"),
        (
            "\u{6c1}\u{6c2}\u{6c3}\u{6c0}\u{6d5}",
            "\u{647}\u{647}\u{647}\u{647}\u{647}",
        ),
        // Without joiners and invisible characters.
        ("\u{200e}a\u{200c}b\u{ad}c \u{200b}", "abc"),
        // Spacing marks (Mc) stay.
        ("\u{915}\u{93e}", "\u{915}\u{93e}"),
    ] {
        assert_eq!(prepare(text, Compare::Loose), prepared, "{text:?}");
    }
}

#[test]
fn nothing_is_copied_without_need() {
    for (text, how) in [
        (" riyadh ", Compare::Fold),
        ("m\u{fc}ller", Compare::Fold),
        (" A", Compare::Exact),
        (" a b-c_1 ", Compare::Loose),
    ] {
        assert!(matches!(prepare(text, how), Cow::Borrowed(_)), "{text:?}");
    }
}

#[test]
fn expressions_see_case_unless_loose() {
    assert_eq!(seen_by_regex(" U\u{308} ", Compare::Fold), "\u{dc}");
    assert_eq!(seen_by_regex(" U\u{308} ", Compare::Exact), "\u{dc}");
    assert_eq!(seen_by_regex(" U\u{308}  X ", Compare::Loose), "u x");
}

/// The characters that cannot be seen, as the reference lists them.
const INVISIBLE: [char; 17] = [
    '\u{ad}', '\u{61c}', '\u{180e}', '\u{200b}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}',
    '\u{202c}', '\u{202d}', '\u{202e}', '\u{2060}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}',
    '\u{feff}',
];

/// Texts rich in what the rules speak of.
fn texts() -> impl Strategy<Value = String> {
    let spiced = "[ \t\u{a0}aA\u{e9}\u{dc}\u{300}-\u{310}\u{df}\u{1e9e}\u{620}-\u{653}\u{671}-\u{675}\u{6a9}-\u{6d5}\u{fb00}-\u{fbff}\u{fef5}-\u{fefc}\u{200b}-\u{200f}\u{202a}\u{2066}\u{feff}\u{ad}]{0,12}";
    prop_oneof![any::<String>(), "[ -~]{0,12}".boxed(), spiced.boxed()]
}

proptest! {
    #[test]
    fn fold_by_its_definition(text in texts()) {
        let visible: String = text.chars().filter(|c| !INVISIBLE.contains(c)).collect();
        let composed = ComposingNormalizerBorrowed::new_nfc().normalize(visible.trim()).into_owned();
        let case = CaseMapper::new();
        let expected: String = composed.chars().map(|c| case.simple_fold(c)).collect();
        prop_assert_eq!(prepare(&text, Compare::Fold), expected);
    }

    #[test]
    fn loose_by_its_definition(text in texts()) {
        let joiners = ['\u{200c}', '\u{200d}'];
        let visible: String = text.chars().filter(|c| !INVISIBLE.contains(c) && !joiners.contains(c)).collect();
        let apart = DecomposingNormalizerBorrowed::new_nfkd().normalize(&visible).into_owned();
        let category = CodePointMapData::<GeneralCategory>::new();
        let letters: String = apart
            .chars()
            .filter(|c| category.get(*c) != GeneralCategory::NonspacingMark && *c != '\u{640}')
            .collect();
        let words: Vec<&str> = letters.split_whitespace().collect();
        let mut joined = words.join(" ");
        let letters = [
            ("\u{671}\u{672}\u{673}", "\u{627}"),
            ("\u{649}\u{6cc}", "\u{64a}"),
            ("\u{6a9}", "\u{643}"),
            ("\u{629}\u{6c1}\u{6c3}\u{6d5}", "\u{647}"),
        ];
        for (from, to) in letters {
            joined = joined.replace(|c| from.contains(c), to);
        }
        let case = CaseMapper::new();
        let expected: String = joined.chars().map(|c| case.simple_fold(c)).collect();
        prop_assert_eq!(prepare(&text, Compare::Loose), expected);
    }

    #[test]
    fn into_appends_the_same(text in texts(), how in prop_oneof![Just(Compare::Fold), Just(Compare::Exact), Just(Compare::Loose)]) {
        let mut out = String::from("A ");
        prepare_into(&text, how, &mut out);
        prop_assert_eq!(out.strip_prefix("A ").unwrap(), prepare(&text, how));
    }
}

#[test]
fn fold_leaves_out_what_cannot_be_seen() {
    let invisible = [
        '\u{ad}', '\u{61c}', '\u{180e}', '\u{200b}', '\u{200e}', '\u{200f}', '\u{202a}',
        '\u{202e}', '\u{2060}', '\u{2066}', '\u{2069}', '\u{feff}',
    ];
    for c in invisible {
        let text = format!("{c} {c}Le{c}gal {c}\u{a0}");
        assert_eq!(prepare(&text, Compare::Fold), "legal", "{c:?}");
        assert_eq!(prepare(&text, Compare::Exact), text);
        assert_eq!(seen_by_regex(&text, Compare::Fold), "Legal");
        assert_eq!(seen_by_regex(&text, Compare::Exact), text.trim());
    }
    // Joiners can be seen in Persian words: the forms of letters depend on them.
    assert_eq!(prepare("a\u{200c}b", Compare::Fold), "a\u{200c}b");
}
