//! Tests the properties of the fuzz targets on random bytes and on mutated valid inputs, without
//! libFuzzer, on any compiler.

use leadgrade_fuzz::{TARGETS, seeds};
use proptest::prelude::*;

#[test]
fn good_inputs_hold() {
    for (name, target) in TARGETS {
        let seeds = seeds(name);
        assert!(seeds.len() >= 12, "{name} has {} good inputs", seeds.len());
        seeds.iter().for_each(|seed| target(seed));
    }
}

/// A mutation of bytes.
#[derive(Clone, Debug)]
enum Change {
    Set(prop::sample::Index, u8),
    Flip(prop::sample::Index, u8),
    Cut(prop::sample::Index, u8),
    Repeat(prop::sample::Index, u8, u8),
}

fn change() -> impl Strategy<Value = Change> {
    let place = any::<prop::sample::Index>;
    prop_oneof![
        (place(), any::<u8>()).prop_map(|(at, byte)| Change::Set(at, byte)),
        (place(), 0..8_u8).prop_map(|(at, bit)| Change::Flip(at, bit)),
        (place(), any::<u8>()).prop_map(|(at, length)| Change::Cut(at, length)),
        (place(), any::<u8>(), 1..4_u8)
            .prop_map(|(at, length, times)| Change::Repeat(at, length, times)),
    ]
}

fn changed(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        if bytes.is_empty() {
            break;
        }
        let rest = |at: &prop::sample::Index, length: u8| {
            let at = at.index(bytes.len());
            at..(at + usize::from(length)).min(bytes.len())
        };
        match change {
            Change::Set(at, byte) => *at.get_mut(&mut bytes) = *byte,
            Change::Flip(at, bit) => *at.get_mut(&mut bytes) ^= 1 << bit,
            Change::Cut(at, length) => drop(bytes.drain(rest(at, *length))),
            Change::Repeat(at, length, times) => {
                let part = rest(at, *length);
                let again = bytes[part.clone()].repeat(usize::from(*times));
                bytes.splice(part.end..part.end, again);
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn random_bytes_hold(data in prop::collection::vec(any::<u8>(), 0..200)) {
        TARGETS.iter().for_each(|(_, target)| target(&data));
    }

    #[test]
    fn changed_inputs_hold(pick: prop::sample::Index, changes in prop::collection::vec(change(), 1..4)) {
        for (name, target) in TARGETS {
            let seeds = seeds_of(name);
            target(&changed(pick.get(seeds).clone(), &changes));
        }
    }
}

/// The seeds of a target, created once.
fn seeds_of(name: &'static str) -> &'static [Vec<u8>] {
    use std::collections::BTreeMap;
    use std::sync::LazyLock;
    static ALL: LazyLock<BTreeMap<&str, Vec<Vec<u8>>>> = LazyLock::new(|| {
        TARGETS
            .iter()
            .map(|(name, _)| (*name, seeds(name)))
            .collect()
    });
    &ALL[name]
}
