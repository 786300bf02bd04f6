//! Compares two models part by part.

use serde_json::Value;

use super::change::{Change, ChangeKind, Difference};
use super::lists::{self, MemberKey};
use crate::model::Model;

/// A part of both models.
#[derive(Clone)]
struct Part {
    place: String,
    old: String,
    new: String,
}

impl Model {
    /// The differences between this model, the old one, and a new one.
    ///
    /// Both are compared in their filled-in form, with their texts. Things with names, such as signals,
    /// criteria and stages, are matched by name, and cases by their tests.
    ///
    /// ```
    /// use leadgrade::Model;
    /// let old = Model::from_toml("format = 1\nname = \"n\"\n[signals]\nvisit = { points = 10 }\n[engagement]")?;
    /// let new = Model::from_toml("format = 1\nname = \"n\"\n[signals]\nvisit = { points = 15 }\n[engagement]")?;
    /// let found = old.diff(&new);
    /// assert_eq!(found.to_string(), "changed `signals.visit.points`: 10 to 15");
    /// assert_eq!(found.changes[0].new.as_deref(), Some("/signals/visit/points"));
    /// assert_eq!(old.diff(&old).to_string(), "no differences");
    /// # Ok::<(), leadgrade::ModelError>(())
    /// ```
    pub fn diff(&self, new: &Self) -> Difference {
        let mut found = Difference::default();
        let root = Part {
            place: String::new(),
            old: String::new(),
            new: String::new(),
        };
        found.compare(&self.filled_in(), &new.filled_in(), &root);
        found
    }
}

impl Difference {
    fn compare(&mut self, old: &Value, new: &Value, part: &Part) {
        match (old, new) {
            (Value::Object(one), Value::Object(two)) => {
                let mut keys: Vec<&String> = one.keys().chain(two.keys()).collect();
                keys.sort_unstable();
                keys.dedup();
                for key in keys {
                    let inner = part.key(key);
                    match (one.get(key), two.get(key)) {
                        (Some(old), Some(new)) => self.compare(old, new, &inner),
                        (old, new) => self.only_one(old, new, inner),
                    }
                }
            }
            (Value::Array(one), Value::Array(two)) => self.compare_lists(one, two, part),
            _ if old != new => self.add(ChangeKind::Changed, part.clone(), Some(old), Some(new)),
            _ => {}
        }
    }

    fn compare_lists(&mut self, old: &[Value], new: &[Value], part: &Part) {
        let Some(pairs) = lists::pairs(old, new) else {
            let (old, new) = (Value::from(old), Value::from(new));
            if old != new {
                self.add(ChangeKind::Changed, part.clone(), Some(&old), Some(&new));
            }
            return;
        };
        let mut kept: Vec<usize> = pairs.iter().map(|pair| pair.old).collect();
        kept.sort_unstable();
        for (at, member) in old.iter().enumerate() {
            if kept.binary_search(&at).is_err() {
                self.only_one(Some(member), None, part.member(member, at, at));
            }
        }
        let moved = lists::moved(&pairs);
        for (at, member) in new.iter().enumerate() {
            let number = pairs.binary_search_by_key(&at, |pair| pair.new);
            let before = number.ok().and_then(|number| pairs.get(number));
            let Some((pair, was)) = before.and_then(|pair| Some((pair, old.get(pair.old)?))) else {
                self.only_one(None, Some(member), part.member(member, at, at));
                continue;
            };
            let inner = part.member(member, pair.old, at);
            if number.is_ok_and(|number| moved.binary_search(&number).is_ok()) {
                self.add(ChangeKind::Moved, inner.clone(), None, None);
            }
            // A grade with another limit is one change.
            if member.is_array() && was != member {
                self.add(ChangeKind::Changed, inner, Some(was), Some(member));
            } else {
                self.compare(was, member, &inner);
            }
        }
    }

    /// Adds what only one of the models has.
    fn only_one(&mut self, old: Option<&Value>, new: Option<&Value>, part: Part) {
        let kind = match old {
            Some(_) => ChangeKind::Removed,
            None => ChangeKind::Added,
        };
        self.add(kind, part, old, new);
    }

    fn add(&mut self, kind: ChangeKind, part: Part, from: Option<&Value>, to: Option<&Value>) {
        self.changes.push(Change {
            kind,
            place: part.place,
            old: (kind != ChangeKind::Added).then_some(part.old),
            new: (kind != ChangeKind::Removed).then_some(part.new),
            from: from.cloned(),
            to: to.cloned(),
        });
    }
}

impl Part {
    /// The part under a key of a table.
    fn key(&self, key: &str) -> Self {
        let pointer = format!("/{}", key.replace('~', "~0").replace('/', "~1"));
        Self {
            place: format!("{}{}", self.dotted(), quoted(key)),
            old: format!("{}{pointer}", self.old),
            new: format!("{}{pointer}", self.new),
        }
    }

    /// A member of a list, by its positions in both.
    fn member(&self, member: &Value, old: usize, new: usize) -> Self {
        let place = match MemberKey::of(member) {
            MemberKey::Name(name) => format!("{}{}", self.dotted(), quoted(&name)),
            MemberKey::Content(_) => format!("{}[{}]", self.place, new + 1),
        };
        Self {
            place,
            old: format!("{}/{old}", self.old),
            new: format!("{}/{new}", self.new),
        }
    }

    fn dotted(&self) -> String {
        let dot = if self.place.is_empty() { "" } else { "." };
        format!("{}{dot}", self.place)
    }
}

/// A name in quotation marks if it could be taken for several.
fn quoted(name: &str) -> String {
    if name.contains(['.', '"', '[', ' ']) || name.is_empty() {
        format!("{name:?}")
    } else {
        name.to_owned()
    }
}
