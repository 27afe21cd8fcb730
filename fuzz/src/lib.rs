//! What the fuzz targets share: `cargo +nightly fuzz run NAME` in this folder's parent.

pub mod one;

/// A target that gives what comes to the reader of this name.
#[macro_export]
macro_rules! target {
    ($name:literal) => {
        libfuzzer_sys::fuzz_target!(|data: &[u8]| $crate::one::read($name, data));
    };
}
