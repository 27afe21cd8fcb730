//! `assets/page/wire.d.ts` says what goes over the network, as read from the types in Rust: a stale one fails here.
//! `UPDATE=1 cargo test --test serve wire` writes it anew.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};
use syn::{Attribute, Expr, Fields, GenericArgument, Item, Lit, Meta, PathArguments, Type};

/// What the page sends and gets, in the order of the file; what these hold follows.
const ROOTS: [&str; 9] = ["Join", "Back", "Seated", "Told", "Hello", "Message", "Reply", "Around", "Seen"];

/// Every type of these modules that goes through serde, by name.
fn types() -> BTreeMap<String, Item> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut pile: Vec<PathBuf> = vec![src.join("session"), src.join("serve")];
    let mut types = BTreeMap::new();
    while let Some(path) = pile.pop() {
        if path.is_dir() {
            pile.extend(fs::read_dir(path).unwrap().map(|it| it.unwrap().path()));
            continue;
        }
        for item in syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap().items {
            let (name, attributes) = match &item {
                Item::Struct(it) => (it.ident.to_string(), &it.attrs),
                Item::Enum(it) => (it.ident.to_string(), &it.attrs),
                // The numbers that name things: `number!(/// … SeatId)`.
                Item::Macro(it) if it.mac.path.is_ident("number") => {
                    let tokens = it.mac.tokens.to_string();
                    (tokens.rsplit(' ').next().unwrap().to_owned(), &it.attrs)
                }
                _ => continue,
            };
            let goes = words(attributes, "derive").contains("Serialize")
                || words(attributes, "derive").contains("Deserialize");
            if goes || matches!(item, Item::Macro(_)) {
                assert!(types.insert(name.clone(), item).is_none(), "two types are called {name}");
            }
        }
    }
    types
}

/// The words of all attributes of this name.
fn words(attributes: &[Attribute], name: &str) -> String {
    let lists = attributes.iter().filter_map(|it| match &it.meta {
        Meta::List(list) if list.path.is_ident(name) => Some(list.tokens.to_string()),
        _ => None,
    });
    lists.collect::<Vec<_>>().join(", ")
}

fn doc(attributes: &[Attribute], indent: &str) -> String {
    let lines = attributes.iter().filter_map(|it| match &it.meta {
        Meta::NameValue(it) if it.path.is_ident("doc") => match &it.value {
            Expr::Lit(it) => match &it.lit {
                Lit::Str(text) => Some(text.value().trim().replace("[`", "`").replace("`]", "`")),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    });
    let text = lines.collect::<Vec<_>>().join(" ");
    if text.is_empty() { String::new() } else { format!("{indent}/** {text} */\n") }
}

/// A type in the words of TypeScript; what it is made of is noted.
fn ts(it: &Type, seen: &mut BTreeSet<String>) -> String {
    match it {
        Type::Reference(it) => ts(&it.elem, seen),
        Type::Tuple(it) => format!("[{}]", it.elems.iter().map(|it| ts(it, seen)).collect::<Vec<_>>().join(", ")),
        Type::Array(it) => {
            let Expr::Lit(length) = &it.len else { panic!("an array of no known length") };
            let Lit::Int(length) = &length.lit else { panic!("an array of no known length") };
            format!("[{}]", vec![ts(&it.elem, seen); length.base10_parse().unwrap()].join(", "))
        }
        Type::Path(it) => {
            let last = it.path.segments.last().unwrap();
            let mut inner = || match &last.arguments {
                PathArguments::AngleBracketed(it) => match it.args.first().unwrap() {
                    GenericArgument::Type(it) => ts(it, seen),
                    _ => panic!("no type"),
                },
                _ => panic!("no type"),
            };
            match last.ident.to_string().as_str() {
                "String" => "string".to_owned(),
                "bool" => "boolean".to_owned(),
                "u8" | "u32" | "u64" | "i32" | "i64" | "usize" | "f64" => "number".to_owned(),
                "Option" => format!("{} | null", inner()),
                "Vec" => match inner() {
                    it if it.contains('|') => format!("({it})[]"),
                    it => format!("{it}[]"),
                },
                name => {
                    seen.insert(name.to_owned());
                    name.to_owned()
                }
            }
        }
        _ => panic!("a kind of type that the page has not seen yet"),
    }
}

/// The fields of a record, or what stands for it.
fn fields(it: &Fields, indent: &str, seen: &mut BTreeSet<String>) -> String {
    match it {
        Fields::Unnamed(it) => {
            let all: Vec<String> = it.unnamed.iter().map(|it| ts(&it.ty, seen)).collect();
            if all.len() == 1 { all[0].clone() } else { format!("[{}]", all.join(", ")) }
        }
        Fields::Named(it) => {
            let mut out = "{\n".to_owned();
            for field in &it.named {
                let attribute = words(&field.attrs, "serde");
                // What may be left out may stand there as nothing, too, but is never sent so.
                let (mark, kind) = match ts(&field.ty, seen) {
                    kind if attribute.contains("default") || attribute.contains("skip_serializing_if") => {
                        ("?", kind.trim_end_matches(" | null").to_owned())
                    }
                    kind => ("", kind),
                };
                let name = field.ident.as_ref().unwrap();
                let _ = writeln!(out, "{}{indent}  {name}{mark}: {kind};", doc(&field.attrs, &format!("{indent}  ")));
            }
            format!("{out}{indent}}}")
        }
        Fields::Unit => "null".to_owned(),
    }
}

fn snake(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(letter.to_lowercase());
    }
    out
}

fn declared(name: &str, item: &Item, seen: &mut BTreeSet<String>) -> String {
    match item {
        Item::Struct(it) => format!("{}export type {name} = {};\n", doc(&it.attrs, ""), fields(&it.fields, "", seen)),
        Item::Enum(it) => {
            assert!(words(&it.attrs, "serde").contains("snake_case"), "{name} is not in snake case");
            let mut out = format!("{}export type {name} =\n", doc(&it.attrs, ""));
            for variant in &it.variants {
                let word = snake(&variant.ident.to_string());
                let shape = match &variant.fields {
                    Fields::Unit => format!("\"{word}\""),
                    some => format!("{{ {word}: {} }}", fields(some, "  ", seen)),
                };
                let _ = writeln!(out, "{}  | {shape}", doc(&variant.attrs, "  "));
            }
            format!("{};\n", out.trim_end())
        }
        _ => format!("/** A number that names one, counted from 1. */\nexport type {name} = number;\n"),
    }
}

#[test]
fn the_types_of_the_page_are_those_of_the_program() {
    let types = types();
    let mut out =
        "// What goes over the network. Written by `UPDATE=1 cargo test --test serve wire` from the types in Rust.\n"
            .to_owned();
    let mut done = BTreeSet::new();
    let mut next: Vec<String> = ROOTS.iter().rev().map(|it| (*it).to_owned()).collect();
    while let Some(name) = next.pop() {
        if !done.insert(name.clone()) {
            continue;
        }
        let item = types.get(&name).unwrap_or_else(|| panic!("{name} goes over the network, but not through serde"));
        let mut seen = BTreeSet::new();
        let _ = write!(out, "\n{}", declared(&name, item, &mut seen));
        next.extend(seen.into_iter().rev());
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/page/wire.d.ts");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &out).unwrap();
    }
    let is = fs::read_to_string(&path).unwrap_or_default();
    assert!(is == out, "assets/page/wire.d.ts is stale: look what changed, mend the page, and write it with UPDATE=1");
    assert!(!done.contains("HostCommand") && !done.contains("DoorCommand"));
}
