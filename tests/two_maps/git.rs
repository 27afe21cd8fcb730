//! `cruxmap merge` as the merge driver of real git.

use crate::command_line::claim;
use cruxmap::save;
use std::{
    env, fs,
    path::Path,
    process::{Command, Output},
};

fn git(folder: &Path, arguments: &[&str]) -> Output {
    // Nothing of whoever runs the test: no settings, no hooks, no signing.
    let nowhere = folder.join("no-settings");
    Command::new("git")
        .args(["-c", "user.name=Test", "-c", "user.email=test@example.invalid", "-c", "commit.gpgsign=false"])
        .args(["-c", "init.defaultBranch=main"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", &nowhere)
        .env("GIT_CONFIG_SYSTEM", &nowhere)
        .env_remove("GIT_DIR")
        .output()
        .unwrap()
}

fn done(folder: &Path, arguments: &[&str]) -> String {
    let output = git(folder, arguments);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "git {arguments:?}: {said}{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8(output.stdout).unwrap()
}

fn commit(folder: &Path, words: &str, reason: &str) {
    fs::write(folder.join("map.ron"), claim(words, reason)).unwrap();
    done(folder, &["commit", "-qam", "Change the map"]);
}

/// A repository with a map, set up as `docs/merge.md` says; nothing if there is no git.
fn repository() -> Option<tempfile::TempDir> {
    if Command::new("git").arg("--version").output().is_err() {
        assert!(env::var_os("CRUXMAP_REQUIRE_ALL").is_none(), "git is missing");
        eprintln!("skipped: git is missing");
        return None;
    }
    let it = tempfile::tempdir().unwrap();
    let path = it.path();
    done(path, &["init", "-q"]);
    let driver = format!("'{}' merge %O %A %B -o %A", env!("CARGO_BIN_EXE_cruxmap"));
    done(path, &["config", "merge.cruxmap.name", "Cruxmap"]);
    done(path, &["config", "merge.cruxmap.driver", &driver]);
    fs::write(path.join(".gitattributes"), "*.ron merge=cruxmap\n").unwrap();
    fs::write(path.join("map.ron"), claim("It rains.", "The street is wet.")).unwrap();
    done(path, &["add", "."]);
    done(path, &["commit", "-qm", "Add a map"]);
    Some(it)
}

fn texts(folder: &Path) -> Vec<String> {
    save::read(&folder.join("map.ron")).unwrap().map.nodes().map(|it| it.1.text.to_string()).collect()
}

#[test]
fn branches_that_go_together_are_merged() {
    let Some(it) = repository() else { return };
    let path = it.path();
    done(path, &["checkout", "-qb", "theirs"]);
    commit(path, "It rains.", "The roof is wet.");
    done(path, &["checkout", "-q", "main"]);
    commit(path, "It pours.", "The street is wet.");
    done(path, &["merge", "-q", "--no-edit", "theirs"]);
    assert_eq!(texts(path), ["It pours.", "The roof is wet."]);
    assert_eq!(done(path, &["status", "--porcelain"]), "", "nothing is left over");
    // Two lines beside one another would be a conflict for git alone.
    done(path, &["checkout", "-q", "HEAD~1"]);
    done(path, &["config", "--unset", "merge.cruxmap.driver"]);
    fs::remove_file(path.join(".gitattributes")).unwrap();
    done(path, &["commit", "-qam", "Without the driver"]);
    assert!(!git(path, &["merge", "-q", "--no-edit", "theirs"]).status.success());
}

#[test]
fn a_conflict_stops_the_merge_and_leaves_a_map_that_opens() {
    let Some(it) = repository() else { return };
    let path = it.path();
    done(path, &["checkout", "-qb", "theirs"]);
    commit(path, "It drizzles.", "The roof is wet.");
    done(path, &["checkout", "-q", "main"]);
    commit(path, "It pours.", "The street is wet.");
    let output = git(path, &["merge", "--no-edit", "theirs"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("CONFLICT") && said.contains("ours “It pours.”, theirs “It drizzles.”"), "{said}");
    assert_eq!(texts(path), ["It pours.", "The roof is wet."]);
    // As docs/merge.md says: the other version and the map before can be had from git, and merged again.
    for (stage, name) in [(":1:map.ron", "base.ron"), (":3:map.ron", "theirs.ron")] {
        fs::write(path.join(name), done(path, &["show", stage])).unwrap();
    }
    let mut again = Command::new(env!("CARGO_BIN_EXE_cruxmap"));
    let arguments = "merge base.ron map.ron theirs.ron -o map.ron --prefer theirs";
    assert!(again.args(arguments.split(' ')).current_dir(path).status().unwrap().success());
    assert_eq!(texts(path), ["It drizzles.", "The roof is wet."]);
    done(path, &["add", "map.ron"]);
    done(path, &["commit", "-qm", "Merge"]);
}

#[test]
fn a_map_that_both_branches_added_is_merged_without_one_before() {
    let Some(it) = repository() else { return };
    let path = it.path();
    for (branch, reason) in [("theirs", "The roof is wet."), ("ours", "The roof is wet.")] {
        done(path, &["checkout", "-q", "main"]);
        done(path, &["checkout", "-qb", branch]);
        fs::write(path.join("other.ron"), claim(branch, reason)).unwrap();
        done(path, &["add", "other.ron"]);
        done(path, &["commit", "-qm", "Add another map"]);
    }
    let output = git(path, &["merge", "--no-edit", "theirs"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("ours “ours”, theirs “theirs”"), "{said}");
    assert!(save::read(&path.join("other.ron")).is_ok());
}
