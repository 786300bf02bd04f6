use super::*;

use wasm_encoder::{
    CodeSection, EntityType, Function, FunctionSection, ImportSection, TypeSection,
};
use wasmparser::{KnownCustom, Name};

/// A module with one imported function and two of its own, which are not similar.
fn module() -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([], []);
    let mut imports = ImportSection::new();
    imports.import("from", "outside", EntityType::Function(0));
    let mut own = FunctionSection::new();
    own.function(0).function(0);
    let mut code = CodeSection::new();
    for nops in [1, 5] {
        let mut body = Function::new([]);
        for _ in 0..nops {
            body.instructions().nop();
        }
        body.instructions().end();
        code.function(&body);
    }
    let mut module = Module::new();
    module
        .section(&types)
        .section(&imports)
        .section(&own)
        .section(&code);
    module.finish()
}

fn names_of(module: &[u8]) -> Vec<(u32, String)> {
    let mut found = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        let Payload::CustomSection(section) = payload.unwrap() else {
            continue;
        };
        let KnownCustom::Name(names) = section.as_known() else {
            continue;
        };
        for name in names {
            let Name::Function(functions) = name.unwrap() else {
                continue;
            };
            found.extend(
                functions
                    .into_iter()
                    .map(|one| one.unwrap())
                    .map(|one| (one.index, one.name.into())),
            );
        }
    }
    found
}

#[test]
fn own_functions_are_named_by_their_position() {
    let named = by_likeness(&module()).unwrap();
    assert!(
        named.starts_with(&module()),
        "the other sections stay as they are"
    );
    assert_eq!(
        names_of(&named),
        [(1, "0000000001".into()), (2, "0000000000".into())]
    );
    assert_eq!(
        by_likeness(&named).unwrap(),
        named,
        "former names are replaced"
    );
}

#[test]
fn bytes_that_are_not_a_module_are_an_error() {
    let whole = module();
    for end in 0..8 {
        assert!(by_likeness(&whole[..end]).is_err());
    }
    assert!(by_likeness(&whole[..whole.len() - 1]).is_err());
}
