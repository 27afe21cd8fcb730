//! What Polis exports: comments with their counts, votes, and what a conversation was about.

use super::{by_name, map_of, read};
use crate::common::shared;
use cruxmap::map::{EdgeKind, Map, NodeKind, Value};

/// A count among the data of the only evidence that has one of this name.
fn figure(map: &Map, kind: &str) -> u64 {
    let evidence: Vec<_> = map.evidence().filter_map(|it| it.1.data.get(kind)).collect();
    match evidence.as_slice() {
        [Value::Number(it)] => it.to_string().parse().unwrap(),
        other => panic!("{kind}: {other:?}"),
    }
}

const COMMENTS: &str = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
1500,Mon,2,7,3,1,1,\"Two, at\nlast.\"
1400,Sun,0,5,0,0,0,One.
1600,Tue,3,7,9,9,-1,Spam.
";

#[test]
fn comments_become_claims_with_their_counts() {
    let imported = read(by_name("polis"), COMMENTS);
    assert_eq!(imported.warnings.len(), 1, "{:?}", imported.warnings);
    let map = map_of(imported);
    let claims: Vec<&str> = map.nodes().filter(|it| it.1.kind == NodeKind::Claim).map(|it| &*it.1.text).collect();
    assert_eq!(claims.len(), 2);
    let (_, link) = map.edges().next().unwrap();
    assert_eq!(link.kind, EdgeKind::BearsOn);
    assert_eq!(map.node(link.to.node().unwrap()).unwrap().text, "Two, at\nlast.");
    assert_eq!([figure(&map, "agree"), figure(&map, "disagree")], [3, 1]);
    assert_eq!(map.credences().count(), 0, "a vote is no credence");
    let mut said: Vec<_> = map
        .statements()
        .map(|it| (map.quote(it.1.span).unwrap(), map.person(it.1.person.unwrap()).unwrap().name.as_str()))
        .collect();
    said.sort_unstable();
    assert_eq!(said, [("One.", "Participant 5"), ("Two, at\nlast.", "Participant 7")]);
}

/// In exported files 1 is agree and -1 disagree; of two votes on one comment the later counts.
#[test]
fn votes_are_counted_with_the_signs_of_the_files() {
    let votes = "timestamp,datetime,comment-id,voter-id,vote\n9,x,0,1,-1\n2,x,0,1,1\n3,x,0,2,1\n4,x,1,2,0\n5,x,1,3,2\n";
    let imported = read(by_name("polis"), votes);
    let told: Vec<String> = imported.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(told[0], "line 6: a row that is no vote was left out");
    let map = map_of(imported);
    assert_eq!(["agree", "disagree", "pass", "people", "comments"].map(|it| figure(&map, it)), [1, 1, 1, 2, 2]);
    let table = |map: &Map| String::from_utf8(map.files().next().unwrap().1.bytes().unwrap().to_vec()).unwrap();
    assert_eq!(table(&map), "comment,agree,disagree,pass\n0,1,1,0\n1,0,0,1\n");

    let people = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1\n1,0,1,1,0,1,-1,\n2,1,0,2,1,0,1,0\n";
    let map = map_of(read(by_name("polis"), people));
    assert_eq!(
        table(&map),
        "comment,agree,disagree,pass,group 0 agree,group 0 disagree,group 0 pass,group 1 agree,group 1 disagree,group 1 pass\n\
         0,1,1,0,0,1,0,1,0,0\n1,0,0,1,0,0,0,0,0,1\n"
    );
}

/// Three conversations of others. The votes of each are counted once from the list of votes and once from that of people.
#[test]
fn conversations_of_others_are_read() {
    let mut read_files = 0;
    for (name, [claims, voters, agree]) in [
        ("15-per-hour-seattle", [31, 339, 1_358]),
        ("brexit-consensus", [50, 204, 2_685]),
        ("london.youth.policing", [36, 26, 392]),
    ] {
        let file = |it: &str| shared(&format!("fixtures/polis-opendata/{name}/{it}.csv"));
        let all = ["comments", "votes", "participants-votes", "summary"].map(file);
        let [Some(comments), Some(votes), Some(people), Some(summary)] = all else { return };
        let maps = [comments, votes, people, summary].map(|it| map_of(read(by_name("polis"), &it)));
        let [comments, votes, people, summary] = &maps;
        assert_eq!(comments.nodes().filter(|it| it.1.kind == NodeKind::Claim).count() as u64, claims, "{name}");
        assert_eq!(figure(summary, "voters"), figure(people, "people"), "{name}");
        let counted = ["people", "agree", "disagree", "pass"].map(|it| (figure(votes, it), figure(people, it)));
        println!("{name}: {claims} claims, from votes and from people {counted:?}");
        assert!(counted.iter().all(|it| it.0 == it.1), "{name}: {counted:?}");
        assert_eq!([counted[0].1, counted[1].1], [voters, agree], "{name}");
        assert!(comments.problems().is_empty());
        read_files += maps.len();
    }
    println!("{read_files} files");
}
