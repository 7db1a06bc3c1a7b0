//! `docs/CLI.md` lists the commands as they are defined.

use std::{fs, path::Path};

use clap::Command;

const HEAD: &str = "| command | 作用 | does |\n|---|---|---|\n";

#[test]
fn the_table_of_commands_is_their_definition() {
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/CLI.md")).unwrap();
    let (before, rest) = text.split_once(HEAD).unwrap();
    let rows: String = shenguan::commands().into_values().map(row).collect();
    let after: Vec<&str> = rest.lines().skip_while(|line| line.starts_with('|')).collect();
    let wanted = format!("{before}{HEAD}{rows}{}\n", after.join("\n"));
    if wanted != text {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("CLI.md");
        fs::write(&path, wanted).unwrap();
        panic!("docs/CLI.md is not what the commands say: cp {} docs/CLI.md", path.display());
    }
}

/// How it is typed, and what it does in both languages.
fn row(mut command: Command) -> String {
    let usage = command.render_usage().to_string();
    let typed = usage.trim_start_matches("Usage: shenguan ").replace(" [OPTIONS]", "").replace('|', "\\|");
    let about = command.get_about().unwrap().to_string();
    let (zh, en) = about.split_once(" / ").unwrap();
    format!("| `{typed}` | {zh} | {en} |\n")
}
