//! Wording a crux as a question that yes or no can answer, in the words of the thread as far as grammar lets them.

use super::tidy;

/// The question that `words`, a statement that names a crux, puts. `earlier` are the words it may point back to: the
/// question or claim before it, else the claim that hangs on it.
pub(super) fn question(words: &str, earlier: Option<&str>) -> String {
    let words = plain(words);
    let small = lower(&words);
    let small = small.as_deref();
    asked(&words)
        .or_else(|| whether(&words, small?))
        .or_else(|| condition(&words, small?).map(|it| yes_no(without_lead(it.0))))
        .or_else(|| what_would(&words, small?))
        .or_else(|| comes_down_to(&words, small?))
        .or_else(|| point(&words))
        .or_else(|| earlier.map(|it| asked(&plain(it)).unwrap_or_else(|| yes_no(&plain(it)))))
        .unwrap_or_else(|| yes_no(&words))
}

/// What the writer would do, in "If …, I'd …".
pub(super) fn result(words: &str) -> Option<String> {
    let words = plain(words);
    condition(&words, &lower(&words)?).map(|it| it.1.trim_end_matches(['.', ',', ';', ' ']).to_owned())
}

/// Whether a statement points back instead of saying what the crux is: "That seems like a crux."
pub(super) fn points_back(words: &str) -> bool {
    let words = plain(words);
    let small = lower(&words);
    let small = small.as_deref();
    asked(&words)
        .or_else(|| whether(&words, small?))
        .or_else(|| what_would(&words, small?))
        .or_else(|| comes_down_to(&words, small?))
        .or_else(|| point(&words))
        .is_none()
        && small.is_none_or(|small| condition(&words, small).is_none())
}

/// One line, without marks of emphasis.
fn plain(words: &str) -> String {
    tidy(&words.replace(['*', '`'], ""))
}

/// `words` in small letters, byte for byte in step with them; `None` where letters change their length.
fn lower(words: &str) -> Option<String> {
    let lower = words.to_lowercase();
    (lower.len() == words.len()).then_some(lower)
}

/// The question that a statement itself asks.
fn asked(words: &str) -> Option<String> {
    let head = &words[..words.find('?')?];
    let starts = [". ", ": ", "; ", "! ", "--", "—"];
    let start = starts.iter().filter_map(|it| head.rfind(it).map(|at| at + it.len())).max().unwrap_or(0);
    let clause = without_connective(head[start..].trim());
    let first = clause.split_whitespace().next()?.to_lowercase().replace('’', "'");
    let asks = AUXILIARIES.contains(&first.as_str()) || INTERROGATIVES.contains(&first.as_str());
    (asks && clause.len() > 8).then(|| format!("{}?", capital(clause)))
}

/// "… whether the cap holds": the last one, so that "isn't whether …, it's whether …" gives the second.
fn whether(words: &str, small: &str) -> Option<String> {
    let at = small.rfind("whether ")?;
    Some(yes_no(&words[at + 8..]))
}

/// The condition and the result of "If …, I'd …", "Unless …, I …", "Show me … and I'll …".
fn condition<'a>(words: &'a str, small: &str) -> Option<(&'a str, &'a str)> {
    const RESULTS: &[&str] = &[
        ", i'd ",
        ", i'll ",
        ", i would ",
        ", i will ",
        ", then ",
        ", i'm ",
        ", i ",
        ", you ",
        ", we ",
        ", my ",
        " i'd ",
        " i'll ",
        " i would ",
        " i'm ",
        " and i'll ",
        " and i'd ",
        " and i will ",
        " and you have ",
        " and you win ",
        " my objection ",
        " my argument ",
        ", ",
    ];
    let small = small.replace('’', "'");
    if small.len() != words.len() {
        return None;
    }
    let leads = ["if ", "unless ", "show me ", "convince me ", "persuade me ", "give me ", "find me "];
    let (start, lead) = leads.iter().find_map(|it| {
        let at = small.find(it).filter(|&at| at == 0 || at < 40 && small[..at].ends_with([' ', ',']))?;
        (at == 0 || *it == "if ").then_some((at, *it))
    })?;
    let from = start + lead.len();
    let at = RESULTS.iter().find_map(|it| small[from..].find(it).filter(|&at| at > 6))?;
    let result = words[from + at..].trim_start_matches([',', ' ']);
    let result = result.split(['.', ';']).next().unwrap_or(result);
    Some((&words[from..from + at], result.strip_prefix("and ").unwrap_or(result)))
}

