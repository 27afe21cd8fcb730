//! A reader of PDF files that is small and independent of what writes them: enough to find words again, page by page,
//! as any program does that copies them.

use flate2::read::ZlibDecoder;
use std::{collections::BTreeMap, io::Read as _};

pub struct PdfFile {
    /// The dictionary of each object, and its stream.
    objects: BTreeMap<u32, (String, Vec<u8>)>,
}

impl PdfFile {
    pub fn read(bytes: &[u8]) -> Self {
        assert!(bytes.starts_with(b"%PDF-1."), "it is no PDF file");
        let mut objects = BTreeMap::new();
        let mut at = 0;
        while let Some(start) = find(bytes, at, b" 0 obj\n") {
            let digits = bytes[..start].iter().rev().take_while(|it| it.is_ascii_digit()).count();
            let number = latin(&bytes[start - digits..start]).parse().unwrap();
            let from = start + b" 0 obj\n".len();
            let end = find(bytes, from, b"\nendobj").unwrap();
            let stream = find(&bytes[..end], from, b"stream\n");
            let head = latin(&bytes[from..stream.unwrap_or(end)]);
            let mut data = Vec::new();
            at = end;
            if let Some(stream) = stream {
                let length: usize = after(&head, "/Length ").unwrap().parse().unwrap();
                let raw = &bytes[stream + 7..stream + 7 + length];
                if head.contains("FlateDecode") {
                    ZlibDecoder::new(raw).read_to_end(&mut data).unwrap();
                } else {
                    data.extend_from_slice(raw);
                }
                at = stream + 7 + length;
            }
            objects.insert(number, (head, data));
        }
        Self { objects }
    }

    /// All dictionaries, and all streams that are text.
    pub fn everything(&self) -> String {
        self.objects.values().flat_map(|it| [it.0.clone(), "\n".to_owned(), latin(&it.1)]).collect()
    }

    /// How often an object is of this kind.
    pub fn count(&self, kind: &str) -> usize {
        self.objects.values().filter(|it| it.0.split(['/', '>', '[', '(', ' ']).any(|it| it == kind)).count()
    }

    /// The texts behind a key, such as `/Alt`, in all objects.
    pub fn texts(&self, key: &str) -> Vec<String> {
        let all = self.objects.values().flat_map(|(head, _)| {
            head.match_indices(key).filter_map(|(at, _)| string(&head.as_bytes()[at + key.len()..]).map(|it| it.0))
        });
        all.map(|it| text(&it)).collect()
    }

    /// The words of each page in the order in which they are written.
    pub fn pages(&self) -> Vec<String> {
        let root = self.objects.values().find(|it| it.0.contains("/Type/Pages")).unwrap();
        let kids = root.0.split("/Kids[").nth(1).unwrap().split(']').next().unwrap();
        let kids = kids.split(" 0 R").filter_map(|it| it.trim().parse().ok());
        kids.map(|it: u32| self.page(&self.objects[&it].0)).collect()
    }

    fn page(&self, head: &str) -> String {
        let content = &self.objects[&reference(head, "/Contents ").unwrap()].1;
        let resources = reference(head, "/Resources ").map_or(head, |it| self.objects[&it].0.as_str());
        let fonts = resources.split("/Font<<").nth(1).unwrap_or_default().split(">>").next().unwrap();
        let mut maps = BTreeMap::new();
        for font in fonts.split('/').filter(|it| !it.is_empty()) {
            let (name, number) = font.split_once(' ').unwrap();
            let font = &self.objects[&number.split(' ').next().unwrap().parse().unwrap()].0;
            let map = reference(font, "/ToUnicode ").unwrap();
            maps.insert(name.to_owned(), characters(&latin(&self.objects[&map].1)));
        }
        words(content, &maps)
    }
}

/// What signs of a font stand for.
type Characters = BTreeMap<u16, String>;

fn characters(map: &str) -> Characters {
    let mut found = Characters::new();
    for block in map.split("beginbfchar").skip(1) {
        for line in block.split("endbfchar").next().unwrap().lines() {
            if let Some((code, signs)) = line.trim().split_once(' ') {
                let code = u16::from_str_radix(code.trim_matches(['<', '>']), 16).unwrap();
                found.insert(code, utf16(&hex(signs.trim_matches(['<', '>']).as_bytes())));
            }
        }
    }
    assert!(!map.contains("beginbfrange"), "ranges are not read");
    found
}

