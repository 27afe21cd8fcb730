//! `cruxmap analyze`: what people's credences come to, the cruxes, and holes in the structure.

use super::{Failure, argued::Argued, files, report::short};
use crate::{
    analysis::{self, Basis, Crux, Gap, Mind, Model, Note, told},
    evidence::Standings,
    map::{Map, PersonId},
};
use serde_json::{Value, json};
use std::{collections::BTreeSet, fmt::Write as _, path::Path};

/// Cruxes that are told.
const MOST: usize = 20;

/// Prints the analysis of a map.
pub fn run(path: &Path, json: bool) -> Result<(), Failure> {
    let map = files::read_map(path)?;
    let standings = Standings::of(&map);
    let cruxes = analysis::cruxes(&map, &standings, MOST);
    let gaps = gaps(&map, &standings);
    let notes = analysis::notes(&map);
    let argued = Argued::of(&map, &standings);
    files::print(&if json {
        let mut all = as_json(&map, &standings, &cruxes, &gaps, &notes);
        all["group"] = argued.groups_as_json(&map);
        all["semantics"] = argued.semantics_as_json(&map);
        format!("{all:#}\n")
    } else {
        in_words(&map, &standings, &cruxes, &gaps, &notes) + &argued.groups_in_words(&map)
    })
}

type PersonGap = (Option<PersonId>, Gap);

fn gaps(map: &Map, standings: &Standings) -> Vec<PersonGap> {
    let model = Model::of(map, standings);
    let people: BTreeSet<Option<PersonId>> = map.credences().filter(|it| !it.1.removed).map(|it| it.1.person).collect();
    let of = |person| analysis::gaps(&Mind::of(&model, map, person)).into_iter().map(move |it| (person, it));
    people.into_iter().flat_map(of).collect()
}

fn in_words(map: &Map, standings: &Standings, cruxes: &[Crux], gaps: &[PersonGap], notes: &[Note]) -> String {
    let mut out = String::from("Cruxes\n");
    if cruxes.is_empty() {
        out.push_str("  None can be reckoned: no two people hold different views with known reasons.\n");
    }
    for (nth, it) in cruxes.iter().enumerate() {
        let (question, conclusion) = (told::words(map, it.question), told::words(map, it.conclusion));
        let _ = writeln!(out, "{:3}. {}\n     on: {}", nth + 1, short(&question), short(&conclusion));
        let _ = writeln!(out, "     {}", told::crux(map, it));
        let _ = writeln!(out, "     {}", short(&told::settles(map, &analysis::settles(map, standings, it.question))));
    }
    if let Some(note) = told::note(cruxes) {
        let _ = writeln!(out, "  {note}");
    }
    out.push_str("\nWhat people say beside what their reasons give\n");
    if gaps.is_empty() {
        out.push_str("  Nothing is more than 0.15 apart.\n");
    }
    for (person, it) in gaps {
        let _ = writeln!(out, "  {}\n    {}", short(&told::words(map, it.node)), told::gap(map, *person, it));
    }
    out.push_str("\nStructure\n");
    if notes.is_empty() {
        out.push_str("  No holes were found.\n");
    }
    for it in notes {
        let said: Vec<String> = it.nodes().iter().map(|it| short(&told::words(map, *it))).collect();
        let _ = writeln!(out, "  {}: {}", said.join(" / "), it.words());
    }
    out
}

fn basis(it: Basis) -> &'static str {
    match it {
        Basis::Stated => "stated",
        Basis::Taken => "asserted",
        Basis::Follows => "propagated",
        Basis::Announced => "announced",
        Basis::Drawn => "drawn",
    }
}

fn as_json(map: &Map, standings: &Standings, cruxes: &[Crux], gaps: &[PersonGap], notes: &[Note]) -> Value {
    let side = |it: &analysis::Pair| {
        json!({
            "person": told::voice(map, it.voice),
            "conclusion": it.conclusion,
            "question": it.question,
            "conclusion_if_yes": it.given[0],
            "conclusion_if_no": it.given[1],
            "from": {
                "conclusion": basis(it.bases.conclusion),
                "question": basis(it.bases.question),
                "conditional": basis(it.bases.given),
            },
            "value_of_information": it.informs,
            "flips_at": it.flips_at,
        })
    };
    let crux = |it: &Crux| {
        json!({
            "question": it.question.to_string(),
            "question_text": told::words(map, it.question),
            "conclusion": it.conclusion.to_string(),
            "conclusion_text": told::words(map, it.conclusion),
            "value_of_discrimination": it.closes,
            "share_closed": it.share,
            "sure": it.sure,
            "double_crux": it.is_double,
            "group": { "people": it.group.people, "apart": it.group.apart, "closes": it.group.closes },
            "between": [side(&it.pair[0]), side(&it.pair[1])],
            "why": told::crux(map, it),
            "settled_by": told::settles(map, &analysis::settles(map, standings, it.question)),
        })
    };
    let gap = |(person, it): &PersonGap| {
        json!({
            "person": told::name(map, *person),
            "node": it.node.to_string(),
            "stated": it.stated,
            "implied": it.implied,
        })
    };
    let note = |it: &Note| {
        json!({
            "nodes": it.nodes().iter().map(ToString::to_string).collect::<Vec<_>>(),
            "note": it.words(),
        })
    };
    json!({
        "cruxes": cruxes.iter().map(crux).collect::<Vec<_>>(),
        "gaps": gaps.iter().map(gap).collect::<Vec<_>>(),
        "structure": notes.iter().map(note).collect::<Vec<_>>(),
    })
}
