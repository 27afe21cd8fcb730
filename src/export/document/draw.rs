//! The pictures of a document: the map, and plots of evidence.

use super::{Figure, picture};
use crate::{
    evidence::{Around, Report, Standings, calculate, engine},
    export::{
        plots::plots_svg,
        summary::{Picture, Summary},
        svg::svg,
    },
    jobs::Progress,
    layout,
    map::{Map, NodeKind},
    picture::{self, Theme, plot},
};
use std::{
    collections::BTreeMap,
    io::{self, BufRead},
};

/// Larger maps have no picture in a document: nobody could read it on a page.
pub(super) const MOST_NODES: usize = 150;
/// So many plots of one calculation are shown: the first are the most important.
const MOST_PLOTS: usize = 2;
/// So many calculations have plots in one document.
const MOST_REPORTS: usize = 12;

/// The picture of the map, if it can be read on a page.
pub(super) fn map_picture(map: &Map) -> Option<Picture> {
    let nodes = map.node_count();
    if nodes == 0 || nodes > MOST_NODES {
        return None;
    }
    let count = |kind| map.nodes().filter(|it| it.1.kind == kind).count();
    let parts = [
        (count(NodeKind::Crux), "crux", "cruxes"),
        (count(NodeKind::Disagreement), "disagreement", "disagreements"),
        (count(NodeKind::Claim), "claim", "claims"),
        (count(NodeKind::Evidence), "piece of evidence", "pieces of evidence"),
        (count(NodeKind::Question), "question", "questions"),
        (map.edge_count(), "link", "links"),
    ];
    let parts = parts.iter().filter(|it| it.0 > 0);
    let parts: Vec<String> = parts.map(|(n, one, many)| format!("{n} {}", if *n == 1 { one } else { many })).collect();
    Some(picture("map", format!("The argument map: {}. All of it is told in words below.", parts.join(", "))))
}

pub(super) fn map_figure(map: &Map, it: &Picture) -> Figure {
    let layout = layout::run(&picture::request(map), None, &Progress::default());
    Figure {
        name: it.name.clone(),
        alternative: it.alternative.clone(),
        svg: svg(map, &layout, Theme::light()),
        dark: svg(map, &layout, Theme::dark()),
    }
}

/// The reports that have plots, by the name of the picture, which is told to the evidence. Only results that fit their
/// inputs are drawn, and only what is calculated quickly and from the map alone.
pub(super) fn reports(map: &Map, summary: &mut Summary) -> BTreeMap<String, Report> {
    let standings = Standings::of(map);
    let open = |_: &str| -> io::Result<Box<dyn BufRead>> { Err(io::ErrorKind::NotFound.into()) };
    let progress = Progress::default();
    let around = Around { open: &open, day: "", progress: &progress };
    let mut reports = BTreeMap::new();
    for it in summary.evidence.iter_mut().filter(|it| it.state == "calculated") {
        let quick = it.engine.as_deref().and_then(engine).is_some_and(|it| !it.slow);
        if !quick || reports.len() == MOST_REPORTS {
            continue;
        }
        let Ok(mut report) = calculate(map, &standings, it.saying.node, &around) else { continue };
        report.plots.truncate(MOST_PLOTS);
        if report.plots.is_empty() {
            continue;
        }
        let told: Vec<String> = report.plots.iter().map(plot::describe).collect();
        let shown = picture(&format!("evidence-{}", it.number), told.join(" "));
        reports.insert(shown.name.clone(), report);
        it.pictures.push(shown);
    }
    reports
}

pub(super) fn plots_figure(name: String, report: &Report) -> Figure {
    let draw = |theme: &Theme| plots_svg(&report.title, &report.plots, |it| plot::usual_size(it, theme), theme);
    let told: Vec<String> = report.plots.iter().map(plot::describe).collect();
    Figure { name, alternative: told.join(" "), svg: draw(Theme::light()), dark: draw(Theme::dark()) }
}
