//! An event: something that a lead did, or that was done to it, at an instant.

use super::{Text, Value, profile::insert};

/// An event: something that a lead did, or that was done to it, at an instant.
///
/// All parts are kept as they came. A model rejects an event with any part that it cannot read,
/// so that nothing is silently lost or counted as zero.
///
/// ```
/// use leadgrade::Event;
/// let order = Event::new("order", "2026-11-20T10:00:00Z").value(912.5).id("o-17").with("category", "paper");
/// # let _ = order;
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub(crate) name: Value,
    pub(crate) at: Value,
    pub(crate) value: Value,
    pub(crate) id: Value,
    /// INVARIANT: sorted by name, each name once.
    properties: Vec<(Text, Value)>,
}

impl Event {
    /// An event with a name and an instant. The instant is an [`Instant`](crate::Instant), or a text:
    /// RFC 3339, local time in the model's time zone, or a date.
    pub fn new(name: impl Into<Value>, at: impl Into<Value>) -> Self {
        Self {
            name: name.into(),
            at: at.into(),
            value: Value::Null,
            id: Value::Null,
            properties: Vec::new(),
        }
    }

    /// Sets the value: at most 10^9 in size.
    #[must_use]
    pub fn value(mut self, value: impl Into<Value>) -> Self {
        self.value = value.into();
        self
    }

    /// Sets the id, a text or a whole number. Events with the same id count once.
    #[must_use]
    pub fn id(mut self, id: impl Into<Value>) -> Self {
        self.id = id.into();
        self
    }

    /// Sets a property. Replaces an earlier value.
    #[must_use]
    pub fn with(mut self, name: impl Into<Text>, value: impl Into<Value>) -> Self {
        insert(&mut self.properties, name.into(), value.into());
        self
    }

    /// The properties, by name in the order of UTF-8 bytes.
    pub fn properties(&self) -> &[(Text, Value)] {
        &self.properties
    }

    /// The name of the event; `None` if it is not a text.
    pub(crate) fn name_text(&self) -> Option<&str> {
        match &self.name {
            Value::Text(name) => Some(name),
            _ => None,
        }
    }

    /// The property with this name; `None` if there is none.
    pub(crate) fn property(&self, name: &str) -> Option<&Value> {
        self.properties
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value)
    }

    /// All known parts and properties, with their names.
    #[cfg(feature = "arrow")]
    pub(crate) fn members(&self) -> impl Iterator<Item = (&str, &Value)> {
        let parts = [
            ("event", &self.name),
            ("at", &self.at),
            ("value", &self.value),
            ("id", &self.id),
        ];
        let parts = parts.into_iter();
        let properties = self.properties.iter();
        let properties = properties.map(|(name, value)| (name.as_str(), value));
        let known = |(_, value): &(&str, &Value)| !matches!(value, Value::Null);
        parts.chain(properties).filter(known)
    }

    /// Sets the part (`event`, `at`, `value`, `id`) or property with this name in place. Replaces an earlier value.
    pub fn set(&mut self, name: &str, value: Value) {
        match name {
            "event" => self.name = value,
            "at" => self.at = value,
            "value" => self.value = value,
            "id" => self.id = value,
            _ => insert(&mut self.properties, name.into(), value),
        }
    }

    /// Reads `{ "event": .., "at": .., "value"?: .., "id"?: .., "<property>": .. }`.
    ///
    /// Any other value becomes an event that every model rejects, so that a bad row is reported and
    /// not lost.
    pub fn from_json(json: &serde_json::Value) -> Self {
        let Some(object) = json.as_object() else {
            return Self::new(Value::from_json(json), Value::Null);
        };
        let mut event = Self::new(Value::Null, Value::Null);
        for (name, value) in object {
            let value = match name.as_str() {
                "id" => Value::id_from_json(value),
                _ => Value::from_json(value),
            };
            event.set(name, value);
        }
        event
    }
}
