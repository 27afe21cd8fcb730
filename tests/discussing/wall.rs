//! The wall, which everybody in the room sees.

use crate::{CLAIM, FIRST, driven::window::Window};
use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::{
    Node,
    kittest::{NodeT as _, Queryable as _},
};

impl Window {
    /// All that is heard of the wall, which lies over the window here, as there is no other.
    fn wall(&self) -> String {
        let is_wall = |it: &Node<'_>| it.accesskit_node().label().is_some_and(|it| it.ends_with("— the wall"));
        let Some(wall) = self.harness.query_all_by_role(Role::Window).find(is_wall) else { return String::new() };
        let words = |it: Node<'_>| {
            let it = it.accesskit_node();
            [it.label(), it.value()].into_iter().flatten().collect::<Vec<_>>().join("\n")
        };
        wall.query_all_by(|_| true).map(words).collect::<Vec<_>>().join("\n")
    }
}

#[test]
fn the_wall_shows_what_all_may_see_and_nothing_else() {
    let mut window = Window::begin();
    assert_eq!(window.wall(), "");
    window.harness.get_by_role_and_label(Role::RadioButton, "Note").click();
    window.harness.run_steps(4);
    window.retype("What to keep", "Bo is tired");
    window.push("Keep");
    window.push("Show the wall");
    let wall = window.wall();
    assert!(wall.contains("Welcome, part 1 of 5") && wall.contains("3 people here"), "{wall}");
    assert!(wall.contains("4:") && wall.contains("Read the claims."), "{wall}");
    window.push(&format!("Ask blind: {CLAIM}"));
    assert!(window.wall().contains("How likely is this?") && window.wall().contains(CLAIM));
    assert!(window.wall().contains("0 of 3 have answered"), "{}", window.wall());
    // Where it lies over the window it gives way to who answers.
    window.push("Hand the laptop to Ada");
    assert_eq!(window.wall(), "");
    window.push("Back to the facilitator");
    window.answer(&FIRST, &[]);
    let wall = window.wall();
    assert!(wall.contains("3 of 3 have answered") && !wall.contains("17") && !wall.contains("Tunnels"), "{wall}");
    window.push("Reveal to all");
    let wall = window.wall();
    assert!(wall.contains("Median 64 %, quartiles 17 and 83 %. Given: 17, 64, 83."), "{wall}");
    assert!(wall.contains("At 17 %: “Tunnels hide what is built”"), "{wall}");
    assert!(!wall.contains("Bo is tired") && window.hears("Bo is tired"), "{wall}");
    // By key or by button, from either window.
    window.key(Key::Escape);
    assert_eq!(window.wall(), "");
    window.push("Show the wall");
    window.press(Modifiers::COMMAND, Key::W);
    assert!(window.wall().is_empty() && window.harness.state().shows_map(), "it closes the map, too");
    window.push("Show the wall");
    window.harness.get_all_by_role_and_label(Role::Button, "Close the wall").next().unwrap().click_accesskit();
    window.harness.run_steps(6);
    assert_eq!(window.wall(), "");
    // It goes with the discussion.
    window.push("Show the wall");
    window.push("End…");
    window.push("End it now");
    assert!(window.wall().contains("The discussion is over."));
    window.push("Put it away");
    assert_eq!(window.wall(), "");
}

#[cfg(feature = "server")]
#[test]
fn the_wall_says_how_to_join_while_the_room_is_open() {
    let mut window = Window::begin();
    window.push("Show the wall");
    assert!(!window.wall().contains("Join at"));
    let (at, code) = window.let_in();
    let wall = window.wall();
    assert!(wall.contains(&format!("http://{at}/")) && wall.contains(&code), "{wall}");
    assert!(wall.contains("QR code that leads to"), "{wall}");
    window.push("Lock");
    assert!(!window.wall().contains(&code), "a locked room takes nobody");
}
