//! What is known about a lead.

use super::{Text, Value};
use crate::text::nfc;

/// What is known about a lead: an optional id and attributes by name.
///
/// Attributes that the model does not declare are ignored.
///
/// ```
/// use leadgrade::Profile;
/// let profile = Profile::new("L-7").with("employees", 1200).with("industry", "Legal");
/// assert_eq!(profile.attributes().len(), 2);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    pub(crate) lead: Value,
    /// INVARIANT: sorted by name, each name once; models walk it beside their own sorted names.
    attributes: Vec<(Text, Value)>,
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            lead: Value::Null,
            attributes: Vec::new(),
        }
    }
}

impl Profile {
    /// A profile of a lead with an id, which is a text or a whole number.
    pub fn new(lead: impl Into<Value>) -> Self {
        Self {
            lead: lead.into(),
            attributes: Vec::new(),
        }
    }

    /// An empty profile with capacity for a number of attributes.
    pub(crate) fn with_room(attributes: usize) -> Self {
        Self {
            lead: Value::Null,
            attributes: Vec::with_capacity(attributes),
        }
    }

    /// Sets an attribute. Replaces an earlier value.
    #[must_use]
    pub fn with(mut self, name: impl Into<Text>, value: impl Into<Value>) -> Self {
        self.set(name, value.into());
        self
    }

    /// Sets an attribute in place. Replaces an earlier value.
    pub fn set(&mut self, name: impl Into<Text>, value: Value) {
        insert(&mut self.attributes, name.into(), value);
    }

    /// The attributes, by name in the order of UTF-8 bytes.
    pub fn attributes(&self) -> &[(Text, Value)] {
        &self.attributes
    }

    /// The attribute with this name; `None` if there is none.
    pub(crate) fn attribute(&self, name: &str) -> Option<&Value> {
        let at = self
            .attributes
            .binary_search_by(|(known, _)| known.as_str().cmp(name));
        self.attributes.get(at.ok()?).map(|(_, value)| value)
    }

    /// Reads `{ "lead": .., "<attribute>": value, .. }`.
    ///
    /// # Errors
    /// Fails with a description of the value if it is not an object.
    pub fn from_json(json: &serde_json::Value) -> Result<Self, String> {
        let object = json
            .as_object()
            .ok_or_else(|| Value::from_json(json).described())?;
        let mut profile = Self::default();
        for (name, value) in object {
            match name.as_str() {
                "lead" => profile.lead = Value::id_from_json(value),
                _ => profile.set(name, Value::from_json(value)),
            }
        }
        Ok(profile)
    }
}

/// Inserts into `list`, which is sorted by name, or replaces the value of the name. Names are
/// compared in NFC, as in models.
pub(super) fn insert(list: &mut Vec<(Text, Value)>, name: Text, value: Value) {
    let name = if name.is_ascii() {
        name
    } else {
        nfc(&name).into()
    };
    match list.binary_search_by(|(known, _)| known.as_str().cmp(&name)) {
        Ok(at) => {
            if let Some(entry) = list.get_mut(at) {
                entry.1 = value;
            }
        }
        Err(at) => list.insert(at, (name, value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_compare_after_nfc_and_the_last_value_counts() {
        let profile = Profile::default()
            .with("cafe\u{301}", 1)
            .with("caf\u{e9}", 2);
        assert_eq!(profile.attributes(), [("caf\u{e9}".into(), Value::from(2))]);
    }
}
