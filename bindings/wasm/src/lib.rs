//! The core for browsers and Node: converts, calls `leadgrade::wire`, converts
//! back. It holds no rule. What is refused is thrown as an error whose message
//! is the core's refusal; the JavaScript around it makes an error class of it.

mod dataset;
mod history;
mod model;

use wasm_bindgen::prelude::*;

pub use dataset::{NativeDataset, NativeScorecard, places};
pub use history::NativeHistory;
pub use model::NativeModel;

/// A refusal of the core as what JavaScript throws.
fn thrown(refusal: String) -> JsError {
    JsError::new(&refusal)
}

/// Whether bytes are text.
///
/// # Errors
/// The refusal that says where they are not.
#[wasm_bindgen(js_name = checkUtf8)]
pub fn check_utf8(bytes: &[u8]) -> Result<(), JsError> {
    let text = leadgrade::wire::utf8(bytes);
    text.map(|_| ()).map_err(thrown)
}

/// What the numbers of a request stand for.
fn numbers(exact: bool) -> leadgrade::wire::json::Numbers {
    use leadgrade::wire::json::Numbers;
    if exact {
        Numbers::Exact
    } else {
        Numbers::Nearest
    }
}

/// How the text of a model is written.
fn format(toml: bool) -> leadgrade::wire::Format {
    use leadgrade::wire::Format;
    if toml { Format::Toml } else { Format::Json }
}
