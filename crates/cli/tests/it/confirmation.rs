//! What many would feel at once is confirmed: at a terminal by a word, elsewhere by an option.

use std::process::{Command, Output};

use crate::{shenguan, stderr};

/// Types an answer at a terminal.
const TERMINAL: &str = "\
import os, pty, sys
child, terminal = pty.fork()
if child == 0:
    os.execv(sys.argv[1], [sys.argv[1], 'keys', 'revoke', 'aa'])
os.write(terminal, sys.argv[2].encode() + b'\\n')
try:
    while chunk := os.read(terminal, 4096):
        os.write(1, chunk)
except OSError:
    pass
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))";

fn typing(answer: &str) -> Output {
    Command::new("python3")
        .args(["-c", TERMINAL, env!("CARGO_BIN_EXE_shenguan"), answer])
        .env_remove("SHENGUAN_CONTEXT")
        .output()
        .unwrap()
}

#[test]
fn a_person_is_asked_and_only_yes_goes_on() {
    let declined = typing("y");
    let told = String::from_utf8(declined.stdout).unwrap();
    assert!(told.contains("立即不能调用") && told.contains("not confirmed"), "{told}");
    assert_eq!(declined.status.code(), Some(1));
    let confirmed = typing("yes");
    let told = String::from_utf8(confirmed.stdout).unwrap();
    assert!(told.contains("no certificate"), "it went on and wanted to call: {told}");
    assert_eq!(confirmed.status.code(), Some(2));
}

#[test]
fn nobody_to_be_asked_is_wrong_usage_unless_it_was_said_before() {
    let unasked = shenguan(&["calendar", "reopen", "2026-10-12"]);
    assert_eq!(unasked.status.code(), Some(2));
    assert!(stderr(&unasked).contains("--yes"), "{}", stderr(&unasked));
    for said in ["--yes", "--check"] {
        let output = shenguan(&["calendar", "reopen", "2026-10-12", said]);
        assert!(stderr(&output).contains("no certificate"), "{}", stderr(&output));
    }
}
