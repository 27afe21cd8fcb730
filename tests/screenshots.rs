//! Writes `screenshots/` from the sample maps: the pictures in the papers are what the program draws today. On request
//! (`cargo test --test screenshots -- --ignored`) it also draws maps of 10 to 20 000 nodes at three zooms, in both
//! themes, in small and large windows, with text twice as large, and from right to left, into `target/looks/`.

#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, reason = "a test may")]

mod driven;
mod large_map;

use cruxmap::{
    map::{Document, EdgeKind, Edit, Ids, Map, NodeKind},
    sample::{FIRST, LUCK, REASONING, Sample},
    save,
    ui::{
        App, Start,
        home::{Home, Settings},
    },
};
use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::{Harness, SnapshotOptions, kittest::Queryable as _};
use std::path::Path;

/// A picture of a sample map.
struct Picture {
    name: &'static str,
    sample: Sample,
    size: [f32; 2],
    dark: bool,
    /// Words of the node that is selected.
    select: Option<&'static str>,
    /// Whether the workbench is open.
    bench: bool,
}

const WIDE: [f32; 2] = [1360.0, 860.0];

/// The window, by itself and at work on one piece of evidence of each kind.
fn pictures() -> Vec<Picture> {
    let plain = |name, size, dark, select| Picture { name, sample: FIRST, size, dark, select, bench: false };
    let bench = |name, sample, dark, words| {
        let size = [WIDE[0], 900.0];
        Picture { name, sample, size, dark, select: Some(words), bench: true }
    };
    vec![
        plain("first-light", WIDE, false, None),
        plain("crux-dark", WIDE, true, Some("Would cheating be noticed")),
        plain("evidence", WIDE, false, Some("Of 14 access requests")),
        plain("small-window", [800.0, 600.0], true, None),
        bench("workbench-entente", FIRST, false, "With hold/hold 3"),
        bench("workbench-game", FIRST, true, "With payoffs 5/3/1/0"),
        bench("workbench-statistic", FIRST, false, "Of 14 access requests"),
        bench("workbench-citation", FIRST, false, "In 1991 Washington"),
        bench("workbench-thought-experiment", FIRST, false, "With a 20% chance"),
        bench("workbench-sharpe", LUCK, false, "36 monthly returns"),
        bench("workbench-faithfulness", REASONING, true, "45 items that it fails"),
        bench("workbench-experiment", REASONING, false, "Small models that were taught"),
    ]
}

/// So many of a million pixels may differ: edges of boxes in the minimap, which are less than a pixel off when a machine is
/// busy while the window opens.
const ROUNDED: usize = 100;

/// Small, laptop, and large windows.
const SIZES: [[f32; 2]; 3] = [[800.0, 600.0], [1400.0, 900.0], [2560.0, 1440.0]];

#[test]
fn the_screenshots_show_the_program_of_today() {
    if !has_renderer() {
        return;
    }
    let mut results = egui_kittest::SnapshotResults::new();
    for picture in pictures() {
        let folder = tempfile::tempdir().unwrap();
        let save = folder.path().join("sample.ron");
        std::fs::write(&save, picture.sample.map).unwrap();
        let settings = Settings { dark: Some(picture.dark), tour_offered: true, ..Settings::default() };
        let mut harness = window(&folder, &save, settings, picture.size, "screenshots");
        if let Some(words) = picture.select {
            harness.key_press(Key::G);
            harness.run_steps(2);
            harness.get_by_role(Role::TextInput).type_text(words);
            harness.run_steps(2);
            harness.key_press(Key::Enter);
            driven::settle(&mut harness);
        }
        if picture.bench {
            harness.key_press_modifiers(Modifiers::SHIFT, Key::E);
            driven::settle(&mut harness);
        }
        results.add(harness.try_snapshot(picture.name));
    }
    results.unwrap();
}

/// What whoever has the laptop sees in a discussion: no clock is on it, so that it looks the same every day.
#[test]
fn a_blind_answer_is_drawn() {
    if !has_renderer() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let save = folder.path().join("sample.ron");
    std::fs::write(&save, FIRST.map).unwrap();
    let settings = Settings { dark: Some(false), tour_offered: true, ..Settings::default() };
    let mut harness = window(&folder, &save, settings, [900.0, 600.0], "screenshots");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run_steps(4);
    harness.event(egui::Event::Text("Start a discussion".to_owned()));
    harness.run_steps(4);
    harness.key_press(Key::Enter);
    harness.run_steps(4);
    harness.event(egui::Event::Text("Ada, Bo, Cy".to_owned()));
    harness.run_steps(4);
    let ask = "Ask blind: Would either capital let strangers bolt meters onto its substations?";
    for name in ["Start", ask, "Hand the laptop to Ada", "I am Ada: begin"] {
        harness.get_by_role_and_label(Role::Button, name).click_accesskit();
        harness.run_steps(6);
    }
    harness.event(egui::Event::Text("35".to_owned()));
    harness.run_steps(4);
    harness.snapshot("blind-answer");
}

