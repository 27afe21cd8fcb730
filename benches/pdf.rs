//! scratch
#![expect(clippy::expect_used, reason = "a bench may")]
mod clock;
#[path = "../tests/large_map/mod.rs"]
mod large_map;
use clock::{ClockId, processor_time};
fn main() {
    for n in [1000, 5000] {
        let map = large_map::map_of(n);
        let t0 = processor_time(ClockId::ProcessCPUTime);
        let layout = cruxmap::layout::run(&cruxmap::picture::request(&map), None, &cruxmap::jobs::Progress::default());
        let t1 = processor_time(ClockId::ProcessCPUTime);
        let svg = cruxmap::export::svg(&map, &layout, cruxmap::picture::Theme::light());
        let t2 = processor_time(ClockId::ProcessCPUTime);
        let mut o = resvg::usvg::Options::default();
        o.fontdb_mut().load_font_data(epaint_default_fonts::UBUNTU_LIGHT.to_vec());
        o.fontdb_mut().load_font_data(epaint_default_fonts::HACK_REGULAR.to_vec());
        let tree = resvg::usvg::Tree::from_str(&svg, &o).expect("x");
        let t3 = processor_time(ClockId::ProcessCPUTime);
        println!(
            "{n}: layout {:.3} svg {:.3} ({} B) usvg {:.3} {:?}",
            t1 - t0,
            t2 - t1,
            svg.len(),
            t3 - t2,
            tree.size()
        );
        let doc = resvg::usvg::roxmltree::Document::parse(&svg).expect("x");
        let t4 = processor_time(ClockId::ProcessCPUTime);
        println!("rox {:.3} {}", t4 - t3, doc.descendants().count());
    }
}
