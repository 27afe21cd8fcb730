//! From members to what they stand for: classes, arguments, relations, sections.

use super::{
    content::Content,
    groups,
    model::{Argument, Class, Document, Does, End, Inference, Member, Relation, Role, Section},
    settle,
    token::Sign,
};
use serde_json::Value;
use std::collections::BTreeSet;

/// Where a member stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It is a block.
    TopLevel,
    /// Below another.
    Related,
    /// In a list.
    Item,
    /// Among the premises and conclusions of an argument.
    Step,
}

/// How a member starts.
#[derive(Debug)]
pub struct Head {
    pub place: Place,
    pub title: Option<Box<str>>,
    pub is_argument: bool,
    pub is_reference: bool,
    pub at: usize,
}

/// A document in the making.
#[derive(Debug)]
pub struct Builder {
    pub doc: Document,
    /// Whether tags are a part of the text they stand in.
    pub shows_tags: bool,
    /// The argument that was the last block.
    pub last_argument: Option<u32>,
    /// How many titles were made up.
    untitled: usize,
    section: Option<u32>,
    /// The argument whose steps are being read, and its last inference.
    argued: Option<(u32, Option<u32>)>,
    known: BTreeSet<(End, End, Does)>,
    /// What is done to whom.
    reached: BTreeSet<(End, Does)>,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            doc: Document::default(),
            shows_tags: true,
            last_argument: None,
            untitled: 0,
            section: None,
            argued: None,
            known: BTreeSet::new(),
            reached: BTreeSet::new(),
        }
    }
}

/// The place of the next item in a list. Lists are bounded by the room for members.
pub fn count<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}

impl Builder {
    pub fn set_front(&mut self, front: Value) {
        let hides = front.pointer("/model/removeTagsFromText");
        self.shows_tags = !super::model::is_truthy(hides);
        self.doc.front = Some(front);
    }

    /// The document, with its relations where they belong.
    pub fn finish(mut self) -> Document {
        settle::settle(&mut self.doc);
        groups::group(&mut self.doc);
        self.doc
    }

    pub fn section(&mut self, content: Content, level: usize, data: Option<Value>, at: usize) {
        self.last_argument = None;
        let mut parent = self.section;
        while let Some(it) = parent.and_then(|it| self.doc.sections.get(it as usize))
            && it.level >= level
        {
            parent = it.parent;
        }
        let Content { text, tags, ranges, .. } = content;
        let title = text.trim().to_owned();
        self.section = Some(count(&self.doc.sections));
        self.doc.sections.push(Section {
            id: (self.doc.sections.len() + 1).to_string().into(),
            title,
            level,
            parent,
            tags: tags.into(),
            ranges: ranges.into(),
            data,
            is_group: None,
            is_closed: None,
            at,
        });
    }

    pub fn member(&mut self, head: Head, content: Content, data: Option<Value>) -> u32 {
        let Head { place, title, is_argument, is_reference, at } = head;
        let role = match place {
            _ if is_argument => Role::Description,
            Place::TopLevel => Role::TopLevel,
            Place::Related => Role::Related,
            Place::Item | Place::Step => Role::Item,
        };
        let Content { text, tags, ranges, .. } = content;
        let number = count(&self.doc.members);
        self.doc.members.push(Member {
            role,
            title,
            text,
            is_reference,
            is_top_level: place == Place::TopLevel,
            tags: tags.into(),
            ranges: ranges.into(),
            data: data.map(Box::new),
            section: self.section,
            argument: None,
            inference: None,
            at,
        });
        number
    }

    /// What a member stands for. A statement without a title gets one that is made up.
    pub fn enter(&mut self, member: u32) -> End {
        let Some(it) = self.doc.members.get_mut(member as usize) else { return End::Class(0) };
        let is_argument = it.role == Role::Description;
        let untitled = it.title.is_none();
        let title = it.title.get_or_insert_with(|| {
            self.untitled += 1;
            format!("Untitled {}", self.untitled).into()
        });
        let title = title.clone();
        if is_argument { End::Argument(self.argument(title, false)) } else { End::Class(self.class(title, untitled)) }
    }

    /// Puts a member where it belongs.
    pub fn exit(&mut self, member: u32) -> End {
        let end = self.enter(member);
        let Some(it) = self.doc.members.get(member as usize) else { return end };
        let in_group = it.data.as_ref().and_then(|it| it.get("isInGroup"));
        let takes = |section: Option<u32>| match in_group {
            Some(Value::Bool(true)) => true,
            None => !it.is_reference && section.is_none(),
            Some(_) => false,
        };
        let holder = match end {
            End::Class(class) => self
                .doc
                .classes
                .get_mut(class as usize)
                .map(|it| (&mut it.members, &mut it.tags, &mut it.data, &mut it.section)),
            End::Argument(argument) => self
                .doc
                .arguments
                .get_mut(argument as usize)
                .map(|it| (&mut it.members, &mut it.tags, &mut it.data, &mut it.section)),
            End::Inference(_) => None,
        };
        let Some((members, tags, data, section)) = holder else { return end };
        members.push(member);
        let new = it.tags.iter().filter(|it| !tags.contains(it)).cloned().collect::<Vec<_>>();
        tags.extend(new);
        if let Some(new) = it.data.as_deref() {
            merge(data.get_or_insert_default(), new);
        }
        if takes(*section) {
            *section = it.section;
        }
        if let (End::Argument(argument), true) = (end, it.is_top_level) {
            self.last_argument = Some(argument);
        }
        end
    }

