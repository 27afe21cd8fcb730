//! A table or picture shown with evidence.

use super::super::context::Context;
use crate::{
    evidence::preview,
    export::Raster,
    map::{File, FileId},
};
use egui::{Color32, ColorImage, Grid, RichText, ScrollArea, TextureHandle, TextureOptions, Ui, vec2};
use std::collections::BTreeMap;

/// The most dots of a picture on a side.
pub const SIDE: u32 = 1024;

/// Pictures that the graphics card has.
pub type Textures = BTreeMap<FileId, TextureHandle>;

/// Draws an attached file.
pub fn show(ctx: &Context<'_>, ui: &mut Ui, textures: &mut Textures, id: FileId, file: &File) {
    if is_picture(&file.name) {
        match ctx.bench.picture(id) {
            None => drop(ui.weak("Drawing it…")),
            Some(Err(why)) => drop(ui.colored_label(ui.visuals().warn_fg_color, format!("It cannot be shown: {why}."))),
            Some(Ok(raster)) => picture(ui, textures, id, raster, &file.name),
        }
    } else {
        table(ui, id, file);
    }
}

/// Whether a file of this name is shown as a picture.
pub fn is_picture(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default();
    ending.eq_ignore_ascii_case("png") || ending.eq_ignore_ascii_case("svg")
}

fn picture(ui: &mut Ui, textures: &mut Textures, id: FileId, raster: &Raster, name: &str) {
    let texture = textures.entry(id).or_insert_with(|| {
        let image = ColorImage::from_rgba_premultiplied(raster.size, &raster.dots);
        ui.load_texture(name, image, TextureOptions::LINEAR)
    });
    let size = texture.size_vec2();
    let scale = (ui.available_width() / size.x).min(240.0 / size.y).min(1.0);
    // Pictures are mostly made for white paper.
    let frame = egui::Frame::new().fill(Color32::WHITE).inner_margin(2);
    frame.show(ui, |ui| ui.add(egui::Image::new((texture.id(), size * scale)).alt_text(name)));
}

/// The first rows of a table.
fn table(ui: &mut Ui, id: FileId, file: &File) {
    const ROWS: usize = 20;
    let Some(bytes) = file.bytes() else { return };
    ScrollArea::horizontal().id_salt(id).show(ui, |ui| {
        Grid::new(id).spacing(vec2(12.0, 3.0)).striped(true).show(ui, |ui| {
            for (nth, cells) in preview(bytes, ROWS).into_iter().enumerate() {
                for cell in cells.into_iter().take(30) {
                    let cell = RichText::new(cell).small();
                    ui.label(if nth == 0 { cell.strong() } else { cell });
                }
                ui.end_row();
            }
        });
    });
}
