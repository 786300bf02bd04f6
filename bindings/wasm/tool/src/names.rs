//! Writes an order of functions into a module as their names: `wasm-opt` can sort functions by name,
//! and updates everything that refers to one.

use anyhow::{Context, Result};
use wasm_encoder::{Module, NameMap, NameSection, RawSection};
use wasmparser::{ImportSectionReader, Parser, Payload, TypeRef};

use crate::order;

/// A copy of the module in which functions are named by their position in the order that compresses best.
///
/// # Errors
/// If the bytes are not a module.
pub fn by_likeness(module: &[u8]) -> Result<Vec<u8>> {
    let mut named = Module::new();
    let mut imported = 0;
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        match &payload {
            Payload::ImportSection(imports) => imported = functions(imports)?,
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            Payload::CustomSection(section) if section.name() == "name" => continue,
            _ => {}
        }
        if let Some((id, range)) = payload.as_section() {
            let data = module.get(range).context("a section is cut off")?;
            named.section(&RawSection { id, data });
        }
    }
    named.section(&names(imported, &order::by_likeness(&bodies)));
    Ok(named.finish())
}

/// The number of imported functions, whose indexes come before those of the module's own.
fn functions(imports: &ImportSectionReader) -> Result<u32> {
    let mut count = 0;
    for import in imports.clone().into_imports() {
        let is_function = matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_));
        count += u32::from(is_function);
    }
    Ok(count)
}

/// Names that sort in the order: the positions, with leading zeros.
fn names(imported: u32, order: &[usize]) -> NameSection {
    let mut places: Vec<_> = order.iter().zip(0_u32..).collect();
    places.sort_unstable();
    let mut names = NameMap::new();
    for (function, (_, place)) in (imported..).zip(places) {
        names.append(function, &format!("{place:010}"));
    }
    let mut section = NameSection::new();
    section.functions(&names);
    section
}

#[cfg(test)]
#[path = "names_tests.rs"]
mod tests;
