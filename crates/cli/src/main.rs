//! `shenguan`: the platform from the command line.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    shenguan::run(std::env::args_os().collect()).await
}
