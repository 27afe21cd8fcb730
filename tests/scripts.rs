//! Any script: fonts of the system are taken for what the bundled one lacks, and what none has is said once.

#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, reason = "a test may")]

mod driven;

use cruxmap::{
    map::{Document, Edit, Ids, Map, NodeKind},
    save,
    ui::{
        App, Start,
        home::{Home, Settings},
    },
};
use egui::{
    FontData, FontFamily, FontId, Key, Modifiers,
    epaint::text::{FallbackRequest, FontInsert, FontPriority, FontProvider, InsertFontFamily},
    vec2,
};
use egui_kittest::{Harness, kittest::Queryable as _};
use egui_system_font_provider::SystemFontProvider;
use std::sync::Arc;

/// Each with a text in it.
const SCRIPTS: [(&str, &str); 5] = [
    ("Hebrew", "הטענה נכונה"),
    ("Arabic", "الحجة صحيحة"),
    ("Japanese", "この主張は正しい"),
    ("Devanagari", "यह दावा सही है"),
    ("Thai", "ข้ออ้างนี้ถูกต้อง"),
];

fn map_of(texts: &[&str]) -> Map {
    let mut document = Document::new(Map::default(), Ids::seeded(7));
    for text in texts {
        let text = (*text).to_owned();
        document.edit(Edit::AddNode { kind: NodeKind::Claim, text, at: None, link: None }).unwrap();
    }
    document.map().clone()
}

/// The window with these claims, and fonts from `provider` beside the bundled ones.
fn open(texts: &[&str], provider: Option<Arc<dyn FontProvider>>) -> (Harness<'static, App>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("map.ron");
    std::fs::write(&file, save::to_text(&map_of(texts))).unwrap();
    let home = Home::at(folder.path().join("home"));
    home.remember(&Settings { reduce_motion: true, ..Settings::default() }).unwrap();
    let mut harness = Harness::builder()
        .with_size(vec2(1200.0, 800.0))
        .with_step_dt(0.06)
        .with_max_steps(60)
        .allow_missing_glyphs()
        .build_eframe(move |context| {
            if let Some(provider) = provider {
                context.egui_ctx.add_font_provider(provider);
            }
            App::new(&context.egui_ctx, home, Start::File(file))
        });
    driven::settle(&mut harness);
    (harness, folder)
}

fn told(harness: &Harness<'_, App>) -> Vec<String> {
    let about = harness.state().notices().iter().map(|it| it.message.clone());
    about.filter(|it| it.starts_with("No font for")).collect()
}

fn has(harness: &Harness<'_, App>, text: &str) -> bool {
    harness.ctx.fonts_mut(|it| it.has_glyphs(&FontId::proportional(14.0), &text.replace(' ', "")))
}

#[test]
fn what_no_font_has_is_told_once() {
    let (mut harness, _folder) = open(&["Plain words", "この主張は正しい", "यह दावा"], None);
    assert_eq!(told(&harness), ["No font for Japanese and Devanagari is installed."]);
    assert!(harness.query_by_label_contains("fonts-noto-cjk").is_some(), "the window says what to install");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_steps(3);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::D);
    driven::settle(&mut harness);
    assert_eq!(harness.state().document().map().node_count(), 6);
    assert_eq!(told(&harness).len(), 1, "and it does not say so again");
}

#[test]
fn plain_words_need_no_font() {
    let (harness, _folder) = open(&["Plain words", "Ça, où? Żółw, λόγος, довод — “yes”…"], None);
    assert!(told(&harness).is_empty());
}

#[test]
fn fonts_of_the_system_are_found() {
    for (name, text) in SCRIPTS {
        let (harness, _folder) = open(&[text], Some(Arc::new(SystemFontProvider::new())));
        let told = told(&harness);
        if has(&harness, text) {
            assert!(told.is_empty(), "{name}: {told:?}");
            assert!(!harness.ctx.fonts(|it| it.discovered_fonts().is_empty()), "{name}: the bundled font has it");
        } else {
            println!("skipped for {name}: no font of this computer has it");
            assert_eq!(told, [format!("No font for {name} is installed.")]);
        }
    }
}

#[test]
fn a_broken_font_harms_nothing() {
    let whole = epaint_default_fonts::HACK_REGULAR;
    let mut damaged: Vec<Vec<u8>> = vec![Vec::new(), b"not a font".to_vec(), vec![0xff; 4096]];
    damaged.extend([12, 300, 5000, whole.len() / 2, whole.len() - 1].map(|it| whole[..it].to_vec()));
    for step in [97, 1009, 7919] {
        let mut bytes = whole.to_vec();
        bytes.iter_mut().skip(step).step_by(step).for_each(|it| *it ^= 0x5a);
        damaged.push(bytes);
    }
    for bytes in damaged {
        let provider = move |request: &FallbackRequest<'_>| {
            let family = InsertFontFamily { family: FontFamily::clone(request.family), priority: FontPriority::Lowest };
            Some(FontInsert::new("broken", FontData::from_owned(bytes.clone()), vec![family]))
        };
        // U+2588 is in Hack, not in the bundled font for words: its glyph is drawn if it can be read.
        let (harness, _folder) = open(&["הטענה █ नमस्ते"], Some(Arc::new(provider)));
        assert_eq!(harness.state().document().map().node_count(), 1);
        assert_eq!(told(&harness), ["No font for Hebrew and Devanagari is installed."]);
    }
}

#[test]
fn words_from_right_to_left_are_typed_where_the_cursor_is() {
    let (mut harness, _folder) = open(&["Before"], Some(Arc::new(SystemFontProvider::new())));
    if !has(&harness, "שלום") {
        println!("skipped: no font of this computer has Hebrew");
        return;
    }
    let at = driven::place_of(&harness, "Before").unwrap().center();
    driven::click(&mut harness, at);
    harness.key_press(Key::F2);
    harness.run_steps(4);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_steps(2);
    for letter in "שלום עולמי".chars() {
        harness.event(egui::Event::Text(letter.to_string()));
        harness.step();
    }
    harness.key_press(Key::Backspace);
    harness.run_steps(2);
    let field = harness.get_by_label("Words of the node").rect();
    // The right end of the line is its beginning, and left of its last letter is its end.
    for (x, letter) in [(field.max.x - 6.0, "א"), (field.min.x + 20.0, "!")] {
        driven::click(&mut harness, egui::pos2(x, field.min.y + 12.0));
        harness.event(egui::Event::Text(letter.to_owned()));
        harness.run_steps(2);
    }
    harness.key_press(Key::Enter);
    harness.run_steps(6);
    let map = harness.state().document().map();
    assert_eq!(&*map.nodes().next().unwrap().1.text, "אשלום עולמ!");
}
