//! Names that were probably meant: equal except for case, white space, `_`, `-` and invisible
//! characters, or one or two letters apart.

use super::names::skeleton;

/// The least number of characters in names that may differ by one typo, and by two.
const MIN_FOR_ONE_TYPO: usize = 4;
const MIN_FOR_TWO_TYPOS: usize = 9;

/// Names among which to find the one that was probably meant.
#[derive(Debug, Default)]
pub(crate) struct NearNames {
    /// The compared form of each name, in their order.
    names: Vec<Compared>,
}

/// The compared form of a name.
#[derive(Debug)]
struct Compared {
    key: String,
    letters: usize,
    /// A bit for each kind of byte in the key. Names that differ in too many bits need no closer
    /// look.
    bits: u64,
}

impl Compared {
    fn new(name: &str) -> Self {
        let key = if name.is_ascii() {
            let bytes = name
                .bytes()
                .filter(|byte| byte.is_ascii_graphic() && !is_joiner(*byte));
            bytes
                .map(|byte| char::from(byte.to_ascii_lowercase()))
                .collect()
        } else {
            let mut key = skeleton(name);
            key.retain(|c| !matches!(c, '_' | '-'));
            key
        };
        let bits = key.bytes().fold(0, |bits, byte| bits | 1 << (byte & 63));
        Self {
            letters: key.chars().count(),
            bits,
            key,
        }
    }

    /// The number of typos between two names. Returns `None` if they are not near.
    fn typos(&self, other: &Self) -> Option<usize> {
        let most = match self.letters.min(other.letters) {
            letters if letters >= MIN_FOR_TWO_TYPOS => 2,
            letters if letters >= MIN_FOR_ONE_TYPO => 1,
            _ => 0,
        };
        let differ = (self.bits ^ other.bits).count_ones() as usize;
        if differ > 2 * most || self.letters.abs_diff(other.letters) > most {
            return None;
        }
        if self.key == other.key {
            return Some(0);
        }
        (most > 0)
            .then(|| strsim::damerau_levenshtein(&self.key, &other.key))
            .filter(|typos| *typos <= most)
    }
}

fn is_joiner(byte: u8) -> bool {
    matches!(byte, b'_' | b'-')
}

impl NearNames {
    pub(crate) fn new<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        Self {
            names: names.into_iter().map(Compared::new).collect(),
        }
    }

    /// The position of the nearest name that `is_free` allows. The first one wins a tie.
    pub(crate) fn find(&self, name: &str, is_free: &dyn Fn(usize) -> bool) -> Option<usize> {
        let meant = Compared::new(name);
        if meant.key.is_empty() {
            return None;
        }
        let near = self.names.iter().enumerate().filter_map(|(at, known)| {
            let typos = known.typos(&meant)?;
            is_free(at).then_some((typos, at))
        });
        near.min().map(|(_, at)| at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_and_typos() {
        let known = ["lead_origin", "n", "page_view", "page_views"];
        let names = NearNames::new(known);
        let near = |name| {
            names
                .find(name, &|_| true)
                .and_then(|at| known.get(at).copied())
        };
        for (name, meant) in [
            ("Lead Origin", Some("lead_origin")),
            ("LEAD-ORIGIN\u{200b}", Some("lead_origin")),
            ("lead_orgin", Some("lead_origin")),
            ("pageview", Some("page_view")),
            ("PageViews", Some("page_views")),
            ("N", Some("n")),
            ("m", None),
            ("", None),
            ("_", None),
            ("order", None),
        ] {
            assert_eq!(near(name), meant, "{name}");
        }
        assert_eq!(names.find("pageview", &|at| at == 3), Some(3));
    }
}
