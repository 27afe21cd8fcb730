#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| cruxmap_fuzz::one::read_thread(data));