/// "What would change my mind is …", "… would take me to …".
fn what_would(words: &str, small: &str) -> Option<String> {
    for lead in
        ["mind is ", "view is ", "move me is ", "convince me is ", "persuade me is ", "sway me is ", "flip me is "]
    {
        if let Some(at) = small.find(lead).filter(|&it| it < 40) {
            let rest = &words[at + lead.len()..];
            let clause = without_lead(rest);
            return Some(if clause.len() < rest.len() { yes_no(clause) } else { would_there_be(rest) });
        }
    }
    let at = [
        " would take me ",
        " would change my ",
        " would convince me",
        " would persuade me",
        " would flip me",
        " would sway me",
        " would move me",
        " would bring me ",
    ]
    .iter()
    .find_map(|it| small.find(it))?;
    let subject = without_connective(&words[..at]);
    let first = subject.split_whitespace().next()?.to_lowercase();
    let bare =
        !matches!(first.as_str(), "what" | "that" | "this" | "it" | "which" | "nothing" | "that's" | "thing" | "the")
            && !subject.contains(['.', ',']);
    bare.then(|| would_there_be(subject))
}

fn would_there_be(thing: &str) -> String {
    format!("Would there be {}?", lower_first(trimmed(thing)))
}

/// "It comes down to how fast …", "The real question is who …", "This is where we part ways, the size of that tail".
fn comes_down_to(words: &str, small: &str) -> Option<String> {
    // "The question that matters is siting."
    let named =
        ["question that matters is ", "question is ", "crux is ", "issue is ", "disagreement is ", "difference is "];
    if let Some(at) = named.iter().filter_map(|it| small.find(it).map(|at| at + it.len())).max()
        && !INTERROGATIVES.iter().any(|it| small[at..].starts_with(it))
    {
        let thing = trimmed(&words[at..]);
        let few = thing.split_whitespace().count() <= 4;
        return Some(if few { format!("Does it come down to {}?", lower_first(thing)) } else { yes_no(thing) });
    }
    let leads = [
        "down to ",
        "hinges on ",
        "turns on ",
        "depends on ",
        "falls with ",
        "falls on ",
        "rests on ",
        "is about ",
        "around ",
    ];
    let told = leads.iter().filter_map(|it| small.find(it).map(|at| at + it.len())).min();
    let asks = [" is ", " on ", " to ", " about ", " in "].iter().flat_map(|before| {
        small.match_indices(before).map(|it| it.0 + before.len()).filter(|&at| {
            let rest = &small[at..];
            let asks = INTERROGATIVES.iter().any(|it| rest.strip_prefix(it).is_some_and(|it| it.starts_with(' ')));
            // "This is where we part" names no question.
            asks && !["where we ", "where i ", "where you "].iter().any(|it| rest.starts_with(it))
        })
    });
    let aside = small
        .find("part ways, ")
        .or_else(|| small.find("differ, "))
        .and_then(|at| small[at..].find(", ").map(|it| at + it + 2));
    let start = asks.min().or(told).or(aside)?;
    let thing = words[start..].split([':', ';']).next().unwrap_or("");
    let thing = ["simply ", "just ", "namely ", "the question of "]
        .iter()
        .fold(thing.trim(), |thing, it| thing.strip_prefix(it).unwrap_or(thing));
    let first = thing.split_whitespace().next()?.to_lowercase();
    let back = matches!(first.as_str(), "that" | "this" | "it" | "them" | "these" | "those")
        && thing.split_whitespace().count() < 3;
    (thing.len() > 6 && !back).then(|| format!("Does it come down to {}?", lower_first(trimmed(thing))))
}

/// What stands after a colon: "Here is where we differ: you think …, I think …".
fn point(words: &str) -> Option<String> {
    let (_, point) = words.split_once(": ").or_else(|| words.split_once("--"))?;
    let first = point.split_whitespace().next()?.to_lowercase();
    let told = point.split_whitespace().count() >= 4 && !super::lexicon::is_imperative(&first) && first != "if";
    told.then(|| yes_no(point))
}

