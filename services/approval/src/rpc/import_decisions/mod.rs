//! Imports a 行政许可 publicity file: chunks in, verdicts and progress out. What was committed before a cut stays, and a
//! repeat reports it as recorded before.

mod slices;
mod upload;
mod verdict;

use std::sync::Arc;

use proto::approval::v1::{ImportDecisionsRequest, ImportDecisionsResponse};
use shell::{Caller, Error};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Status, Streaming};

use crate::{App, import};

/// Its path in the policy table.
pub(super) const RPC: &str = "/shenguan.approval.v1.DecisionService/ImportDecisions";

pub(super) type Answers = ReceiverStream<Result<ImportDecisionsResponse, Status>>;

pub(super) async fn import_decisions(
    app: Arc<App>,
    caller: Caller,
    mut parts: Streaming<ImportDecisionsRequest>,
) -> Result<Answers, Error> {
    let official = caller.acting_official()?;
    let (header, bytes) = upload::receive(&mut parts).await?;
    let format = header.format();
    // Reading a workbook takes seconds of a processor.
    let rows = tokio::task::spawn_blocking(move || import::read(&bytes, format))
        .await
        .map_err(|_| Error::Fault("reading a publicity file panicked".to_owned()))??;
    let (sender, receiver) = mpsc::channel(256);
    let work = slices::Import { app, caller, official, header, rows };
    tokio::spawn(async move {
        if let Err(error) = work.run(&sender).await {
            // A client who went away is no longer there to be told.
            let _ = sender.send(Err(error.into())).await;
        }
    });
    Ok(ReceiverStream::new(receiver))
}
