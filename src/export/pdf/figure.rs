//! Figures on a page, and pictures that are a page.

use super::{
    Picture,
    flow::PX,
    foreign, own, paint,
    sheet::Sheet,
    tags::{At, Role, Tags},
};
use crate::map::Point;
use krilla::{
    geom::Transform,
    paint::FillRule,
    tagging::{Artifact, ArtifactType, ContentTag},
};

impl Sheet<'_, '_> {
    /// A figure of this size with its upper left corner here.
    pub fn figure(&mut self, picture: &Picture, at: Point, (width, height): (f32, f32), part: At) {
        let id = self.surface.start_tagged(ContentTag::Other);
        let scale = width / picture.width().max(f32::MIN_POSITIVE);
        self.surface.push_transform(&Transform::from_row(scale, 0.0, 0.0, scale, at.x, at.y));
        let clip = paint::rectangle(Point { x: 0.0, y: 0.0 }, width / scale, height / scale);
        if let Some(clip) = &clip {
            self.surface.push_clip_path(clip, &FillRule::NonZero);
        }
        match picture {
            Picture::Own(own) => {
                self.surface.push_transform(&Transform::from_translate(-own.from.x, -own.from.y));
                own.groups.iter().for_each(|it| it.draw(&mut self.surface, self.fonts));
                self.surface.pop();
            }
            Picture::Foreign(tree) => foreign::draw(&mut self.surface, self.fonts, tree),
        }
        if clip.is_some() {
            self.surface.pop();
        }
        self.surface.pop();
        self.surface.end_tagged();
        self.tags.add(part, id);
    }

    /// A whole picture as the page it is on, each group of it a part of its own.
    pub fn picture(&mut self, picture: &Picture, scale: f32, title: &str) {
        self.surface.push_transform(&Transform::from_scale(PX * scale, PX * scale));
        match picture {
            Picture::Own(own) => {
                self.surface.push_transform(&Transform::from_translate(-own.from.x, -own.from.y));
                // Links lie below nodes, but are understood after them.
                let nodes = self.tags.open(Tags::ROOT, Role::Part);
                let links = self.tags.open(Tags::ROOT, Role::Part);
                for group in &own.groups {
                    self.group(group, if group.speaks() { nodes } else { links });
                }
                self.surface.pop();
            }
            Picture::Foreign(tree) => {
                let part = self.tags.open(Tags::ROOT, Role::Figure(title.to_owned()));
                let id = self.surface.start_tagged(ContentTag::Other);
                foreign::draw(&mut self.surface, self.fonts, tree);
                self.surface.end_tagged();
                self.tags.add(part, id);
            }
        }
        self.surface.pop();
    }

    /// A group of a picture: its words, or a figure with what it is, or only there to be looked at.
    fn group(&mut self, group: &own::Group, within: At) {
        let role = match group.title.as_str() {
            "" => None,
            _ if group.speaks() => Some(Role::Paragraph),
            title => Some(Role::Figure(title.to_owned())),
        };
        let tag = match role {
            Some(_) => ContentTag::Other,
            None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
        };
        let id = self.surface.start_tagged(tag);
        group.draw(&mut self.surface, self.fonts);
        self.surface.end_tagged();
        if let Some(role) = role {
            let part = self.tags.open(within, role);
            self.tags.add(part, id);
        }
    }
}