/// A condition without words that only say that somebody would have to be shown it.
fn without_lead(condition: &str) -> &str {
    const LEADS: &str = "you convinced me that; you could convince me that; you persuaded me that; you showed me that; \
        you could show me that; you can show me that; you could show that; you can show that; \
        you showed that; somebody could show me that; someone could show me that; someone showed me that; \
        somebody showed me that; anyone could show me that; anybody could show me that; i believed that; \
        i believed; i thought that; i thought; i were convinced that; i was convinced that; \
        i became convinced that; i came to believe that; i saw evidence that; i saw that; \
        it turned out that; it turns out that; it turned out; it turns out; it were shown that; \
        it was shown that; a credible argument that; a good argument that; an argument that; \
        good evidence that; convincing evidence that; strong evidence that; evidence that; proof that; \
        data showing that; data that shows; a study showing that; a demonstration that; seeing that; \
        learning that; to see that; to learn that";
    let Some(small) = lower(condition) else { return condition };
    let rest = |lead: &str| {
        small.strip_prefix(lead).filter(|it| it.starts_with(' ')).map(|_| condition[lead.len()..].trim_start())
    };
    LEADS.split("; ").find_map(rest).unwrap_or(condition)
}

/// A claim without the words that lead up to it and those that only say that somebody holds it.
fn proposition(clause: &str) -> &str {
    const FRAMES: &str = "i think that; i think; i believe that; i believe; i still think; i still disagree that; \
        i disagree that; i don't think; i do think; i don't believe; i'd say; i would say; \
        i suspect; i guess; i'd guess; i doubt that; i doubt; in my view,; in my opinion,; \
        my view is that; my claim is that; my position is that; you think that; you think; \
        you believe that; you believe; i also think that; i also think; for me; so my position:; \
        my position:; the claim is that; it seems";
    let mut clause = without_connective(clause);
    loop {
        let Some(small) = lower(clause) else { return clause };
        let frame = FRAMES.split("; ").find(|it| small.strip_prefix(it).is_some_and(|rest| rest.starts_with(' ')));
        let Some(frame) = frame else { break };
        clause = without_connective(clause[frame.len()..].trim_start());
    }
    // "you think A, I think B" asks about A.
    let small = lower(clause).unwrap_or_default();
    let end = [", i think ", ", you think ", ", i say ", ", you say "].iter().filter_map(|it| small.find(it)).min();
    &clause[..end.unwrap_or(clause.len())]
}

fn without_connective(clause: &str) -> &str {
    const CONNECTIVES: &str = "but; and; so; also; now; well; still; again; anyway; however; therefore; thus; of course; no; \
        yes; honestly; actually; or; maybe; perhaps";
    let small = lower(clause).unwrap_or_default();
    let rest = CONNECTIVES.split("; ").find_map(|it| {
        small.strip_prefix(it).filter(|rest| rest.starts_with([' ', ',', ':']))?;
        Some(clause[it.len()..].trim_start_matches([',', ':', ' ']))
    });
    rest.filter(|it| it.split_whitespace().count() > 2).unwrap_or(clause)
}

/// "the risk is under 10 %" to "Is the risk under 10 %?": by changing places where the subject is short and plain, else by
/// asking whether it is true.
fn yes_no(clause: &str) -> String {
    const NOT_PLAIN: &str = "that which who if when because not and or what how so but think believe say said there you i to \
        as than where by whatever used put making having being while though although since unless until \
        with without";
    let clause = trimmed(proposition(trimmed(clause)));
    let words: Vec<&str> = clause.split_whitespace().collect();
    let plain = |it: &&str| {
        let small = it.to_lowercase();
        !NOT_PLAIN.split(' ').any(|it| it == small) && !it.contains(['\'', '’'])
            || it.ends_with("'s")
            || it.ends_with("’s")
    };
    let verb = words.iter().take(7).position(|it| MOVABLE.contains(&it.to_lowercase().as_str()));
    if let Some(verb) = verb.filter(|&it| it > 0)
        && words[..verb].iter().all(|it| {
            plain(it)
                && !it.ends_with([',', ':', ';'])
                && !matches!(it.to_lowercase().as_str(), "it's" | "that's" | "there's" | "what's" | "he's" | "she's")
        })
        && words.len() > verb + 1
        && words[verb + 1].to_lowercase() != "not"
        && !AUXILIARIES.contains(&words[0].to_lowercase().as_str())
    {
        let subject = lower_first(&words[..verb].join(" "));
        return format!("{} {subject} {}?", capital(&words[verb].to_lowercase()), words[verb + 1..].join(" "));
    }
    format!("Is it true that {}?", lower_first(clause))
}

