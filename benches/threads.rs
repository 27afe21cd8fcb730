//! How fast threads of other sites and tools are read: a Reddit listing of 100 MB, nested as discussions are, a page, a
//! mailbox and a table of 20 MB each. From the bytes of the file to comments with verified spans.
//! `cargo bench --bench threads`.

#![expect(clippy::expect_used, reason = "a bench may")]

mod clock;

use clock::timed;
use cruxmap::source;
use std::fmt::Write as _;

/// Sentences without meaning, from a small generator with a fixed seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % most
    }

    fn words(&mut self, count: usize) -> String {
        const WORDS: [&str; 16] = [
            "the", "council", "river", "is", "not", "a", "price", "of", "study", "people", "because", "line", "claims",
            "likely", "never", "should",
        ];
        (0..count).map(|_| WORDS[self.below(WORDS.len())]).collect::<Vec<_>>().join(" ")
    }
}

/// A listing as Reddit's `.json` gives it: each comment with some forty fields, up to ten replies deep.
fn reddit(bytes: usize) -> String {
    let mut chance = Chance(1);
    let mut out = String::with_capacity(bytes + (1 << 16));
    out.push_str("[{\"kind\":\"Listing\",\"data\":{\"children\":[{\"kind\":\"t3\",\"data\":{\"name\":\"t3_0\",\"title\":\"A line over the river\",\"selftext\":\"Should it be built?\",\"author\":\"rider\",\"score\":12,\"created_utc\":1709287200.0,\"permalink\":\"/r/a/comments/0/\"}}]}},{\"kind\":\"Listing\",\"data\":{\"children\":[");
    let (mut open, mut at) = (Vec::new(), 0_usize);
    while out.len() < bytes {
        let parent = open.last().map_or("t3_0".to_owned(), |it| format!("t1_{it}"));
        let words = [chance.words(30), chance.words(40), chance.words(20)];
        write!(
            out,
            "{{\"kind\":\"t1\",\"data\":{{\"subreddit_id\":\"t5_1\",\"approved_at_utc\":null,\"author_is_blocked\":false,\"comment_type\":null,\"awarders\":[],\"mod_reason_by\":null,\"banned_by\":null,\"author_flair_type\":\"text\",\"total_awards_received\":0,\"subreddit\":\"a\",\"author_flair_template_id\":null,\"likes\":null,\"user_reports\":[],\"saved\":false,\"id\":\"{at}\",\"banned_at_utc\":null,\"gilded\":0,\"archived\":false,\"no_follow\":true,\"author\":\"rider{}\",\"can_mod_post\":false,\"send_replies\":true,\"parent_id\":\"{parent}\",\"score\":{},\"author_fullname\":\"t2_{at}\",\"removal_reason\":null,\"body\":\"&gt; {}\\n\\n{}.\\n\\nAnd \\u201c{}\\u201d.\",\"edited\":false,\"name\":\"t1_{at}\",\"is_submitter\":false,\"downs\":0,\"body_html\":\"&lt;div class=\\\"md\\\"&gt;&lt;p&gt;{}&lt;/p&gt;&lt;/div&gt;\",\"created_utc\":{}.0,\"permalink\":\"/r/a/comments/0/x/{at}/\",\"link_id\":\"t3_0\",\"controversiality\":0,\"depth\":{},\"ups\":3,\"replies\":{{\"kind\":\"Listing\",\"data\":{{\"after\":null,\"dist\":null,\"children\":[",
            at % 997,
            chance.below(60),
            words[0],
            words[1],
            words[2],
            words[1],
            1_709_287_200 + at,
            open.len(),
        )
        .expect("a string takes all");
        open.push(at);
        at += 1;
        while open.len() > 9 || !open.is_empty() && chance.below(2) == 0 {
            open.pop();
            out.push_str("]}}}}");
            out.push(',');
        }
    }
    for _ in open {
        out.push_str("]}}}}");
    }
    out.push_str("]}}]");
    out
}

fn page(bytes: usize) -> String {
    let mut chance = Chance(2);
    let mut out = String::from("<html><title>A line | Hacker News</title><body><table class=comment-tree>");
    for at in 0.. {
        if out.len() > bytes {
            break;
        }
        write!(out, "<tr class='athing comtr' id='{at}'><td><table border='0'><tr><td class='ind' indent='{}'><img src=\"s.gif\" height=\"1\"></td><td class=\"default\"><div><span class=\"comhead\"><a href=\"user?id=rider{}\" class=\"hnuser\">rider{}</a> <span class=\"age\" title=\"2024-03-01T10:00:00 1709287200\"><a href=\"item?id={at}\">3 months ago</a></span></span></div><br><div class=\"comment\"><div class=\"commtext c00\">&gt; {}<p>{} <i>{}</i>, see <a href=\"https://a.example.org/{at}\">this</a>.</div></div></td></tr></table></td></tr>\n", chance.below(8), at % 97, at % 97, chance.words(12), chance.words(50), chance.words(4)).expect("a string takes all");
    }
    out
}

fn mailbox(bytes: usize) -> String {
    let mut chance = Chance(3);
    let mut out = String::new();
    for at in 0_usize.. {
        if out.len() > bytes {
            break;
        }
        write!(out, "From rider@example.org Fri Mar  1 10:00:00 2024\nFrom: Rider {} <rider@example.org>\nDate: Fri, 1 Mar 2024 10:00:00 +0000\nSubject: Re: A line\nMessage-ID: <{at}@example.org>\nIn-Reply-To: <{}@example.org>\n\n> {}\n\n{}.\n\n-- \nRider\n\n", at % 97, at / 2, chance.words(12), chance.words(60)).expect("a string takes all");
    }
    out
}

fn table(bytes: usize) -> String {
    let mut chance = Chance(4);
    let mut out = String::from("id,interview,comment\n");
    for at in 0.. {
        if out.len() > bytes {
            break;
        }
        writeln!(out, "{at},Rider {},\"{}, \"\"{}\"\".\"", at % 97, chance.words(20), chance.words(5))
            .expect("a string takes all");
    }
    out
}

#[expect(clippy::cast_precision_loss, reason = "files are megabytes")]
fn main() {
    println!("{:>18} {:>8} {:>9} {:>10} {:>9} {:>9}", "format", "MB", "comments", "to text s", "read s", "sum s");
    let files = [reddit(100_000_000), page(20_000_000), mailbox(20_000_000), table(20_000_000)];
    for file in files {
        let megabytes = file.len() as f64 / 1e6;
        let bytes = file.into_bytes();
        let (importing, imported) = timed(|| source::import(source::decode(&bytes), "bench", None));
        let name = imported.input.name;
        let (reading, thread) = timed(|| source::read(imported.text, "bench", Some(imported.format)));
        assert!(thread.comments.len() > 1_000);
        println!(
            "{name:>18} {megabytes:>8.1} {:>9} {importing:>10.2} {reading:>9.2} {:>9.2}",
            thread.comments.len(),
            importing + reading
        );
    }
}
