//! What a whole unit or the whole county feels at once is confirmed before it is done.

use std::io::{self, BufRead, IsTerminal};

use clap::Args;

use crate::{
    failure::{Exit, Failure},
    session::{Act, Session},
};

/// What such a command takes.
#[derive(Args, Debug)]
pub(crate) struct Confirmation {
    /// 不再询问，直接执行；在脚本中必须给出 / do not ask; a script has to say it
    #[arg(short, long)]
    yes: bool,
}

impl Confirmation {
    /// Lets an act go on that was confirmed, with `--yes` or at the terminal. A check needs none.
    pub(crate) fn obtain(&self, session: &mut Session, act: &Act, consequence: &str) -> Result<(), Failure> {
        if self.yes || act.check {
            return Ok(());
        }
        if !io::stdin().is_terminal() {
            return Err(Failure::usage(
                "此操作影响重大，须加 --yes 确认",
                "nobody is there to be asked: confirm with --yes",
            ));
        }
        session.output.warn(&format!("{consequence}\n继续请输入 yes / type yes to go on:"))?;
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer)?;
        if answer.trim() == "yes" {
            return Ok(());
        }
        Err(Failure::found(Exit::Failure, "未确认，没有执行", "not confirmed, nothing was done"))
    }
}
