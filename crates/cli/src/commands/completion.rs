//! A script for a shell completes what the whole command line defines.

use clap::Args;
use clap_complete::Shell;

use crate::{failure::Failure, session::Session};

#[derive(Args, Debug)]
#[command(
    after_help = "例 / Example: shenguan completion bash > ~/.local/share/bash-completion/completions/shenguan"
)]
pub(crate) struct Completion {
    /// 命令解释器 / shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Completion {
    pub(crate) fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut (session.definition)(), "shenguan", &mut script);
        session.output.raw(&script)
    }
}
