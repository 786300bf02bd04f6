//! Looks for bytes that break [`leadgrade_fuzz::wire_requests`].

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| leadgrade_fuzz::wire_requests(data));
