//! What can be taken away: the picture and plots of evidence as SVG and PNG, and the crux summary as data, Markdown and HTML,
//! and a part of a map as an outline.

mod html;
mod markdown;
pub mod outline;
mod plots;
mod png;
mod raster;
mod summary;
mod svg;
mod words;

pub use html::summary_html;
pub(crate) use html::{PAGE_END, page_start};
pub(crate) use markdown::escape as escape_markdown;
pub use markdown::summary_markdown;
pub use plots::plots_svg;
pub use png::{PngError, png};
pub use raster::{Raster, raster};
pub use summary::{
    Concession, CruxPoint, DisagreementPoint, EvidencePoint, HangingPoint, Quote, Saying, SidePoint, SourcePoint,
    Summary, cruxes, summary,
};
pub(crate) use svg::escape as escape_html;
pub use svg::svg;
