//! The command line from outside: the binary, its streams and its exit codes, over real mTLS.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod completion;
mod confirmation;
mod connection;
mod dev_certificates;
mod document;
mod interrupted_import;
mod usage;

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// Runs `shenguan` without any settings of the person who runs the tests.
fn shenguan(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shenguan")).args(words).env_clear().output().unwrap()
}

fn stdout(output: &Output) -> &str {
    str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    str::from_utf8(&output.stderr).unwrap()
}

/// A folder of its own for one test, gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("shenguan-{test}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn path(&self) -> &Path {
        &self.0
    }

    fn as_str(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
