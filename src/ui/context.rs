//! What a view may see, and how it asks for changes.

use super::{
    canvas::Scene,
    command::Command,
    draft::Draft,
    folding::Trail,
    index::Index,
    queue::Queue,
    seams::{Place, Seams},
    selecting::Tally,
    visible::{Showing, Visible},
};
use crate::{
    layout::Layout,
    map::{Edit, Item, Map, NodeId, Revision, Span},
    picture::{Card, Grouping, Theme},
};
use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// What a view may see. Read-only: to change anything, it sends a command.
pub struct Context<'a> {
    /// The open map.
    pub map: &'a Map,
    /// Tables derived from it.
    pub index: &'a Index,
    /// What is looked for and was found.
    pub find: &'a super::find::State,
    /// The rows of the table.
    pub table: &'a super::table::Rows,
    /// Its calculations.
    pub bench: &'a super::workbench::Bench,
    /// What people's credences come to.
    pub beliefs: &'a super::beliefs::Beliefs,
    /// What argumentation semantics make of it.
    pub argued: &'a super::argued::Argued,
    /// The map it is compared with.
    pub compared: Option<&'a super::compared::Compared>,
    /// Its proposals by value.
    pub queue: &'a Queue,
    /// Where comments may start or not.
    pub seams: &'a Seams,
    /// Where things stand.
    pub layout: &'a Layout,
    /// What is near what there, of what is not hidden.
    pub scene: &'a Arc<Scene>,
    /// What is hidden.
    pub visible: &'a Visible,
    /// What the nodes show, laid out.
    pub cards: &'a BTreeMap<NodeId, Card>,
    /// What is selected, open and typed.
    pub view: &'a View,
    /// Colours and sizes.
    pub theme: &'a Theme,
    /// What was asked for in this frame.
    pub commands: &'a RefCell<Vec<Command>>,
    /// What the pointer was found over in this frame.
    pub hovered: &'a Cell<Option<Item>>,
    /// Words of the thread to mark, found in this frame: those of a cue under the pointer.
    pub marked: &'a Cell<Option<Span>>,
}

impl Context<'_> {
    /// Asks for something; it happens when the frame is drawn.
    pub fn send(&self, command: Command) {
        self.commands.borrow_mut().push(command);
    }

    /// Asks for a change to the map.
    pub fn edit(&self, edit: Edit) {
        self.send(Command::Edit(edit));
    }

    /// Whether `item` is selected.
    pub fn is_selected(&self, item: impl Into<Item>) -> bool {
        self.view.selection.contains(&item.into())
    }

    /// Whether the pointer is over `item`, on the canvas, in the thread or in the details.
    pub fn is_hovered(&self, item: impl Into<Item>) -> bool {
        self.view.hovered == Some(item.into())
    }

    /// Whether `item` is a proposal that nobody has decided on.
    pub fn is_open(&self, item: impl Into<Item>) -> bool {
        self.map.is_open(item)
    }
}

/// What a person sees of the map at the moment. Not saved with it.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "switches that are independent of each other")]
pub struct View {
    /// The selected items; all of them are in the map.
    pub selection: BTreeSet<Item>,
    /// How many of what are selected.
    pub tally: Tally,
    /// What the pointer was over in the last frame.
    pub hovered: Option<Item>,
    /// Words to mark in the thread.
    pub marked: Option<Span>,
    /// The doubtful start of a comment that one is at.
    pub doubt: Option<Place>,
    /// The proposal that was open when it was selected: Tab goes on from it to the next.
    pub reviewing: Option<Item>,
    /// Words chosen in the thread.
    pub words: Option<Span>,
    /// Words being typed on the canvas.
    pub draft: Option<Draft>,
    /// The revision at which it was laid out anew, if that can be taken back, and what that was.
    pub tidied: Option<(Revision, &'static str)>,
    /// By what nodes stand together.
    pub grouping: Grouping,
    /// How much of the map is shown.
    pub showing: Showing,
    /// What was in focus before.
    pub trail: Trail,
    /// How many maps are open in the window.
    pub tabs: usize,
    /// Whether the thread is shown.
    pub reader: bool,
    /// Whether the details are shown.
    pub inspector: bool,
    /// What is new or changed since the person last looked.
    pub changes: super::changes::Changes,
    /// Whether the thread shows what was set aside.
    pub chrome: bool,
    /// How wide the thread is, in points; as wide as usual if that was never changed.
    pub reader_width: Option<f32>,
    /// How wide the details are, likewise.
    pub inspector_width: Option<f32>,
    /// Whether the dark theme is on.
    pub dark: bool,
    /// Whether the outline is shown.
    pub outline: bool,
    /// Whether the table is shown.
    pub table: bool,
    /// Whether the map is compared with another.
    pub compared: bool,
    /// Whether that one is to be merged into it.
    pub merges: bool,
    /// Whether the evidence workbench is shown.
    pub workbench: bool,
    /// What its rows are sorted by.
    pub sorting: super::table::Sorting,
    /// Whether the whole map is shown, small, in a corner.
    pub minimap: bool,
    /// What is written small beside each node.
    pub beside: super::argued::Beside,
    /// Whether the details show what argumentation semantics make of a node.
    pub semantics: bool,
    /// Whose credences are the base scores of strengths.
    pub scored_by: super::argued::By,
    /// Whether the camera jumps instead of moving.
    pub still: bool,
    /// Whether a plain drag on the empty canvas selects.
    pub drag_selects: bool,
    /// Whether the review goes by value, not in reading order.
    pub by_value: bool,
}

impl Default for View {
    fn default() -> Self {
        Self {
            selection: BTreeSet::new(),
            tally: Tally::default(),
            hovered: None,
            marked: None,
            doubt: None,
            reviewing: None,
            words: None,
            draft: None,
            tidied: None,
            grouping: Grouping::default(),
            showing: Showing::default(),
            trail: Trail::default(),
            tabs: 1,
            reader: true,
            inspector: true,
            changes: super::changes::Changes::default(),
            chrome: false,
            reader_width: None,
            inspector_width: None,
            dark: false,
            outline: false,
            table: false,
            compared: false,
            merges: false,
            workbench: false,
            sorting: None,
            minimap: true,
            beside: super::argued::Beside::Nothing,
            semantics: false,
            scored_by: None,
            still: false,
            drag_selects: false,
            by_value: true,
        }
    }
}

impl View {
    /// The selected node, if just one item is selected and it is a node.
    pub fn single_node(&self) -> Option<NodeId> {
        self.single().and_then(Item::node)
    }

    /// The selected item, if there is just one.
    pub fn single(&self) -> Option<Item> {
        self.selection.first().copied().filter(|_| self.selection.len() == 1)
    }

    /// The selected nodes.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.selection.iter().filter_map(|it| it.node())
    }
}
