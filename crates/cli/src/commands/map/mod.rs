//! The responsibility map.

mod explain;
mod show;

use clap::Subcommand;

use crate::{failure::Failure, session::Session};

#[derive(Subcommand, Debug)]
pub(crate) enum Verb {
    /// 显示责任清单 / show the map
    Show(show::Show),
    /// 某事项或证书会推送给谁，为什么 / where a decision would go, and why
    Explain(explain::Explain),
}

impl Verb {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::Show(verb) => verb.run(session).await,
            Self::Explain(verb) => verb.run(session).await,
        }
    }
}
