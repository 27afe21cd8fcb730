//! Writes `screenshots/` from `saves/`: the pictures in the papers are what the program draws today.

#![cfg(feature = "gui")]
use cruxmap::{
    map::NodeKind,
    ui::{
        App, Start,
        home::{Home, Settings},
    },
};
use egui::{Key, accesskit::Role};
use egui_kittest::{Harness, SnapshotOptions, kittest::Queryable as _};
use std::{path::Path, time::Duration};

/// A picture: its name, the size of the window, the theme, and the kind of node that is selected.
const PICTURES: [(&str, [f32; 2], bool, Option<NodeKind>); 4] = [
    ("first-light", [1360.0, 860.0], false, None),
    ("crux-dark", [1360.0, 860.0], true, Some(NodeKind::Crux)),
    ("evidence", [1360.0, 860.0], false, Some(NodeKind::Evidence)),
    ("small-window", [800.0, 600.0], true, None),
];

#[test]
fn the_screenshots_show_the_program_of_today() {
    if !has_renderer() {
        assert!(std::env::var_os("CRUXMAP_REQUIRE_ALL").is_none(), "no Vulkan or EGL renderer");
        println!("skipped: no Vulkan or EGL renderer (Debian: mesa-vulkan-drivers)");
        return;
    }
    let mut results = egui_kittest::SnapshotResults::new();
    for (name, size, dark, select) in PICTURES {
        let folder = tempfile::tempdir().unwrap();
        let save = folder.path().join("sample.ron");
        std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("saves/v1-sample.ron"), &save).unwrap();
        let home = Home::at(folder.path().join("home"));
        home.remember(&Settings { dark: Some(dark), reduce_motion: true, ..Settings::default() }).unwrap();
        let mut harness = Harness::builder()
            .with_size(size)
            .with_max_steps(60)
            .wgpu()
            .with_options(SnapshotOptions::new().output_path("screenshots"))
            .build_eframe(move |context| App::new(&context.egui_ctx, home, Start::File(save)));
        settle(&mut harness);
        if let Some(kind) = select {
            harness.key_press(Key::G);
            harness.run_steps(2);
            harness.get_by_role(Role::TextInput).type_text(kind.word());
            harness.run_steps(2);
            harness.key_press(Key::Enter);
            settle(&mut harness);
        }
        results.add(harness.try_snapshot(name));
    }
    results.unwrap();
}

fn settle(harness: &mut Harness<'_, App>) {
    for _ in 0..2000 {
        harness.step();
        if !harness.state().is_busy() {
            break;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    harness.run_steps(6);
}

/// Whether a software or hardware renderer is installed that wgpu can use without a screen.
fn has_renderer() -> bool {
    let folders = ["/usr/share/vulkan/icd.d", "/etc/vulkan/icd.d", "/usr/local/share/vulkan/icd.d"];
    let vulkan = folders.iter().any(|it| std::fs::read_dir(it).is_ok_and(|mut it| it.next().is_some()));
    vulkan || !cfg!(target_os = "linux")
}
