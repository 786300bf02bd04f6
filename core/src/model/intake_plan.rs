//! Assembles the plan by which profiles and events are read.

use super::NotKnown;
use super::compiler::Compiler;
use super::ids::{AttributeId, Id, PropertyId};
use super::names::Declared;
use super::plan::{Field, IntakePlan, NearPlan};
use super::signals::SignalParts;
use super::slots::SlotPlan;
use crate::document::{Attribute, Compare, Property, Scalar, Type};
use crate::text::NearNames;

impl Compiler<'_> {
    /// The plan of a model without problems. `slots` are those of events.
    pub(super) fn intake(&self, parts: SignalParts, slots: SlotPlan) -> IntakePlan {
        let document = self.document;
        let attributes = document.attributes.iter().enumerate();
        let properties = document.properties.iter().enumerate();
        let names = || parts.events.keys().map(String::as_str);
        IntakePlan {
            attributes: attributes
                .map(|(at, (name, one))| self.attribute(AttributeId::new(at), name, one))
                .collect(),
            properties: properties
                .map(|(at, (name, one))| self.property(PropertyId::new(at), name, one))
                .collect(),
            near: NearPlan {
                attributes: NearNames::new(document.attributes.keys().map(String::as_str)),
                properties: NearNames::new(document.properties.keys().map(String::as_str)),
                events: NearNames::new(names()),
                event_names: parts.events.keys().cloned().collect(),
            },
            events: names().map(Box::from).zip(0..).collect(),
            plans: parts.events.into_values().collect(),
            slots,
            reads_more: !parts.switches.is_empty()
                || parts.product.is_some()
                || parts.interest.is_some(),
            switches: parts.switches.into(),
            product: parts.product,
            interest: parts.interest,
        }
    }

    fn attribute(&self, id: AttributeId, name: &str, attribute: &Attribute) -> Field {
        // The assessment counts the known attributes of each kind.
        let is_counted = attribute.kind.is_some() && self.document.completeness.is_some();
        Field {
            is_read: is_counted || self.names.is_read(Declared::Attribute(id)),
            ..self.field(
                name,
                (attribute.type_, attribute.compare),
                &attribute.not_known,
            )
        }
    }

    fn property(&self, id: PropertyId, name: &str, property: &Property) -> Field {
        Field {
            is_read: self.names.is_read(Declared::Property(id)),
            ..self.field(
                name,
                (property.type_, property.compare),
                &property.not_known,
            )
        }
    }

    /// A field that no rule reads yet.
    fn field(&self, name: &str, (type_, compare): (Type, Compare), not_known: &[Scalar]) -> Field {
        Field {
            name: name.to_owned(),
            type_,
            compare,
            not_known: NotKnown::new(not_known, (type_, compare), &self.zone),
            is_read: false,
        }
    }
}
