//! Build steps for the compiled module: `tool glue MODULE.wasm FOLDER` generates the JavaScript around
//! it, and `tool order MODULE.wasm` names its functions in the order in which they compress best.

mod names;
mod order;

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let args: Vec<OsString> = env::args_os().skip(1).collect();
    match args.as_slice() {
        [what, module, folder] if what == "glue" => glue(module.as_ref(), folder.as_ref()),
        [what, module] if what == "order" => order(module.as_ref()),
        _ => bail!("usage: `glue MODULE.wasm FOLDER` or `order MODULE.wasm`"),
    }
}

fn glue(module: &Path, folder: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    // Bundlers find the module next to the script.
    bindgen.omit_default_module_path(false);
    bindgen.input_path(module).out_name("leadgrade");
    // `js/instance.ts` replaces an instance that ran out of memory.
    bindgen.reset_state_function(true);
    bindgen.web(true)?.typescript(true).generate(folder)
}

fn order(module: &Path) -> Result<()> {
    let bytes = fs::read(module).with_context(|| format!("cannot read {}", module.display()))?;
    let named = names::by_likeness(&bytes).context("cannot order the functions of the module")?;
    Ok(fs::write(module, named)?)
}
