//! Puts JavaScript around the compiled module: `tool MODULE.wasm FOLDER`.

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let both = args.next().zip(args.next());
    let (module, folder) = both.context("say which module, and which folder it goes to")?;
    let mut bindgen = Bindgen::new();
    // Bundlers find the module beside the script.
    bindgen.omit_default_module_path(false);
    bindgen.input_path(module).out_name("leadgrade");
    bindgen.web(true)?.typescript(true).generate(folder)
}
