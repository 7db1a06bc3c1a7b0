//! One line is parsed, run and ended: data on stdout, the failure on stderr, the exit code.

use std::{collections::BTreeMap, ffi::OsString, process::ExitCode};

use clap::{CommandFactory, Parser, error::ErrorKind};

use crate::{
    commands::Command,
    failure::{EXIT_CODES, Exit, Failure},
    output::{Format, Output},
    session::Session,
    target::Target,
};

/// 审管联动平台命令行 / The approval–supervision platform from the command line
#[derive(Parser, Debug)]
#[command(name = "shenguan", version, after_help = EXIT_CODES, max_term_width = 110)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// 数据输出形式 / how data is printed
    #[arg(short, long, global = true, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) output: Format,
    /// 错误以一行 JSON 输出到 stderr / errors as one line of JSON on stderr
    #[arg(long, global = true)]
    pub(crate) json_errors: bool,
    /// 在 stderr 显示请求标识等 / request ids and more on stderr
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
    /// 除警告和错误外，stderr 不显示任何内容 / nothing on stderr but warnings and errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    // Last: its heading holds for whatever follows.
    #[command(flatten)]
    pub(crate) target: Target,
}

/// Runs a whole command line, the program's name first, and gives the exit code of the process.
pub async fn run(words: Vec<OsString>) -> ExitCode {
    let json_errors = words.iter().any(|word| word == "--json-errors");
    let result = match Arguments::try_parse_from(words) {
        Ok(arguments) => execute(arguments).await,
        Err(error) => refuse(&error, json_errors),
    };
    let Err(failure) = result else {
        return Exit::Ok.into();
    };
    if let Some(text) = failure.told(json_errors) {
        // Nothing is left to try when stderr is closed: the exit code still tells.
        let _ = Output::of_process(Format::Table).warn(text.trim_end());
    }
    failure.exit().into()
}

/// Every command by the words that it is typed with, for example `mailbox parked list`.
pub fn commands() -> BTreeMap<String, clap::Command> {
    let mut whole = Arguments::command().disable_help_subcommand(true);
    whole.build();
    let mut found = BTreeMap::new();
    collect(&whole, &mut found);
    found
}

fn collect(command: &clap::Command, found: &mut BTreeMap<String, clap::Command>) {
    for inner in command.get_subcommands() {
        if inner.has_subcommands() {
            collect(inner, found);
        } else if let Some((_, words)) = inner.get_bin_name().and_then(|name| name.split_once(' ')) {
            found.insert(words.to_owned(), inner.clone());
        }
    }
}

async fn execute(arguments: Arguments) -> Result<(), Failure> {
    let Arguments { command, target, output, verbose, quiet, .. } = arguments;
    let mut output = Output::of_process(output);
    if quiet {
        output = output.quietly();
    }
    let mut session = Session { target, output, verbose, called: None, definition: Arguments::command };
    match command.run(&mut session).await {
        Ok(()) => Ok(()),
        Err(failure) => Err(session.explain(failure).await),
    }
}

/// Help and version were asked for and go to stdout; anything else is wrong usage.
fn refuse(error: &clap::Error, json_errors: bool) -> Result<(), Failure> {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return Ok(error.print()?);
    }
    let text = error.render().to_string();
    let en = if json_errors { text.lines().next().unwrap_or_default() } else { &text };
    Err(Failure::usage("命令用法有误", en.trim_start_matches("error: ").trim_end()))
}

#[cfg(test)]
mod tests;
