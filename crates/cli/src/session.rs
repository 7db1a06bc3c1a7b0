//! What every command is handed.

use bytes::Bytes;
use clap::Args;
use ids::{RequestId, Uuid};

use crate::{
    client::Calls,
    failure::Failure,
    output::Output,
    target::{Service, Target},
};

/// Where to call, and where to print.
pub(crate) struct Session {
    pub(crate) target: Target,
    pub(crate) output: Output,
    pub(crate) verbose: bool,
    /// The service that was called last.
    pub(crate) called: Option<Service>,
}

/// What every command that changes something takes.
#[derive(Args, Clone, Debug)]
pub(crate) struct Act {
    /// 只检查，不改变任何内容 / only check, change nothing
    #[arg(long)]
    pub(crate) check: bool,
    /// 用同一标识重做同一操作，不会做两遍 / repeat an act safely with its id
    #[arg(long, value_name = "UUID")]
    pub(crate) request_id: Option<Uuid>,
}

impl Session {
    /// A channel to a service.
    pub(crate) fn calls(&mut self, service: Service) -> Result<Calls, Failure> {
        self.called = Some(service);
        self.target.calls(service)
    }

    /// Finds out whether a call was lost because a certificate was refused: TLS tells it too late.
    pub(crate) async fn explain(&self, failure: Failure) -> Failure {
        match self.called {
            Some(service) if failure.is_lost_call() => {
                self.target.refused_certificate(service).await.map_or(failure, Failure::certificate)
            }
            _ => failure,
        }
    }

    /// The id of this act, shown with `-v`.
    pub(crate) fn request_id(&mut self, act: &Act) -> Result<String, Failure> {
        let id = act.request_id.unwrap_or_else(|| RequestId::generate().0);
        if self.verbose {
            self.output.note(&format!("request id = {id}"))?;
        }
        Ok(id.to_string())
    }
}

/// Reads a whole file that the user named.
pub(crate) fn read(path: &std::path::Path) -> Result<Bytes, Failure> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(bytes.into()),
        Err(cause) => Err(Failure::local(format!("{} 不能读取", path.display()), &cause.into())),
    }
}

/// Writes what was asked for into a file that the user named.
pub(crate) fn write(path: &std::path::Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, bytes)
        .map_err(|cause| Failure::local(format!("{} 不能写入", path.display()), &cause.into()))
}