const AUXILIARIES: &[&str] = &[
    "is",
    "are",
    "was",
    "were",
    "does",
    "do",
    "did",
    "can",
    "could",
    "will",
    "would",
    "should",
    "has",
    "have",
    "had",
    "must",
    "may",
    "might",
    "isn't",
    "aren't",
    "doesn't",
    "don't",
    "can't",
    "won't",
    "wouldn't",
    "shouldn't",
];
/// Those that may change places with their subject as they stand.
const MOVABLE: &[&str] = &["is", "are", "was", "were", "can", "could", "will", "would", "should", "must"];
const INTERROGATIVES: &[&str] = &["how", "who", "what", "which", "why", "where", "when", "whose"];

/// Without marks and quotation marks at the ends.
fn trimmed(clause: &str) -> &str {
    let clause = clause.trim().trim_end_matches(['.', ',', ';', ':', '!', '?', ' ']);
    let paired = |open: char, close: char| clause.matches(open).count() != clause.matches(close).count();
    let odd_quotes = clause.matches('"').count() % 2 == 1;
    let clause = if odd_quotes { clause.trim_matches('"') } else { clause };
    let clause = if paired('(', ')') { clause.trim_start_matches('(').trim_end_matches(')') } else { clause };
    if paired('“', '”') { clause.trim_start_matches('“').trim_end_matches('”').trim() } else { clause.trim() }
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |it| it.to_uppercase().chain(chars).collect())
}

/// With a small first letter, if the first word is no name as far as one can tell.
fn lower_first(words: &str) -> String {
    const COMMON: &str = "the a an this that these those it it's they they're we you he she there there's their our your \
        his her if so but and what where when in on at for with no not some most many all any every each \
        either people even because since everything nothing maybe perhaps my its what's that's used \
        simply does making having another volatility nobody anyone everyone both";
    let first = words.split_whitespace().next().unwrap_or("").to_lowercase().replace('’', "'");
    if COMMON.split(' ').any(|it| it == first) {
        let mut chars = words.chars();
        return chars.next().map_or_else(String::new, |it| it.to_lowercase().chain(chars).collect());
    }
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_worded_from_the_words_of_the_thread() {
        let cases = [
            (
                "What would change my mind is a credible argument that the accident risk is under 10% or so.",
                "Is the accident risk under 10% or so?",
            ),
            (
                "If I believed the typical holder can sit through a 52% hole I'd happily drop volatility.",
                "Can the typical holder sit through a 52% hole?",
            ),
            (
                "If you convinced me that it leaves out the reason, I'd pull it.",
                "Is it true that it leaves out the reason?",
            ),
            (
                "So the real question is whether either side lets strangers in.",
                "Is it true that either side lets strangers in?",
            ),
            (
                "The question isn't whether they are nice, it's whether the capital will let them in.",
                "Will the capital let them in?",
            ),
            (
                "Perhaps our crux is this tradeoff--are such systems easier to align?",
                "Are such systems easier to align?",
            ),
            (
                "If the claims that matter, and others, are wrong I'd drop them.",
                "Is it true that the claims that matter, and others, are wrong?",
            ),
            (
                "What actually decides it is how quickly you notice cheating.",
                "Does it come down to how quickly you notice cheating?",
            ),
            ("It hinges on how many nurses would quit.", "Does it come down to how many nurses would quit?"),
            (
                "This is where we part ways, simply the size of that tail: put it at 3% and I win.",
                "Does it come down to the size of that tail?",
            ),
            (
                "So here is where we differ: you think the horizon is fixed by willpower, I think it's fixed by need.",
                "Is the horizon fixed by willpower?",
            ),
            ("What would move me is another three years over 0.8.", "Would there be another three years over 0.8?"),
            ("The question that matters is siting.", "Does it come down to siting?"),
            ("Meters in writing would take me to 0.6.", "Would there be Meters in writing?"),
            (
                "Maybe the crux is this: does his 1.4 come from the picks, or from luck?",
                "Does his 1.4 come from the picks, or from luck?",
            ),
        ];
        for (words, expected) in cases {
            assert_eq!(question(words, Some("Something else.")), expected);
        }
        assert_eq!(
            question("That seems like a potential crux.", Some("Is there any reason to believe it?")),
            "Is there any reason to believe it?"
        );
        assert_eq!(
            question("That gap is the entire thread.", Some("But I think the odds are even.")),
            "Are the odds even?"
        );
        assert!(points_back("That seems like a potential crux.") && !points_back("If it holds, I'd drop it."));
    }

    #[test]
    fn the_result_of_a_condition_is_what_would_change() {
        assert_eq!(result("If it holds, I'd drop it. Really."), Some("I'd drop it".to_owned()));
        assert_eq!(result("It hinges on that."), None);
    }
}
