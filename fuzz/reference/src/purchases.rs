//! Specification, section 4.3: purchases and activity.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::cell::texts;
use crate::lead::{Failure, Lead, checked, sum_of_values};
use crate::model::{Model, one_or_list};
use crate::number::{milli, thousandths_json};
use crate::rows::Event;

/// The signals whose events are purchases.
pub fn signals(model: &Model) -> Vec<&str> {
    one_or_list(model.get(&["purchases", "signals"]))
}

/// "Events of these are purchases (each once)."
pub fn events<'l>(lead: &'l Lead) -> Vec<&'l Event> {
    lead.of_signals(&signals(lead.model))
}

/// "`purchases.products` (different ones, byte by byte)"; "the property is text or tags".
pub fn products(lead: &Lead) -> usize {
    let Some(property) = lead
        .model
        .get(&["purchases", "product"])
        .and_then(Value::as_str)
    else {
        return 0;
    };
    let bought = events(lead);
    bought
        .iter()
        .flat_map(|event| texts(event.properties.get(property)))
        .collect::<BTreeSet<&str>>()
        .len()
}

/// `activity`, "default: points or points_per_unit above 0 (before weights), or a purchase".
pub fn activity_signals(model: &Model) -> Vec<&str> {
    let bought = signals(model);
    let is_activity =
        |name: &str, signal: &Value| match signal.get("activity").and_then(Value::as_bool) {
            Some(declared) => declared,
            None => {
                milli(signal.get("points"), 0) > 0
                    || milli(signal.get("points_per_unit"), 0) > 0
                    || bought.contains(&name)
            }
        };
    model
        .named(&["signals"])
        .into_iter()
        .filter(|(name, signal)| is_activity(name, signal))
        .map(|(name, _)| name)
        .collect()
}

/// "A sum of values beyond 10^12 fails that lead": of every signal, then of the purchases.
pub fn check_values(lead: &Lead) -> Result<(), Failure> {
    for (signal, _) in lead.model.named(&["signals"]) {
        checked(sum_of_values(&lead.of_signal(signal)), signal)?;
    }
    checked(sum_of_values(&events(lead)), "purchases").map(drop)
}

/// `purchases` of the assessment.
pub fn json(lead: &Lead) -> Value {
    if lead.model.get(&["purchases"]).is_none() {
        return Value::Null;
    }
    let bought = events(lead);
    json!({
        "count": bought.len(),
        "value": thousandths_json(sum_of_values(&bought)),
        "products": products(lead),
        "days_since": lead.days_since(&bought),
        "days_since_first": lead.days_since_first(&bought),
    })
}

/// `activity` of the assessment.
pub fn activity_json(lead: &Lead) -> Value {
    json!({"days_since": lead.days_since(&lead.of_signals(&activity_signals(lead.model)))})
}
