//! `press`: prints an official paper as PDF or DOCX. It reads the paper as JSON from its input and writes the file to its output;
//! a process for each paper, with no network and no file but fonts.

mod docx;
mod faces;
mod no_font;
mod pdf;
mod world;

use std::{
    io::{self, Read, Write},
    panic,
    path::PathBuf,
    process::ExitCode,
};

use clap::{Args, Parser, Subcommand};
use paper::{Invalid, LONGEST, Paper, exit_code};

use crate::no_font::NoFont;

/// Prints an official paper.
///
/// The paper is JSON on the standard input; the file goes to the standard output.
/// Ends with 2 if the paper is not valid, with 3 if fonts are missing for it, with 1 after any other failure.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Print the paper as PDF.
    Pdf(Fonts),
    /// Print the paper as DOCX, for changing it in a word processor.
    Docx(Fonts),
    /// Tell which face each role gets: role, face, and `first` or `fallback`.
    Faces(Fonts),
}

#[derive(Args)]
struct Fonts {
    /// A folder of fonts, looked through with all its folders.
    #[arg(long = "fonts", value_name = "DIR")]
    folders: Vec<PathBuf>,
    /// Use no fonts of the system, only those of the folders.
    #[arg(long)]
    no_system_fonts: bool,
}

fn main() -> ExitCode {
    // The words of a panic may quote the paper.
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        complain(&format!("panicked at {place}"));
    }));
    let arguments = Arguments::parse();
    let Ok(result) = panic::catch_unwind(|| run(&arguments.task)) else {
        return ExitCode::FAILURE;
    };
    let Err(error) = result else { return ExitCode::SUCCESS };
    complain(&format!("{error:#}"));
    if error.is::<Invalid>() {
        ExitCode::from(exit_code::INVALID)
    } else if error.is::<NoFont>() {
        ExitCode::from(exit_code::NO_FONT)
    } else {
        ExitCode::FAILURE
    }
}

fn run(task: &Task) -> anyhow::Result<()> {
    let (Task::Pdf(fonts) | Task::Docx(fonts) | Task::Faces(fonts)) = task;
    let fonts = || faces::load(!fonts.no_system_fonts, &fonts.folders);
    let mut out = io::stdout().lock();
    if let Task::Faces(_) = task {
        return Ok(faces::tell(&faces::choose(fonts().book())?, out)?);
    }
    let mut json = Vec::new();
    io::stdin().lock().take(LONGEST as u64 + 1).read_to_end(&mut json)?;
    let paper = Paper::from_json(&json)?;
    let fonts = fonts();
    let faces = faces::choose(fonts.book())?;
    // Of either form: what cannot be printed here is not given out to be printed elsewhere.
    faces::cover(fonts.book(), &paper)?;
    let file = match task {
        Task::Pdf(_) => pdf::print(&paper, &faces, fonts)?,
        Task::Docx(_) | Task::Faces(_) => docx::print(&paper)?,
    };
    out.write_all(&file)?;
    Ok(out.flush()?)
}

fn complain(what: &str) {
    // With no one to tell, there is nobody to tell that to.
    let _ = writeln!(io::stderr(), "press: {what}");
}
