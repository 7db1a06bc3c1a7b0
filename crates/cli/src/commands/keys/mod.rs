//! Pinned certificate keys.

mod list;
mod pin;
mod revoke;

use clap::Subcommand;

use crate::{failure::Failure, session::Session};

#[derive(Subcommand, Debug)]
pub(crate) enum Verb {
    /// 列出已绑定的公钥 / list pinned keys
    List(list::List),
    /// 把证书公钥绑定到单位 / pin a certificate's key to a unit
    Pin(pin::Pin),
    /// 吊销 / revoke a key
    Revoke(revoke::Revoke),
}

impl Verb {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::List(verb) => verb.run(session).await,
            Self::Pin(verb) => verb.run(session).await,
            Self::Revoke(verb) => verb.run(session).await,
        }
    }
}
