//! The core as a WebAssembly module: converts arguments, calls `leadgrade::wire`, converts the answer.
//! It contains no rules. Errors of the core are thrown as errors whose message is JSON text with all
//! problems; the JavaScript around it turns them into `LeadgradeError`.

mod dataset;
mod history;
mod model;

use wasm_bindgen::prelude::*;

pub use dataset::{NativeDataset, NativeScorecard, places};
pub use history::NativeHistory;
pub use model::NativeModel;

/// The JavaScript error of the core's error, JSON text.
fn thrown(refusal: String) -> JsError {
    JsError::new(&refusal)
}

/// Checks that bytes are valid UTF-8.
///
/// # Errors
/// Names the first byte that is not.
#[wasm_bindgen(js_name = checkUtf8)]
pub fn check_utf8(bytes: &[u8]) -> Result<(), JsError> {
    let text = leadgrade::wire::utf8(bytes);
    text.map(|_| ()).map_err(thrown)
}

/// How numbers of a request are read.
fn numbers(exact: bool) -> leadgrade::wire::json::Numbers {
    use leadgrade::wire::json::Numbers;
    if exact {
        Numbers::Exact
    } else {
        Numbers::Nearest
    }
}

/// The format of the text of a model.
fn format(toml: bool) -> leadgrade::wire::Format {
    use leadgrade::wire::Format;
    if toml { Format::Toml } else { Format::Json }
}
