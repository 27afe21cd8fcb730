//! The map as one page that works without a network: the picture to pan and zoom, and the same as an outline in words.

mod outline;

use super::{Format, Part, Taken};
use crate::{
    export::{colours, dark_rules, escape_xml, svg_with_ids},
    picture::Theme,
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use sha2::{Digest as _, Sha256};

pub const HTML: Format = Format {
    name: "html",
    words: "Page to look at the map (HTML)",
    endings: &["html", "htm"],
    read: None,
    write: Some(|it| Ok(page(it).into_bytes())),
    keeps: &[
        Part::Texts,
        Part::Kinds,
        Part::Links,
        Part::LinkKinds,
        Part::Undercuts,
        Part::Linked,
        Part::Places,
        Part::Quotes,
        Part::People,
        Part::Credences,
        Part::Sides,
    ],
};

const STYLE: &str = include_str!("../../../assets/map/style.css");
const SCRIPT: &str = include_str!("../../../assets/map/map.js");

/// The page follows the reader's own choice of light or dark. Nothing is fetched, and no script runs but its own.
fn page(taken: &Taken<'_>) -> String {
    let (map, layout) = (taken.map, taken.layout());
    let light = svg_with_ids(map, layout, Theme::light());
    let dark = svg_with_ids(map, layout, Theme::dark());
    let colours = colours(&dark_rules([(&*light, &*dark)].into_iter()));
    drop(dark);
    let names: Vec<&str> = map.sources().map(|it| it.1.title.as_str()).filter(|it| !it.is_empty()).take(3).collect();
    let title = escape_xml(&if names.is_empty() { "Argument map".to_owned() } else { names.join(", ") });
    let hash = BASE64_STANDARD.encode(Sha256::digest(SCRIPT));
    let counted = |count, [one, many]: [&str; 2]| format!("{count} {}", if count == 1 { one } else { many });
    let about =
        format!("{}, {}", counted(map.node_count(), ["point", "points"]), counted(map.edge_count(), ["link", "links"]));
    let outline = outline::outline(map);
    format!(
        r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{hash}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
{colours}{STYLE}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p>{about}</p>
<form role="search"><label for="find">Find</label> <input id="find" type="search" autocomplete="off"> <span id="found" role="status"></span></form>
<div id="tools" role="group" aria-label="View">
<button type="button" id="out" aria-label="Zoom out">−</button>
<button type="button" id="in" aria-label="Zoom in">+</button>
<button type="button" id="fit">Fit</button>
<button type="button" id="outlined" aria-expanded="true" aria-controls="outline">Outline</button>
</div>
</header>
<nav id="outline" aria-label="Outline">
{outline}</nav>
<main>
<div id="stage" tabindex="0" role="application" aria-label="Map" aria-describedby="keys">
{light}</div>
<p id="keys">Arrows go to the next point, <kbd>Shift</kbd> with arrows moves the map, <kbd>+</kbd> <kbd>−</kbd> zoom, <kbd>0</kbd> fits all.</p>
<section id="details" aria-live="polite" aria-label="The chosen point" hidden></section>
</main>
<script>{SCRIPT}</script>
</body>
</html>
"#
    )
}
