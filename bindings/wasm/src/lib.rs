//! leadgrade for browsers.
use wasm_bindgen::prelude::*;
use leadgrade::wire;

/// A model.
#[wasm_bindgen]
pub struct Model(leadgrade::Model);

#[wasm_bindgen]
impl Model {
    /// From TOML.
    #[wasm_bindgen(js_name = fromToml)]
    pub fn from_toml(text: &str) -> Result<Model, JsValue> {
        wire::compile(text, wire::Format::Toml).map(Model).map_err(|e| e.into())
    }
    /// Call.
    pub fn call(&self, operation: &str, request: &str) -> String {
        wire::call(operation, &[&self.0], request)
    }
}