/// The words that a content stream sets; what stands for them when they are copied counts instead of them.
fn words(content: &[u8], maps: &BTreeMap<String, Characters>) -> String {
    let mut out = String::new();
    let mut font = None;
    let mut name = String::new();
    let mut instead: Vec<Option<String>> = Vec::new();
    let mut at = 0;
    while at < content.len() {
        let rest = &content[at..];
        if rest.starts_with(b"<<") {
            let end = find(rest, 0, b">>").unwrap();
            let actual = find(rest, 0, b"/ActualText").filter(|it| *it < end);
            instead.push(actual.map(|it| text(&string(&rest[it + 11..]).unwrap().0)));
            at += find(rest, 0, b"BDC").unwrap() + 3;
        } else if rest.starts_with(b" BMC") {
            instead.push(None);
            at += 4;
        } else if rest.starts_with(b"EMC") {
            if let Some(Some(text)) = instead.pop() {
                out.push_str(&text);
            } else if instead.is_empty() {
                out.push('\n');
            }
            at += 3;
        } else if rest[0] == b'/' {
            let end = 1 + rest[1..].iter().position(|it| !it.is_ascii_alphanumeric()).unwrap_or(rest.len() - 1);
            name = latin(&rest[1..end]);
            at += end;
        } else if rest.starts_with(b"Tf") {
            font = maps.get(&name);
            at += 2;
        } else if let Some((codes, length)) = string(rest) {
            if instead.iter().all(Option::is_none) {
                for code in codes.chunks_exact(2) {
                    let code = u16::from_be_bytes([code[0], code[1]]);
                    out.push_str(font.unwrap().get(&code).map_or("", String::as_str));
                }
            }
            at += length;
        } else {
            at += 1;
        }
    }
    out
}

/// The bytes of a string that stands here, and how long it is in the file.
fn string(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    match bytes.first()? {
        b'<' => {
            let end = bytes.iter().position(|it| *it == b'>')?;
            Some((hex(&bytes[1..end]), end + 1))
        }
        b'(' => {
            let (mut found, mut depth, mut at) = (Vec::new(), 1, 1);
            loop {
                match bytes.get(at)? {
                    b'\\' => {
                        at += 1;
                        found.push(match bytes.get(at)? {
                            b'0'..=b'7' => {
                                let digits = bytes[at..].iter().take(3).take_while(|it| matches!(it, b'0'..=b'7'));
                                let code = digits.clone().fold(0_u32, |sum, it| sum * 8 + u32::from(it - b'0'));
                                at += digits.count() - 1;
                                u8::try_from(code).unwrap()
                            }
                            b'b' => 8,
                            b'f' => 12,
                            b'n' => b'\n',
                            b'r' => b'\r',
                            b't' => b'\t',
                            it => *it,
                        });
                    }
                    b')' if depth == 1 => return Some((found, at + 1)),
                    it => {
                        depth += i32::from(*it == b'(') - i32::from(*it == b')');
                        found.push(*it);
                    }
                }
                at += 1;
            }
        }
        _ => None,
    }
}

fn text(bytes: &[u8]) -> String {
    bytes.strip_prefix(&[0xfe, 0xff]).map_or_else(|| latin(bytes), utf16)
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|it| u16::from_be_bytes([it[0], it[1]])).collect();
    String::from_utf16(&units).unwrap()
}

fn hex(digits: &[u8]) -> Vec<u8> {
    digits.chunks_exact(2).map(|it| u8::from_str_radix(&latin(it), 16).unwrap()).collect()
}

fn latin(bytes: &[u8]) -> String {
    bytes.iter().map(|it| char::from(*it)).collect()
}

fn after<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let rest = &text[text.find(key)? + key.len()..];
    Some(&rest[..rest.find(|it: char| !it.is_ascii_digit()).unwrap_or(rest.len())])
}

fn reference(text: &str, key: &str) -> Option<u32> {
    after(text, key)?.parse().ok()
}

fn find(bytes: &[u8], from: usize, what: &[u8]) -> Option<usize> {
    memchr::memmem::find(&bytes[from..], what).map(|it| it + from)
}
