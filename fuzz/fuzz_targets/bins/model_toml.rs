//! Looks for bytes that break [`leadgrade_fuzz::model_toml`].

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| leadgrade_fuzz::model_toml(data));
