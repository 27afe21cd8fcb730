//! The picture of real maps: drawn, and on request written to a folder to be looked at.
#![expect(clippy::unwrap_used, reason = "a test may")]

mod common;

use cruxmap::{export, jobs::Progress, layout, picture};

/// With `PICTURES=folder` the pictures are written there.
#[test]
fn real_maps_become_pictures() {
    for (name, text, gold) in common::threads() {
        let map = common::map_of(name, &text, &gold);
        let layout = layout::run(&picture::request(&map), None, &Progress::default());
        println!("{name}: {} nodes, {:?}", map.node_count(), layout.bounds.size());
        for theme in [picture::Theme::light(), picture::Theme::dark()] {
            let svg = export::svg(&map, &layout, theme);
            let png = export::png(&svg, 0.7).unwrap();
            assert!(png.starts_with(b"\x89PNG"));
            if let Some(folder) = std::env::var_os("PICTURES") {
                let stem = format!("{name}-{}", if theme.dark { "dark" } else { "light" });
                let folder = std::path::PathBuf::from(folder);
                std::fs::write(folder.join(format!("{stem}.svg")), &svg).unwrap();
                std::fs::write(folder.join(format!("{stem}.png")), &png).unwrap();
                std::fs::write(folder.join(format!("{name}.md")), export::summary_markdown(&map)).unwrap();
                std::fs::write(folder.join(format!("{name}.html")), export::summary_html(&map)).unwrap();
            }
        }
    }
}
