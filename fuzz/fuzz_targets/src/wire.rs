//! Requests of the bindings.

use leadgrade::wire::{OPERATIONS, call};
use serde_json::Value;

use crate::histories::MODEL;

/// `wire::call` answers any request of any operation with canonical JSON: an answer, or problems with
/// code, message and help. The first byte chooses the operation and the number of models.
pub fn wire_requests(data: &[u8]) {
    let Some((first, request)) = data.split_first() else {
        return;
    };
    let Ok(request) = std::str::from_utf8(request) else {
        return;
    };
    let models = [&*MODEL; 3];
    let (operation, count) = (usize::from(*first) % 64, usize::from(*first) / 64);
    let name = OPERATIONS
        .get(operation)
        .map_or("no such operation", |operation| operation.name);
    let answer = call(name, &models[..count], request);
    let read: Value = serde_json::from_str(&answer).expect("an answer is JSON");
    let canonical = serde_json_canonicalizer::to_string(&read).expect("a value is JSON");
    assert_eq!(answer, canonical);
    for problem in read["error"]["problems"].as_array().into_iter().flatten() {
        for part in ["code", "message", "help"] {
            assert!(
                problem[part].as_str().is_some_and(|part| !part.is_empty()),
                "{answer}"
            );
        }
    }
}
