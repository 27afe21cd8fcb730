//! Processor time of every format of maps: written with the layout where it needs one, and read back.

#![expect(clippy::expect_used, reason = "a bench may")]

#[path = "../tests/large_map/mod.rs"]
mod large_map;

mod clock;

use clock::timed;
use cruxmap::{
    formats::{FORMATS, Taken},
    map::{Edit, Ids, Map},
    picture::Theme,
};

fn main() {
    for nodes in [1000, 5000] {
        let map = large_map::map_of(nodes);
        println!(
            "{nodes} nodes, {} links\n{:>12} {:>9} {:>9} {:>9}",
            map.edge_count(),
            "format",
            "write s",
            "MB",
            "read s"
        );
        for format in FORMATS {
            let Some(write) = format.write else { continue };
            let (writing, bytes) = timed(|| write(&Taken::new(&map, Theme::light(), None)).expect("what is written"));
            #[expect(clippy::cast_precision_loss, reason = "some MB")]
            let size = bytes.len() as f64 / 1e6;
            let reading = format.read.as_ref().map_or_else(String::new, |reader| {
                let text = String::from_utf8(bytes).expect("text");
                let (reading, back) = timed(|| {
                    let imported = (reader.read)(&text).expect("what was written");
                    let merge = Edit::Merge(Box::new(imported.records));
                    merge.make(Map::default(), &mut Ids::seeded(1)).expect("a map")
                });
                assert_eq!(back.node_count(), nodes, "{}", format.name);
                format!("{reading:.3}")
            });
            println!("{:>12} {writing:>9.3} {size:>9.2} {reading:>9}", format.name);
        }
    }
}
