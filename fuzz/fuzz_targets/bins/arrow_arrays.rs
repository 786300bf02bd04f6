//! Looks for bytes that break [`leadgrade_fuzz::arrow_arrays`].

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| leadgrade_fuzz::arrow_arrays(data));
