//! What an Argdown document says: statements in classes, arguments, relations, sections.

use super::token::Sign;
use serde_json::Value;
use std::collections::BTreeMap;

/// A document, read.
#[derive(Debug, Default)]
pub struct Document {
    /// The settings at its start.
    pub front: Option<Value>,
    /// Where that stands, in bytes.
    pub front_at: usize,
    /// Each place where a statement stands or is referred to, or an argument.
    pub members: Vec<Member>,
    /// Statements, each with all that have its title.
    pub classes: Vec<Class>,
    /// Arguments.
    pub arguments: Vec<Argument>,
    /// The steps of arguments.
    pub inferences: Vec<Inference>,
    /// Who supports, attacks or undercuts whom.
    pub relations: Vec<Relation>,
    /// The headings.
    pub sections: Vec<Section>,
    /// The groups that the settings make instead: statements and arguments stand in these then.
    pub regrouped: Option<Vec<Section>>,
    pub class_of: BTreeMap<Box<str>, u32>,
    pub argument_of: BTreeMap<Box<str>, u32>,
}

/// What takes part in a relation: its place in one of the document's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    Class(u32),
    Argument(u32),
    Inference(u32),
}

/// What a member is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A statement in a list.
    Item,
    /// A statement that is a block.
    TopLevel,
    /// A statement below another.
    Related,
    /// What is said of an argument.
    Description,
    /// A statement an argument starts from.
    Premise,
    /// What follows on the way.
    Intermediary,
    /// What follows in the end.
    Main,
}

/// One place where a statement or argument is defined or referred to.
#[derive(Debug)]
pub struct Member {
    pub role: Role,
    /// Its title as written; none if it has none.
    pub title: Option<Box<str>>,
    pub text: String,
    /// Whether it has words only by reference.
    pub is_reference: bool,
    pub is_top_level: bool,
    pub tags: Box<[Box<str>]>,
    pub ranges: Box<[Range]>,
    pub data: Option<Box<Value>>,
    pub section: Option<u32>,
    /// The argument whose premise or conclusion it is.
    pub argument: Option<u32>,
    /// The step it follows by.
    pub inference: Option<u32>,
    /// Its first byte in the file.
    pub at: usize,
}

/// A part of a text that is more than words. Bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    pub start: usize,
    pub end: usize,
    pub what: Looks,
}

/// What such a part is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Looks {
    Bold,
    Italic,
    Link(Box<str>),
    Tag(Box<str>),
    StatementMention(Box<str>),
    ArgumentMention(Box<str>),
}

/// All statements of one title, which say the same.
#[derive(Debug, Default)]
pub struct Class {
    pub title: Box<str>,
    /// Whether the title was made up because there is none.
    pub untitled: bool,
    pub members: Vec<u32>,
    pub tags: Vec<Box<str>>,
    pub data: Option<Value>,
    pub section: Option<u32>,
}

/// An argument.
#[derive(Debug, Default)]
pub struct Argument {
    pub title: Box<str>,
    pub untitled: bool,
    /// Where it is described or referred to.
    pub members: Vec<u32>,
    /// Its premises and conclusions, in order.
    pub steps: Vec<u32>,
    pub tags: Vec<Box<str>>,
    pub data: Option<Value>,
    pub section: Option<u32>,
    /// Where its premises start, in bytes.
    pub at: usize,
}

/// A step of an argument.
#[derive(Debug, Default)]
pub struct Inference {
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "what the reference parser tells, to which the tests compare it")
    )]
    pub argument: u32,
    /// Which of the argument's statements follows by it.
    pub conclusion: Option<usize>,
    pub rules: Vec<String>,
    pub data: Option<Value>,
}

/// What one thing does to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Does {
    Supports,
    Attacks,
    Undercuts,
    /// Not both are true, and not both are false.
    Contradicts,
    /// Strict documents: if the one is true, so is the other.
    Entails,
    /// Strict documents: not both are true.
    IsContrary,
}

/// A relation, with the first place that states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relation {
    pub does: Does,
    pub from: End,
    pub to: End,
    /// The lower of the two members it is between.
    pub member: u32,
    /// Whether Cruxmap wrote it, and knows it by an id: it stays as it is, whatever else is said.
    pub own: bool,
}

/// A heading and what stands below it.
#[derive(Debug)]
pub struct Section {
    /// What it is called in lists of sections: its number, counted from 1.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "what the reference parser tells, to which the tests compare it")
    )]
    pub id: Box<str>,
    pub title: String,
    pub level: usize,
    pub parent: Option<u32>,
    pub tags: Box<[Box<str>]>,
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "what the reference parser tells, to which the tests compare it")
    )]
    pub ranges: Box<[Range]>,
    pub data: Option<Value>,
    /// Whether it is a group on a map.
    pub is_group: Option<bool>,
    /// Whether that hides what is in it.
    pub is_closed: Option<bool>,
    /// Its first byte in the file.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "what the reference parser tells, to which the tests compare it")
    )]
    pub at: usize,
}

impl Sign {
    /// What it says, and whether the lower of the two is the one who does it.
    pub fn does(self) -> (Does, bool) {
        match self {
            Self::Supports => (Does::Supports, true),
            Self::Supported => (Does::Supports, false),
            Self::Attacks => (Does::Attacks, true),
            Self::Attacked => (Does::Attacks, false),
            Self::Undercuts => (Does::Undercuts, true),
            Self::Undercut => (Does::Undercuts, false),
            Self::Contradicts => (Does::Contradicts, false),
        }
    }
}

impl Document {
    /// The member that says what the others of its class or argument say: the last that has words, or the one whose
    /// data says so.
    pub fn canonical(&self, members: &[u32]) -> Option<&Member> {
        let all = || members.iter().rev().map(|&it| self.member(it)).filter(|it| !it.is_reference);
        let marked = |it: &&Member| it.data.as_ref().is_some_and(|it| is_truthy(it.get("isCanonical")));
        all().find(marked).or_else(|| all().next())
    }

    #[expect(clippy::indexing_slicing, reason = "members are never taken away, and numbers come from their list alone")]
    pub fn member(&self, it: u32) -> &Member {
        &self.members[it as usize]
    }

    /// What statements and arguments stand in.
    pub fn groups(&self) -> &[Section] {
        self.regrouped.as_ref().unwrap_or(&self.sections)
    }

    /// The group's title with those of the groups it stands in, from outside.
    pub fn path(&self, group: u32) -> Vec<&str> {
        let mut path = Vec::new();
        let mut at = Some(group);
        while let Some(it) = at.and_then(|it| self.groups().get(it as usize)) {
            path.push(it.title.as_str());
            at = it.parent;
        }
        path.reverse();
        path
    }
}

/// Whether a value counts as true where the reference parser asks.
pub fn is_truthy(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null | Value::Bool(false)) => false,
        Some(Value::Number(it)) => it.as_f64() != Some(0.0),
        Some(Value::String(it)) => !it.is_empty(),
        Some(_) => true,
    }
}
