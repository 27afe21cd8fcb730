//! The words and signs of Argdown.

/// A token: its kind, and the bytes it takes up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An empty line: what divides blocks.
    EmptyLine,
    /// The end of a line within a block.
    NewLine,
    /// What follows stands deeper than what was before.
    Indent,
    /// What follows no longer stands as deep.
    Dedent,
    /// The sign of a relation.
    Relation(Sign),
    /// The settings between `===` lines.
    FrontMatter,
    /// YAML in braces.
    Data,
    /// `--`, where an inference starts.
    InferenceStart,
    /// `--`, where it ends.
    InferenceEnd,
    /// The comma between rules of an inference.
    Comma,
    /// `#` and a space at the start of a line.
    Heading,
    /// `(1)` at the start of a line.
    Number,
    /// `1.` at the start of a line.
    OrderedItem,
    /// `*` and a space at the start of a line.
    UnorderedItem,
    /// Where bold or italic text starts.
    MarkStart(Mark),
    /// Where it ends.
    MarkEnd(Mark),
    /// `[Title]:`
    StatementDefinition,
    /// `[Title]`
    StatementReference,
    /// `@[Title]` or `@<Title>`
    Mention,
    /// `<Title>:`
    ArgumentDefinition,
    /// `<Title>`
    ArgumentReference,
    /// `[words](address)`
    Link,
    /// `#tag` or `#(tag)`
    Tag,
    /// A backslash and what it protects, with the spaces after it.
    Escaped,
    /// `.name.` or `:name:`
    ShortCode,
    /// Words.
    Words,
    /// A sign that means nothing where it stands.
    Sign,
}

/// How what stands below is related to what stands above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `+` and `<+`: the lower supports the upper.
    Supports,
    /// `+>`: the upper supports the lower.
    Supported,
    /// `-` and `<-`: the lower attacks the upper.
    Attacks,
    /// `->`: the upper attacks the lower.
    Attacked,
    /// `_` and `<_`: the lower undercuts the upper.
    Undercuts,
    /// `_>`: the upper undercuts the lower.
    Undercut,
    /// `><`: the two contradict each other.
    Contradicts,
}

/// The marks of bold and italic text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    StarBold,
    LineBold,
    StarItalic,
    LineItalic,
}

impl Mark {
    /// In the order they are looked for: `**` before `*`.
    pub const ALL: [Self; 4] = [Self::StarBold, Self::LineBold, Self::StarItalic, Self::LineItalic];

    /// How it is written.
    pub fn written(self) -> &'static str {
        match self {
            Self::StarBold => "**",
            Self::LineBold => "__",
            Self::StarItalic => "*",
            Self::LineItalic => "_",
        }
    }

    pub fn is_bold(self) -> bool {
        matches!(self, Self::StarBold | Self::LineBold)
    }
}

impl Kind {
    /// Whether it can be a part of what a statement says.
    pub fn is_content(self) -> bool {
        matches!(
            self,
            Self::Words
                | Self::Sign
                | Self::Escaped
                | Self::ShortCode
                | Self::Link
                | Self::Tag
                | Self::Mention
                | Self::MarkStart(_)
                | Self::NewLine
        )
    }

    /// What it is called in messages.
    pub fn words(self) -> &'static str {
        match self {
            Self::EmptyLine => "an empty line",
            Self::NewLine => "the end of a line",
            Self::Indent | Self::Dedent => "a change of indentation",
            Self::Relation(_) => "the sign of a relation",
            Self::FrontMatter => "front matter",
            Self::Data => "data in braces",
            Self::InferenceStart | Self::InferenceEnd => "the line of an inference",
            Self::Comma => "a comma",
            Self::Heading => "a heading",
            Self::Number => "the number of a premise or conclusion",
            Self::OrderedItem | Self::UnorderedItem => "an item of a list",
            Self::MarkStart(_) | Self::MarkEnd(_) => "a mark of bold or italic text",
            Self::StatementDefinition => "the title of a statement",
            Self::StatementReference => "a reference to a statement",
            Self::Mention => "a mention",
            Self::ArgumentDefinition => "the title of an argument",
            Self::ArgumentReference => "a reference to an argument",
            Self::Link => "a link",
            Self::Tag => "a tag",
            Self::Escaped | Self::ShortCode | Self::Words | Self::Sign => "text",
        }
    }
}
