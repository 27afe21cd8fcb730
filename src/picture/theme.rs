//! The look in numbers: all colours and sizes, read from `assets/theme.ron`.

use crate::map::{EdgeKind, NodeKind};
use serde::{Deserialize, Deserializer, de};
use std::sync::LazyLock;

/// A colour: red, green, blue and how opaque it is, in sRGB, 0 to 255 each, not premultiplied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8, pub u8);

/// All colours and sizes of one look.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Whether it is the dark one.
    pub dark: bool,
    /// The colours.
    pub colours: Colours,
    /// The sizes; the same in both looks.
    pub sizes: Sizes,
}

/// The colours of one look.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Colours {
    /// What the map is drawn on.
    pub canvas: Colour,
    /// What panels are filled with.
    pub panel: Colour,
    /// What nodes and fields are filled with.
    pub card: Colour,
    /// Words.
    pub text: Colour,
    /// Words that matter less.
    pub weak: Colour,
    /// Lines one has to see.
    pub line: Colour,
    /// Lines that only separate, and need not be seen.
    pub faint: Colour,
    /// What matters most: the crux.
    pub accent: Colour,
    /// What cruxes are filled with.
    pub accent_card: Colour,
    /// The frame of what is selected or has the focus.
    pub selection: Colour,
    /// The filling of what is selected.
    pub selection_card: Colour,
    /// Notices: done.
    pub ok: Colour,
    /// Notices: look at this.
    pub warn: Colour,
    /// Notices: failed.
    pub error: Colour,
    /// The thin edge of each kind of node, and its word.
    pub kinds: ByKind,
    /// Each kind of link.
    pub links: ByLink,
    /// What the words of each kind of node stand on in the thread.
    pub spans: ByKind,
    /// Series of plots, told apart with any sight of colours.
    pub series: [Colour; 5],
}

#[expect(missing_docs, reason = "the fields are the kinds")]
/// A colour for each kind of node.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct ByKind {
    pub claim: Colour,
    pub question: Colour,
    pub crux: Colour,
    pub disagreement: Colour,
    pub evidence: Colour,
    pub note: Colour,
}

#[expect(missing_docs, reason = "the fields are the kinds")]
/// A colour for each kind of link.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct ByLink {
    pub supports: Colour,
    pub attacks: Colour,
    pub undercuts: Colour,
    pub qualifies: Colour,
    pub concedes: Colour,
    pub answers: Colour,
    pub restates: Colour,
    pub crux_of: Colour,
    pub side_of: Colour,
    pub bears_on: Colour,
}

/// Lengths in px at zoom 1.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Sizes {
    /// The font size of words.
    pub text: f32,
    /// The font size of small words.
    pub small: f32,
    /// The distance of lines of text, in font sizes.
    pub leading: f32,
    /// The width of a node.
    pub card: f32,
    /// The width of a node with two sides.
    pub wide_card: f32,
    /// The most lines of text a node shows.
    pub lines: usize,
    /// Between a node's edge and its words.
    pub padding: f32,
    /// The radius of round corners.
    pub corner: f32,
    /// How much is cut off a notched or folded corner.
    pub notch: f32,
    /// The size of an icon.
    pub icon: f32,
    /// The weight of thin lines.
    pub thin: f32,
    /// The weight of lines.
    pub line: f32,
    /// The weight of strong lines.
    pub bold: f32,
    /// The length of an arrow's head.
    pub arrow: f32,
}

#[derive(Deserialize)]
struct File {
    light: Colours,
    dark: Colours,
    sizes: Sizes,
}

#[expect(clippy::expect_used, reason = "the file is built in, and a test reads it")]
static THEMES: LazyLock<[Theme; 2]> = LazyLock::new(|| {
    let file: File = ron::from_str(include_str!("../../assets/theme.ron")).expect("assets/theme.ron is well formed");
    let sizes = file.sizes;
    [Theme { dark: false, colours: file.light, sizes: sizes.clone() }, Theme { dark: true, colours: file.dark, sizes }]
});

impl Theme {
    /// Ink on paper.
    pub fn light() -> &'static Self {
        &THEMES[0]
    }

    /// Paper on ink.
    pub fn dark() -> &'static Self {
        &THEMES[1]
    }
}

impl std::ops::Index<NodeKind> for ByKind {
    type Output = Colour;
    fn index(&self, kind: NodeKind) -> &Colour {
        match kind {
            NodeKind::Claim => &self.claim,
            NodeKind::Question => &self.question,
            NodeKind::Crux => &self.crux,
            NodeKind::Disagreement => &self.disagreement,
            NodeKind::Evidence => &self.evidence,
            NodeKind::Note => &self.note,
        }
    }
}

impl std::ops::Index<EdgeKind> for ByLink {
    type Output = Colour;
    fn index(&self, kind: EdgeKind) -> &Colour {
        match kind {
            EdgeKind::Supports => &self.supports,
            EdgeKind::Attacks => &self.attacks,
            EdgeKind::Undercuts => &self.undercuts,
            EdgeKind::Qualifies => &self.qualifies,
            EdgeKind::Concedes => &self.concedes,
            EdgeKind::Answers => &self.answers,
            EdgeKind::Restates => &self.restates,
            EdgeKind::CruxOf => &self.crux_of,
            EdgeKind::SideOf => &self.side_of,
            EdgeKind::BearsOn => &self.bears_on,
        }
    }
}

impl Colour {
    /// As `#rrggbb`, without how opaque it is.
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// How opaque it is, 0 to 1.
    pub fn opacity(self) -> f32 {
        f32::from(self.3) / 255.0
    }

    /// The colour mixed with `share` (0 to 1) of `other`, channel by channel.
    #[must_use]
    pub fn mixed(self, other: Self, share: f32) -> Self {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two bytes")]
        let mix = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * share.clamp(0.0, 1.0)).round() as u8;
        Self(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2), mix(self.3, other.3))
    }

    /// The contrast of two opaque colours, 1 to 21 (WCAG 2.1, "contrast ratio").
    pub fn contrast(self, other: Self) -> f32 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// WCAG 2.1, "relative luminance".
    fn luminance(self) -> f32 {
        let linear = |it: u8| {
            let it = f32::from(it) / 255.0;
            if it <= 0.040_45 { it / 12.92 } else { ((it + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }
}

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let digits = text.strip_prefix('#').filter(|it| matches!(it.len(), 6 | 8));
        let bits = digits.and_then(|it| u32::from_str_radix(it, 16).ok());
        let bits = bits.ok_or_else(|| de::Error::custom(format!("“{text}” is no colour: write #rrggbb")))?;
        let [r, g, b, a] = if text.len() == 7 { (bits << 8 | 0xff).to_be_bytes() } else { bits.to_be_bytes() };
        Ok(Self(r, g, b, a))
    }
}