#[test]
#[ignore = "draws some sixty pictures to be looked at"]
fn maps_of_all_sizes_are_drawn_to_be_looked_at() {
    if !has_renderer() {
        return;
    }
    let maps = [10, 100, 1000, 20_000].map(|it| (it.to_string(), large_map::map_of(it)));
    let folder = tempfile::tempdir().unwrap();
    let mut results = egui_kittest::SnapshotResults::new();
    let mut draw = |name: &str, map: &Map, dark: bool, text_size: Option<u16>, size: [f32; 2]| {
        let file = folder.path().join(format!("{name}.ron"));
        std::fs::write(&file, save::to_text(map)).unwrap();
        let settings = Settings { dark: Some(dark), text_size, ..Settings::default() };
        let mut harness = window(&folder, &file, settings, size, "target/looks");
        let theme = if dark { "dark" } else { "light" };
        for zoom in ["far", "middle", "near"] {
            match zoom {
                "far" => harness.key_press(Key::Home),
                "middle" => (0..6).for_each(|_| harness.key_press(Key::Plus)),
                _ => harness.key_press_modifiers(Modifiers::COMMAND, Key::Num0),
            }
            driven::settle(&mut harness);
            results.add(harness.try_snapshot(format!("{name}-{theme}-{}-{zoom}", size[0])));
        }
    };
    for (name, map) in &maps {
        for (dark, size) in [false, true].into_iter().flat_map(|it| SIZES.map(|size| (it, size))) {
            draw(name, map, dark, None, size);
        }
    }
    draw("text-200", &maps[1].1, false, Some(200), SIZES[1]);
    draw("text-200", &maps[1].1, true, Some(200), SIZES[0]);
    draw("right-to-left", &right_to_left(), false, None, SIZES[1]);
    results.unwrap();
}

/// A debate in Hebrew and Arabic, with a word and a number that are read the other way.
fn right_to_left() -> Map {
    let mut document = Document::new(Map::default(), Ids::seeded(8));
    let mut add = |kind, text: &str, link| {
        let edit = Edit::AddNode { kind, text: text.to_owned(), at: None, link };
        *document.edit(edit).unwrap().nodes.keys().next().unwrap()
    };
    let top = add(NodeKind::Claim, "הרכבת הקלה תחסוך 20 דקות בכל נסיעה למרכז העיר.", None);
    let under = |kind| Some((kind, top.into()));
    add(NodeKind::Claim, "הקו עובר ברחוב Herzl, שבו אין פקקים.", under(EdgeKind::Attacks));
    add(NodeKind::Claim, "القطار أسرع من الحافلة بثلاث مرات.", under(EdgeKind::Supports));
    add(NodeKind::Crux, "هل يستخدمه أكثر من 1000 شخص في اليوم؟", under(EdgeKind::CruxOf));
    document.map().clone()
}

fn window(
    folder: &tempfile::TempDir,
    file: &Path,
    settings: Settings,
    size: [f32; 2],
    output: &str,
) -> Harness<'static, App> {
    let home = Home::at(folder.path().join("home"));
    home.remember(&Settings { reduce_motion: true, ..settings }).unwrap();
    let start = Start::File(file.to_owned());
    let mut harness = Harness::builder()
        .with_size(size)
        .with_max_steps(60)
        .allow_missing_glyphs()
        .wgpu()
        .with_options(SnapshotOptions::new().output_path(output).max_failed_pixels(ROUNDED))
        .build_eframe(move |context| App::new(&context.egui_ctx, home, start));
    driven::settle(&mut harness);
    harness
}

/// Whether a software or hardware renderer is installed that wgpu can use without a screen; says so if none is.
fn has_renderer() -> bool {
    let folders = ["/usr/share/vulkan/icd.d", "/etc/vulkan/icd.d", "/usr/local/share/vulkan/icd.d"];
    let vulkan = folders.iter().any(|it| std::fs::read_dir(it).is_ok_and(|mut it| it.next().is_some()));
    let has = vulkan || !cfg!(target_os = "linux");
    if !has {
        assert!(std::env::var_os("CRUXMAP_REQUIRE_ALL").is_none(), "no Vulkan or EGL renderer");
        println!("skipped: no Vulkan or EGL renderer (Debian: mesa-vulkan-drivers)");
    }
    has
}
