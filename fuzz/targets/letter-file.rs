#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| inputs::letter_file(bytes));
