//! Looks for bytes that break [`leadgrade_fuzz::history_json`].

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| leadgrade_fuzz::history_json(data));
