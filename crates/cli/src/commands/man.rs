//! The manual has a page for each command, as the whole command line defines it.

use std::{fs, path::PathBuf};

use clap::Args;

use crate::{failure::Failure, session::Session};

#[derive(Args, Debug)]
#[command(after_help = "例 / Example: shenguan man ~/.local/share/man/man1 && man shenguan-deliveries-claim")]
pub(crate) struct Man {
    /// 写入哪个目录，每个命令一页 / folder to write to, a page for each command
    folder: PathBuf,
}

impl Man {
    pub(crate) fn run(self, session: &mut Session) -> Result<(), Failure> {
        fs::create_dir_all(&self.folder)?;
        // The pages of the nouns and verbs stand for `shenguan help`.
        let command = (session.definition)().disable_help_subcommand(true);
        clap_mangen::generate_to(command, &self.folder)?;
        session.output.note(&format!("手册目录 / folder: {}", self.folder.display()))
    }
}
