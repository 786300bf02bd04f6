//! Matches the members of two lists.

use std::collections::HashMap;

use serde_json::Value;

/// Members of two lists that belong together, by their positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) old: usize,
    pub(crate) new: usize,
}

/// How a member is matched.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum MemberKey {
    /// By its name.
    Name(String),
    /// By its content, without points.
    Content(String),
}

impl MemberKey {
    /// The key of a member.
    pub(crate) fn of(member: &Value) -> Self {
        let name = match member {
            Value::Object(table) => table.get("name").and_then(Value::as_str),
            // A grade or rank with its limit.
            Value::Array(band) => match &band[..] {
                [Value::String(name)] | [Value::String(name), _] => Some(name.as_str()),
                [number @ Value::Number(_)] | [number @ Value::Number(_), _] => {
                    return Self::Name(number.to_string());
                }
                _ => None,
            },
            _ => None,
        };
        if let Some(name) = name {
            return Self::Name(name.to_owned());
        }
        let mut content = member.clone();
        if let Some(table) = content.as_object_mut() {
            table.remove("points");
        }
        Self::Content(content.to_string())
    }
}

/// The members that belong together, in the order of the new list: those with equal keys, then, if as
/// many members without a name are left in both lists, these in their order. `None` if a list has two
/// members with one key.
pub(crate) fn pairs(old: &[Value], new: &[Value]) -> Option<Vec<Pair>> {
    let positions = |list: &[Value]| {
        let keys = list.iter().map(MemberKey::of).zip(0..);
        let positions: HashMap<MemberKey, usize> = keys.collect();
        (positions.len() == list.len()).then_some(positions)
    };
    let (by_old, by_new) = (positions(old)?, positions(new)?);
    let mut pairs: Vec<Pair> = by_new
        .iter()
        .filter_map(|(key, new)| {
            Some(Pair {
                old: *by_old.get(key)?,
                new: *new,
            })
        })
        .collect();
    let left = |own: &HashMap<MemberKey, usize>, others: &HashMap<MemberKey, usize>| {
        let left = own
            .iter()
            .filter(|(key, _)| matches!(key, MemberKey::Content(_)) && !others.contains_key(*key));
        let mut left: Vec<usize> = left.map(|(_, at)| *at).collect();
        left.sort_unstable();
        left
    };
    let (old_left, new_left) = (left(&by_old, &by_new), left(&by_new, &by_old));
    let are_tables = |list: &[Value], left: &[usize]| {
        let mut members = left.iter().filter_map(|at| list.get(*at));
        members.all(Value::is_object)
    };
    if old_left.len() == new_left.len() && are_tables(old, &old_left) && are_tables(new, &new_left)
    {
        let left = old_left.into_iter().zip(new_left);
        pairs.extend(left.map(|(old, new)| Pair { old, new }));
    }
    pairs.sort_unstable_by_key(|pair| pair.new);
    Some(pairs)
}

/// The fewest pairs that must move for the others to be in the same order, by the position among
/// `pairs`, which are in the order of the new list.
pub(crate) fn moved(pairs: &[Pair]) -> Vec<usize> {
    let old = |at: usize| pairs.get(at).map_or(0, |pair| pair.old);
    // By length: the pair that ends a rising sequence and whose old position is least.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = Vec::with_capacity(pairs.len());
    for at in 0..pairs.len() {
        let shorter = ends.partition_point(|end| old(*end) < old(at));
        before.push(shorter.checked_sub(1).and_then(|at| ends.get(at)).copied());
        match ends.get_mut(shorter) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut moves = vec![true; pairs.len()];
    let mut staying = ends.last().copied();
    while let Some(at) = staying {
        if let Some(moves) = moves.get_mut(at) {
            *moves = false;
        }
        staying = before.get(at).copied().flatten();
    }
    let all = moves.iter().enumerate();
    all.filter(|(_, moves)| **moves).map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn list(value: Value) -> Vec<Value> {
        value.as_array().unwrap().clone()
    }

    fn moves(order: &[usize]) -> Vec<usize> {
        let pairs: Vec<Pair> = order
            .iter()
            .zip(0..)
            .map(|(old, new)| Pair { old: *old, new })
            .collect();
        moved(&pairs)
    }

    #[test]
    fn as_few_as_possible_move() {
        assert!(moves(&[]).is_empty());
        assert!(moves(&[0, 1, 5]).is_empty());
        assert_eq!(moves(&[3, 0, 1, 2]), [0]);
        assert_eq!(moves(&[1, 2, 3, 0]), [3]);
        assert_eq!(moves(&[2, 1, 0]).len(), 2);
    }

    #[test]
    fn names_match_before_content() {
        let old = list(json!([{"name": "a", "points": 1}, {"name": "b"}]));
        let new = list(json!([{"name": "b"}, {"name": "a", "points": 2}, {"name": "c"}]));
        assert_eq!(
            pairs(&old, &new).unwrap(),
            [Pair { old: 1, new: 0 }, Pair { old: 0, new: 1 }]
        );
        let old = list(json!([["A", 80], ["B", 60], ["C"]]));
        let new = list(json!([["A", 70], ["C"]]));
        assert_eq!(
            pairs(&old, &new).unwrap(),
            [Pair { old: 0, new: 0 }, Pair { old: 2, new: 1 }]
        );
    }

    #[test]
    fn cases_match_by_their_tests_then_in_order() {
        let old = list(json!([{"gte": 800, "points": 80}, {"gte": 100, "points": 20}]));
        let new = list(json!([{"gte": 900, "points": 80}, {"gte": 100, "points": 25}]));
        assert_eq!(
            pairs(&old, &new).unwrap(),
            [Pair { old: 0, new: 0 }, Pair { old: 1, new: 1 }]
        );
        let longer = list(
            json!([{"gte": 900, "points": 80}, {"gte": 500, "points": 1}, {"gte": 100, "points": 25}]),
        );
        assert_eq!(pairs(&old, &longer).unwrap(), [Pair { old: 1, new: 2 }]);
        // Texts are matched by themselves only.
        assert_eq!(
            pairs(&list(json!(["a", "b"])), &list(json!(["c", "b"]))).unwrap(),
            [Pair { old: 1, new: 1 }]
        );
        assert_eq!(pairs(&list(json!(["a", "a"])), &list(json!(["a"]))), None);
    }
}
