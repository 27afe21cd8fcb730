//! What can be taken away: the picture and plots of evidence as SVG, PNG and PDF, the crux summary as data and as a document
//! in Markdown, HTML or PDF, and a part of a map as an outline.

mod cell;
mod document;
mod dots;
pub mod outline;
pub mod pdf;
mod plots;
mod png;
mod raster;
mod summary;
mod svg;
mod words;

pub(crate) use cell::cell;
pub use document::{Document, FIGURE, Figure, Form, TemplateError, document};
pub(crate) use document::{colours, dark_rules, escape as escape_markdown};
pub use dots::map_png;
pub use plots::plots_svg;
pub use png::{PngError, png};
pub use raster::{Raster, raster};
pub use summary::{
    Agreement, Bearing, ClaimPoint, Concession, CruxPoint, DisagreementPoint, EvidencePoint, Held, Method, MindPoint,
    MovePoint, Numbers, PersonPoint, Picture, Position, Quote, Saying, SidePoint, SourcePoint, Summary, cruxes,
    summary,
};
pub use svg::svg;
pub(crate) use svg::{escape as escape_xml, svg_with_ids};