    fn class(&mut self, title: Box<str>, untitled: bool) -> u32 {
        let next = count(&self.doc.classes);
        let class = *self.doc.class_of.entry(title.clone()).or_insert(next);
        if class == next {
            self.doc.classes.push(Class { title, untitled, ..Class::default() });
        }
        class
    }

    fn argument(&mut self, title: Box<str>, untitled: bool) -> u32 {
        let next = count(&self.doc.arguments);
        let argument = *self.doc.argument_of.entry(title.clone()).or_insert(next);
        if argument == next {
            self.doc.arguments.push(Argument { title, untitled, ..Argument::default() });
        }
        argument
    }

    /// Says how two things are related. What was said before is said once.
    pub fn relate(&mut self, sign: Sign, upper: End, lower: End, member: u32) {
        let (does, lower_does) = sign.does();
        let (from, mut to) = if lower_does { (lower, upper) } else { (upper, lower) };
        // Below a statement it is the last inference that is undercut, wherever that stands: so the reference parser has it.
        if let (Sign::Undercuts, End::Class(_), Some(inference)) =
            (sign, upper, count(&self.doc.inferences).checked_sub(1))
        {
            to = End::Inference(inference);
        }
        let data = self.doc.members.get(member as usize).and_then(|it| it.data.as_ref());
        let own = data.is_some_and(|it| it.get("edge").is_some());
        let says = |from, to| self.known.contains(&(from, to, does));
        // What is said of something itself counts as said once anything does the same to it.
        let said = says(from, to) || from == to && self.reached.contains(&(to, does));
        if own || !(said || does == Does::Contradicts && says(to, from)) {
            self.reached.insert((to, does));
            self.known.insert((from, to, does));
            self.doc.relations.push(Relation { does, from, to, member, own });
        }
    }

    /// Starts the premises of an argument: of the one that was the last block, or of one without a title. The flag says
    /// whether that had premises already.
    pub fn start_steps(&mut self, at: usize) -> bool {
        let free = |it: u32| self.doc.arguments.get(it as usize).is_some_and(|it| it.steps.is_empty());
        let last = self.last_argument.take();
        let argument = last.filter(|&it| free(it)).unwrap_or_else(|| {
            self.untitled += 1;
            self.argument(format!("Untitled {}", self.untitled).into(), true)
        });
        if let Some(it) = self.doc.arguments.get_mut(argument as usize) {
            it.at = at;
            it.section = self.section.or(it.section);
        }
        self.argued = Some((argument, None));
        last.is_some_and(|it| it != argument)
    }

    /// Adds a premise, or (`follows`) what follows by the last inference.
    pub fn step(&mut self, member: u32, follows: bool) {
        let Some((argument, inference)) = self.argued else { return };
        let Some(steps) = self.doc.arguments.get_mut(argument as usize).map(|it| &mut it.steps) else { return };
        if let Some(it) = self.doc.members.get_mut(member as usize) {
            it.role = if follows { Role::Intermediary } else { Role::Premise };
            it.argument = Some(argument);
            it.inference = inference.filter(|_| follows);
        }
        if let (true, Some(it)) = (follows, inference.and_then(|it| self.doc.inferences.get_mut(it as usize))) {
            it.conclusion = Some(steps.len());
        }
        steps.push(member);
    }

    pub fn inference(&mut self) -> u32 {
        let argument = self.argued.map_or(0, |it| it.0);
        let number = count(&self.doc.inferences);
        self.doc.inferences.push(Inference { argument, ..Inference::default() });
        self.argued = Some((argument, Some(number)));
        number
    }

    /// Ends the steps of an argument. What follows last is its conclusion; the flag says whether there is one.
    pub fn end_steps(&mut self) -> bool {
        let Some((argument, _)) = self.argued.take() else { return true };
        let last = self.doc.arguments.get(argument as usize).and_then(|it| it.steps.last());
        let Some(member) = last.and_then(|&it| self.doc.members.get_mut(it as usize)) else { return false };
        let follows = member.role == Role::Intermediary;
        if follows {
            member.role = Role::Main;
        }
        follows
    }
}

/// Adds what `new` says to `data`: tables within tables, and lists place by place. Neither nests deeper than YAML may.
fn merge(data: &mut Value, new: &Value) {
    match (data, new) {
        (Value::Object(old), Value::Object(new)) => {
            for (key, value) in new {
                merge(old.entry(key.clone()).or_insert(Value::Null), value);
            }
        }
        (Value::Array(old), Value::Array(new)) => {
            for (nth, value) in new.iter().enumerate() {
                match old.get_mut(nth) {
                    Some(it) => merge(it, value),
                    None => old.push(value.clone()),
                }
            }
        }
        (old, new) => *old = new.clone(),
    }
}
