//! What can be taken away: the picture and plots of evidence as SVG, PNG and PDF, and the crux summary as data, Markdown,
//! HTML and PDF, and a part of a map as an outline.

mod html;
mod markdown;
pub mod outline;
pub mod pdf;
mod plots;
mod png;
mod raster;
mod summary;
mod svg;
mod words;

pub use html::summary_html;
pub use markdown::summary_markdown;
pub use plots::plots_svg;
pub use png::{PngError, png};
pub use raster::{Raster, raster};
pub use summary::{
    Concession, CruxPoint, DisagreementPoint, EvidencePoint, HangingPoint, Quote, Saying, SidePoint, SourcePoint,
    Summary, cruxes, summary,
};
pub use svg::svg;
