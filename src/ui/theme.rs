//! The window's style, made from the theme file.

use crate::picture::{Colour, Theme};
use egui::{Color32, Context, CornerRadius, FontFamily, FontId, Stroke, TextStyle, Theme as Mode, Visuals, vec2};

/// A colour of the theme, for egui.
#[expect(clippy::disallowed_methods, reason = "the one place where the theme's colours become egui's")]
pub fn colour(it: Colour) -> Color32 {
    Color32::from_rgba_unmultiplied(it.0, it.1, it.2, it.3)
}

/// Gives the window the look of the theme files.
pub fn apply(ctx: &Context) {
    for (mode, theme) in [(Mode::Light, Theme::light()), (Mode::Dark, Theme::dark())] {
        ctx.style_mut_of(mode, |style| {
            style.visuals = visuals(theme, mode);
            style.spacing.item_spacing = vec2(8.0, 5.0);
            style.spacing.button_padding = vec2(8.0, 3.0);
            style.animation_time = 0.12;
            style.interaction.selectable_labels = true;
            let sizes = [
                (TextStyle::Heading, 18.0),
                (TextStyle::Body, 14.0),
                (TextStyle::Button, 14.0),
                (TextStyle::Small, 12.0),
            ];
            for (name, size) in sizes {
                style.text_styles.insert(name, FontId::new(size, FontFamily::Proportional));
            }
        });
    }
}

fn visuals(theme: &Theme, mode: Mode) -> Visuals {
    let mut it = mode.default_visuals();
    let (text, weak, panel) = (colour(theme.colours.text), colour(theme.colours.weak), colour(theme.colours.panel));
    let line = Stroke::new(1.0, colour(theme.colours.faint));
    it.panel_fill = panel;
    it.window_fill = panel;
    it.extreme_bg_color = colour(theme.colours.card);
    it.faint_bg_color = colour(theme.colours.card);
    it.weak_text_color = Some(weak);
    it.window_stroke = line;
    it.hyperlink_color = colour(theme.colours.selection);
    it.warn_fg_color = colour(theme.colours.warn);
    it.error_fg_color = colour(theme.colours.error);
    it.selection.bg_fill = colour(theme.colours.selection_card);
    it.selection.stroke = Stroke::new(1.5, colour(theme.colours.selection));
    it.window_corner_radius = CornerRadius::same(6);
    it.menu_corner_radius = CornerRadius::same(6);
    for widget in [
        &mut it.widgets.noninteractive,
        &mut it.widgets.inactive,
        &mut it.widgets.hovered,
        &mut it.widgets.active,
        &mut it.widgets.open,
    ] {
        widget.fg_stroke.color = text;
        widget.corner_radius = CornerRadius::same(4);
    }
    it.widgets.noninteractive.bg_stroke = line;
    it.widgets.inactive.weak_bg_fill = colour(theme.colours.card);
    it.widgets.inactive.bg_fill = colour(theme.colours.card);
    // The edge of a field, a box to tick or a choice has to be seen (WCAG 2.2, 1.4.11).
    it.widgets.inactive.bg_stroke = Stroke::new(1.0, colour(theme.colours.line));
    let lit = Stroke::new(1.0, colour(theme.colours.selection));
    for widget in [&mut it.widgets.hovered, &mut it.widgets.active, &mut it.widgets.open] {
        widget.weak_bg_fill = colour(theme.colours.card);
        widget.bg_fill = colour(theme.colours.card);
        widget.bg_stroke = lit;
        widget.expansion = 0.0;
    }
    it
}
