//! The demonstration that `./just demo` runs, as fast as it can.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use scenarios::stage::until;
use testkit::Folder;

/// What is said besides the days.
const EVENTS: [&str; 14] = [
    "both have repeated their codes",
    "unrouted",
    "routed by hand",
    "returned by zjj",
    "the broker lost its whole store",
    "webhook (+",
    "e-mail to the office (+",
    "webhook letter.issued: 督办函〔2026〕1号",
    "answered by xwtzb: 督办函〔2026〕1号",
    "督办 letter to xwtzb: 督办函〔2026〕3号",
    "the third letter of the quarter is raised",
    "the topic has the consent",
    "联席会议纪要〔2026〕1号 印发",
    "提醒 reminders: webhook ",
];

/// The clean sample, and the dirty one with its rejected, duplicate and unrouted rows: what stands in the one JSON line.
#[test]
fn a_file_goes_through_once_and_its_sums_are_told_in_one_line() {
    let once = |file: &str, at: &str| -> serde_json::Value {
        let file = format!("{}/../services/approval/tests/data/{file}", env!("CARGO_MANIFEST_DIR"));
        let played = Command::new(env!("CARGO_BIN_EXE_demo")).args(["once", &file, at]).output().unwrap();
        let told = String::from_utf8(played.stdout).unwrap();
        assert!(played.status.success(), "{told}{}", String::from_utf8_lossy(&played.stderr));
        let mut sums: serde_json::Value = serde_json::from_str(told.lines().last().unwrap()).unwrap();
        assert!(sums["seconds"].take().as_f64().unwrap() > 0.0);
        sums
    };
    let clean = once("licences_2026-10.csv", "2026-10-31T18:00:00+08:00");
    let expected = serde_json::json!({
        "rows": 600, "accepted": 600, "duplicates": 0, "rejected": 0, "unrouted": 0, "deliveries": 913,
        "receipted": 913, "claimed": 463, "claims_back": 463, "late_pushes": 574, "seconds": null
    });
    assert_eq!(clean, expected);
    let dirty = once("licences_dirty.csv", "2026-10-31T18:00:00+08:00");
    let counts = ["rows", "accepted", "duplicates", "rejected", "unrouted", "deliveries", "receipted"];
    assert_eq!(counts.map(|count| dirty[count].as_i64().unwrap()), [80, 70, 1, 9, 1, 99, 99]);
    assert_eq!(dirty["claims_back"], dirty["claimed"]);
}

/// The commands that it prints for trying are run, too.
#[test]
fn the_month_is_replayed_without_a_lost_delivery_although_the_broker_is_wiped() {
    let played = Command::new(env!("CARGO_BIN_EXE_demo")).args(["--exit", "--pace", "0"]).output().unwrap();
    let told = String::from_utf8(played.stderr).unwrap();
    assert!(played.status.success(), "{told}");
    for event in EVENTS {
        assert!(told.contains(event), "no {event}: {told}");
    }
    let end = "600 decisions, 913 deliveries, 894 claims, 12 late pushes; 0 lost, 0 doubled.";
    assert_eq!(told.lines().last(), Some(end), "{told}");
}

/// Told to end in the middle, neither leaves a file or a process.
#[tokio::test]
async fn what_is_interrupted_leaves_nothing_behind() -> anyhow::Result<()> {
    let sample =
        format!("{}/../services/approval/tests/data/licences_2026-10.csv", env!("CARGO_MANIFEST_DIR"));
    for (words, signal) in [
        (vec!["once", sample.as_str()], "INT"),
        (vec!["once", sample.as_str()], "TERM"),
        (vec!["--pace", "0"], "INT"),
    ] {
        let folder = Folder::create()?;
        let mut play = Command::new(env!("CARGO_BIN_EXE_demo"))
            .args(&words)
            .env("TMPDIR", folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        until("the services to run", async || {
            let running = processes_of(folder.path())?.iter().filter(|name| *name == "supervision").count();
            Ok((running > 0).then_some(()))
        })
        .await?;
        Command::new("kill").args([&format!("-{signal}"), &play.id().to_string()]).status()?;
        let ended = until("the demonstration to end", async || Ok(play.try_wait()?)).await?;
        assert!(!ended.success(), "{words:?}: it was interrupted");
        assert_eq!(processes_of(folder.path())?, [""; 0], "{words:?} {signal}");
        assert_eq!(fs::read_dir(folder.path())?.count(), 0, "{words:?} {signal}");
    }
    Ok(())
}

/// Names of the processes whose environment or command line names a folder.
fn processes_of(folder: &Path) -> anyhow::Result<Vec<String>> {
    let needle = folder.as_os_str().as_encoded_bytes();
    let mut found = Vec::new();
    for process in fs::read_dir("/proc")? {
        let process = process?.path();
        // It may have ended since, or be none of ours.
        let said = ["environ", "cmdline"].map(|part| fs::read(process.join(part)).unwrap_or_default());
        if said.iter().any(|said| said.windows(needle.len()).any(|window| window == needle)) {
            found.push(fs::read_to_string(process.join("comm")).unwrap_or_default().trim().to_owned());
        }
    }
    found.retain(|name| !name.is_empty() && name != "demo");
    Ok(found)
}
