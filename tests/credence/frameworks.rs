//! Abstract frameworks.

use super::{common::shared, list};
use cruxmap::credence::framework::{Accepted, Form, Framework, Kind, Label, Named, read};
use proptest::prelude::*;
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// The kinds of extensions, by the names that the references give them.
const KINDS: [(Kind, &str); 6] = [
    (Kind::Grounded, "GR"),
    (Kind::Complete, "CO"),
    (Kind::Preferred, "PR"),
    (Kind::Stable, "ST"),
    (Kind::Ideal, "ID"),
    (Kind::SemiStable, "SST"),
];

fn strings(it: &Json) -> BTreeSet<String> {
    it.as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect()
}

#[test]
fn extensions_are_those_of_other_programs_in_every_form_of_file() {
    let Some(text) = shared("evidence/credence/af/expected.json") else { return };
    let expected: Json = serde_json::from_str(&text).unwrap();
    let frameworks = expected["frameworks"].as_object().unwrap();
    assert_eq!(frameworks.len(), 41);
    for (name, want) in frameworks {
        let mut all = Vec::new();
        for (form, ending) in [(Form::Apx, "apx"), (Form::Tgf, "tgf"), (Form::Af, "af")] {
            let text = shared(&format!("evidence/credence/af/{name}.{ending}")).unwrap();
            let it = read(&text, form).unwrap();
            // The form of the competition has no names: arguments are numbered as they stand in the list.
            let args = list(want, "args").iter().map(|it| it.as_str().unwrap().to_owned()).collect();
            let names = if form == Form::Af { args } else { it.names.clone() };
            all.push(Named { names, ..it });
        }
        assert!(all.iter().all(|it| *it == all[0]), "{name}");
        let Named { names, framework } = &all[0];
        assert_eq!(names.len(), list(want, "args").len());
        let solved = framework.solve().unwrap();
        for (kind, key) in KINDS {
            let got = solved.extensions(kind, 1000).unwrap();
            assert_eq!(got.len() as u128, solved.count(kind));
            let got: BTreeSet<BTreeSet<String>> =
                got.iter().map(|it| it.iter().map(|&it| names[it].clone()).collect()).collect();
            let want: BTreeSet<_> = list(want, key).iter().map(strings).collect();
            assert_eq!(got, want, "{name} {key}");
        }
    }
}

/// Sets of arguments, as bits, found by trying every set against the definitions.
fn by_definition(framework: &Framework, kind: Kind) -> BTreeSet<u32> {
    let n = framework.len();
    let attackers: Vec<u32> = (0..n).map(|it| framework.attackers(it).map(|from| 1 << from).sum()).collect();
    let attacked = |set: u32| -> u32 { (0..n).filter(|&it| attackers[it] & set != 0).map(|it| 1 << it).sum() };
    let defended = |set: u32| -> u32 {
        let beaten = attacked(set);
        (0..n).filter(|&it| attackers[it] & !beaten == 0).map(|it| 1 << it).sum()
    };
    let free = |set: u32| attacked(set) & set == 0;
    let complete: BTreeSet<u32> = (0..1 << n).filter(|&it| free(it) && defended(it) == it).collect();
    let largest = |of: &dyn Fn(u32) -> u32| -> BTreeSet<u32> {
        let below = |it: u32| complete.iter().any(|&other| of(other) != of(it) && of(it) & !of(other) == 0);
        complete.iter().copied().filter(|&it| !below(it)).collect()
    };
    match kind {
        Kind::Complete => complete,
        Kind::Grounded => [*complete.iter().min_by_key(|it| it.count_ones()).unwrap()].into(),
        Kind::Preferred => largest(&|it| it),
        Kind::SemiStable => largest(&|it| it | attacked(it)),
        Kind::Stable => (0..1 << n).filter(|&it| free(it) && it | attacked(it) == (1 << n) - 1).collect(),
        Kind::Ideal => {
            let inside = largest(&|it| it).into_iter().fold(u32::MAX, |all, it| all & it);
            let admissible = |it: &u32| free(*it) && it & !defended(*it) == 0 && it & !inside == 0;
            [(0..1 << n).filter(admissible).max_by_key(|it| it.count_ones()).unwrap()].into()
        }
    }
}

proptest! {
    #[test]
    fn extensions_are_what_the_definitions_say(
        n in 1..9_usize,
        attacks in prop::collection::vec((0..9_usize, 0..9_usize), 0..20),
    ) {
        let attacks: Vec<_> = attacks.into_iter().map(|(from, to)| (from % n, to % n)).collect();
        let framework = Framework::new(n, attacks.clone()).unwrap();
        let solved = framework.solve().unwrap();
        for kind in Kind::ALL {
            let got = solved.extensions(kind, 10_000).unwrap();
            let bits: BTreeSet<u32> = got.iter().map(|it| it.iter().map(|it| 1 << it).sum()).collect();
            prop_assert_eq!(bits.len(), got.len());
            prop_assert_eq!(&bits, &by_definition(&framework, kind), "{:?} of {:?}", kind, &attacks);
            let Some(accepted) = solved.accepted(kind) else {
                prop_assert!(got.is_empty());
                continue;
            };
            for (it, accepted) in accepted.into_iter().enumerate() {
                let held = got.iter().filter(|all| all.contains(&it)).count();
                let want = if held == got.len() { Accepted::All } else if held > 0 { Accepted::Some } else { Accepted::None };
                prop_assert_eq!(accepted, want);
            }
        }
        let labels = framework.grounded();
        let held: Vec<usize> = (0..n).filter(|&it| labels[it] == Label::In).collect();
        prop_assert_eq!(solved.extensions(Kind::Grounded, 1), Ok(vec![held]));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[ -~\n\u{e9}]{0,80}", facts in "((arg|att)[(\"]?[a-c%\"]{0,2}[,.)]{0,3}[ \n]?){0,8}") {
        for form in [Form::Apx, Form::Tgf, Form::Af] {
            for text in [&text, &facts] {
                if let Ok(it) = read(text, form) {
                    prop_assert_eq!(it.names.len(), it.framework.len());
                }
            }
        }
    }
}
