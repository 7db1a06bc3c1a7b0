//! Certificates for development.

mod dev;

use clap::Subcommand;

use crate::{failure::Failure, session::Session};

#[derive(Subcommand, Debug)]
pub(crate) enum Verb {
    /// 生成开发用 CA、服务与各单位证书；已有的不动 / make a development CA and certificates; keeps what is there
    Dev(dev::Dev),
}

impl Verb {
    pub(crate) fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::Dev(verb) => verb.run(session),
        }
    }
}
