//! Turns the compiled module into JavaScript packages.
use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let (input, out) = args.next().zip(args.next()).context("usage: tool MODULE.wasm FOLDER")?;
    for (kind, folder) in [("web", "web"), ("bundler", "bundler"), ("node", "node")] {
        let mut bindgen = Bindgen::new();
        bindgen.input_path(&input).typescript(true).out_name("leadgrade");
        match kind { "web" => bindgen.web(true)?, "bundler" => bindgen.bundler(true)?, _ => bindgen.nodejs_module(true)? };
        bindgen.generate(std::path::Path::new(&out).join(folder))?;
    }
    Ok(())
}
