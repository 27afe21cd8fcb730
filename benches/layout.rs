//! Processor time of a layout by size.
fn main() {}
