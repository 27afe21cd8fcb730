//! Pictures that evidence shows: PNG and SVG files to dots.

use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{ImageHrefResolver, Options, Tree},
};

/// The most dots of a PNG file that is opened: 24 million take 96 MB.
const MOST_DOTS: u64 = 24_000_000;
/// The most bytes of an SVG file that is drawn.
const MOST_SVG: usize = 2 << 20;

/// A picture in dots.
#[derive(Clone, PartialEq, Eq)]
pub struct Raster {
    /// Width and height in dots.
    pub size: [usize; 2],
    /// Red, green, blue and alpha of each dot, row by row; colours are multiplied with alpha.
    pub dots: Vec<u8>,
}

impl std::fmt::Debug for Raster {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Raster").field("size", &self.size).finish_non_exhaustive()
    }
}

/// The picture in a PNG or SVG file, at most `side` dots wide and high; nothing larger than it is.
///
/// # Errors
/// In words, if it is neither, is damaged, or has too many dots. An SVG file may not refer to other files.
pub fn raster(bytes: &[u8], side: u32) -> Result<Raster, String> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        let number = |at: usize| bytes.get(at..at + 4).and_then(|it| it.try_into().ok()).map(u32::from_be_bytes);
        let (Some(width), Some(height)) = (number(16), number(20)) else { return Err("it ends too early".to_owned()) };
        if u64::from(width) * u64::from(height) > MOST_DOTS {
            return Err(format!("{width} by {height} dots are too many to show"));
        }
        let whole = Pixmap::decode_png(bytes).map_err(|it| format!("it is no whole PNG file: {it}"))?;
        return scaled(&whole, side);
    }
    if bytes.len() > MOST_SVG {
        return Err("it is no PNG file, and too large for an SVG file that is drawn".to_owned());
    }
    // What is shown must not depend on, or look into, other files of the computer.
    let refuse = ImageHrefResolver { resolve_string: Box::new(|_, _| None), ..ImageHrefResolver::default() };
    let options = Options { image_href_resolver: refuse, ..super::png::options(&String::from_utf8_lossy(bytes)) };
    let tree = Tree::from_data(bytes, &options).map_err(|it| format!("it is neither PNG nor SVG: {it}"))?;
    draw(tree.size().width(), tree.size().height(), side, |pixmap, scale| {
        resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    })
}

fn scaled(whole: &Pixmap, side: u32) -> Result<Raster, String> {
    #[expect(clippy::cast_precision_loss, reason = "a few thousand dots")]
    let (width, height) = (whole.width() as f32, whole.height() as f32);
    draw(width, height, side, |pixmap, scale| {
        let paint = resvg::tiny_skia::PixmapPaint {
            quality: resvg::tiny_skia::FilterQuality::Bilinear,
            ..resvg::tiny_skia::PixmapPaint::default()
        };
        pixmap.draw_pixmap(0, 0, whole.as_ref(), &paint, Transform::from_scale(scale, scale), None);
    })
}

/// A picture of this size, made smaller if a side has more dots than `side`.
fn draw(width: f32, height: f32, most: u32, paint: impl FnOnce(&mut Pixmap, f32)) -> Result<Raster, String> {
    #[expect(clippy::cast_precision_loss, reason = "a few thousand dots")]
    let scale = (most as f32 / width.max(height)).min(1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most `most`, or made 1")]
    let dots = |length: f32| ((length * scale).ceil() as u32).clamp(1, most.max(1));
    let mut pixmap = Pixmap::new(dots(width), dots(height)).ok_or("it has no size")?;
    paint(&mut pixmap, scale);
    let size = [pixmap.width() as usize, pixmap.height() as usize];
    Ok(Raster { size, dots: pixmap.take() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#f00"/></svg>"##;

    #[test]
    fn pictures_are_made_smaller_never_larger() {
        let png = crate::export::png(SVG, 1.0).unwrap();
        for bytes in [SVG.as_bytes(), &png] {
            let whole = raster(bytes, 100).unwrap();
            assert_eq!((whole.size, &whole.dots[..4]), ([40, 20], &[255, 0, 0, 255][..]));
            assert_eq!(raster(bytes, 10).unwrap().size, [10, 5]);
        }
    }

    #[test]
    fn what_is_no_picture_or_too_large_is_told() {
        let png = crate::export::png(SVG, 1.0).unwrap();
        let mut huge = png.clone();
        huge[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
        let bad = [("words", &b"date,return"[..]), ("nothing", b""), ("a start", &png[..30]), ("too many dots", &huge)];
        for (what, bytes) in bad {
            assert!(raster(bytes, 100).is_err(), "{what}");
        }
        // Half a picture is shown as far as it goes, or told: either way nothing breaks off.
        let _ = raster(&png[..png.len() / 2], 100);
        let other = r#"<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><image href="/etc/hostname.svg" width="4" height="4"/></svg>"#;
        assert!(raster(other.as_bytes(), 100).unwrap().dots.iter().all(|it| *it == 0));
    }
}
