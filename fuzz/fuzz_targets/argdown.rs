#![no_main]

cruxmap_fuzz::target!("argdown");
