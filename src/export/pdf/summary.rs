//! The crux summary as PDF.

use super::{Figure, Pdf, PdfError, document};
use crate::{
    export::{self, svg, words},
    layout::Layout,
    map::Map,
    picture::Theme,
};

/// The crux summary of `map` as PDF, with the map as a figure in this layout.
///
/// # Errors
/// If a font of the system that is needed cannot be embedded.
pub fn summary(map: &Map, layout: &Layout) -> Result<Pdf, PdfError> {
    let mut markdown = export::summary_markdown(map);
    let (svg, alternative) = (svg::svg(map, layout, Theme::light()), svg::title(map));
    if map.node_count() > 0 {
        markdown.push_str("\n## The map\n\n![](figure:map)\n");
    }
    let figures = [Figure { name: "map", svg: &svg, alternative: &alternative }];
    document(&markdown, &figures, &words::title(&export::summary(map)))
}
