//! An import that comes to no end tells the id under which it can be repeated.

use std::{
    fs,
    io::{BufRead, BufReader, Read},
    net::TcpListener,
    process::{Command, Stdio},
};

use crate::{Folder, shenguan, stderr};

const ID: &str = "01999999-0000-7000-8000-000000000001";

/// Certificates, and a file to import.
fn folder(test: &str) -> Folder {
    let folder = Folder::new(test);
    certs::write_development(folder.path(), &[("xzspj", "dev")]).unwrap();
    fs::write(folder.path().join("rows.csv"), "行政相对人名称\n示例\n").unwrap();
    folder
}

fn words<'a>(folder: &'a Folder, url: &'a str, file: &'a str) -> Vec<&'a str> {
    let whom = ["--context", folder.as_str(), "--unit", "xzspj", "--official", "xzspj-01", "--approval", url];
    whom.into_iter().chain(["decisions", "import", file]).collect()
}

/// Where nobody answers: the port of a listener that is gone.
fn nobody() -> String {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    format!("https://127.0.0.1:{port}")
}

#[test]
fn a_cut_before_the_first_verdict_tells_the_id_at_the_start_and_at_the_end() {
    let folder = folder("cut-import");
    let (url, file) = (nobody(), folder.path().join("rows.csv"));
    let words = words(&folder, &url, file.to_str().unwrap());
    let told = [&words[..], &["--request-id", ID]].concat();
    let output = shenguan(&told);
    let lines: Vec<&str> = stderr(&output).lines().collect();
    assert_eq!(output.status.code(), Some(5), "{lines:?}");
    assert_eq!(lines[0], format!("request id = {ID}"));
    assert!(lines[1].contains(&format!("--request-id {ID}")), "{lines:?}");

    let output = shenguan(&words);
    let first = stderr(&output).lines().next().unwrap();
    let made = first.strip_prefix("request id = ").unwrap();
    assert_eq!(stderr(&output).matches(made).count(), 2, "{}", stderr(&output));
}

#[test]
fn the_keyboard_interrupts_an_import_that_nobody_answers_and_the_id_is_told() {
    let folder = folder("interrupted-import");
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", silent.local_addr().unwrap());
    let file = folder.path().join("rows.csv");
    let mut import = Command::new(env!("CARGO_BIN_EXE_shenguan"))
        .args(words(&folder, &url, file.to_str().unwrap()))
        .args(["--request-id", ID])
        .env_clear()
        .stderr(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    // It calls, and gets no answer.
    let call = silent.accept().unwrap();
    let interrupted = Command::new("kill").args(["-INT", &import.id().to_string()]).status().unwrap();
    assert!(interrupted.success());
    let mut told = BufReader::new(import.stderr.take().unwrap());
    let (mut first, mut rest) = (String::new(), String::new());
    told.read_line(&mut first).unwrap();
    told.read_to_string(&mut rest).unwrap();
    assert_eq!(import.wait().unwrap().code(), Some(1), "{rest}");
    assert_eq!(first, format!("request id = {ID}\n"));
    assert!(rest.contains(&format!("--request-id {ID}")), "{rest}");
    drop(call);
}
