//! Imports a 行政许可 publicity file: chunks in, verdicts and progress out. What was committed before a cut stays. A repeat
//! under the same request id goes on where it was cut and gives each row the verdict that it got; another import of the file
//! reports what was recorded before as duplicates.

mod listener;
mod slices;
mod upload;
mod verdict;

use ids::RequestId;
use prost::Message;
use proto::approval::v1::{ImportDecisionsRequest, ImportDecisionsResponse, ImportHeader};
use shell::{Attempt, Caller, Error, Serves, take_request_id};
use tokio::sync::mpsc::{self, Sender};
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Status, Streaming};
use tracing::Instrument;

use self::{listener::Listener, slices::RPC};
use crate::{App, import, operations::Foreseen};

pub(super) type Answers = ReceiverStream<Result<ImportDecisionsResponse, Status>>;

/// Answers at once and works in a task of its own: a county's line may need minutes for a file.
pub(super) fn import_decisions(
    app: App,
    caller: Caller,
    parts: Streaming<ImportDecisionsRequest>,
) -> Result<Answers, Error> {
    let official = caller.acting_official()?;
    let (answers, receiver) = mpsc::channel(256);
    let work = async move {
        let refused = |error: Error| shell::refused(app.resources(), &caller, RPC, error);
        let imported = import(&app, &caller, official, parts, &answers).await;
        if let Err(error) = imported {
            // A client who went away is no longer there to be told.
            let _ = answers.send(Err(refused(error).await)).await;
        }
    };
    tokio::spawn(work.in_current_span());
    Ok(ReceiverStream::new(receiver))
}

async fn import(
    app: &App,
    caller: &Caller,
    official: ids::OfficialId,
    parts: Streaming<ImportDecisionsRequest>,
    answers: &Sender<Result<ImportDecisionsResponse, Status>>,
) -> Result<(), Error> {
    let _file = app.imports.file(&caller.unit)?;
    let (header, bytes) = upload::receive(parts, upload::PATIENCE).await?;
    // Only now: a slow line keeps nobody from a place.
    let _place = tokio::select! {
        place = app.imports.take(&caller.unit) => place.map_err(|_| Error::Fault("imports have no places".to_owned()))?,
        () = answers.closed() => return Ok(()),
    };
    let format = header.format();
    // Reading a workbook takes seconds of a processor.
    let reading = tokio::task::spawn_blocking(move || (import::read(&bytes, format), bytes)).await;
    let (rows, bytes) = reading.map_err(|_| Error::Fault("reading a publicity file panicked".to_owned()))?;
    let rows = rows?;
    let id = take_id(app, caller, &header, &bytes).await?;
    drop(bytes);
    let work = slices::Import {
        app: app.clone(),
        caller: caller.clone(),
        official,
        id,
        header,
        rows,
        foreseen: Foreseen::default(),
    };
    work.run(Listener::new(answers.clone())).await
}

/// The same id with another file or header is refused. A check takes none, whatever it was used for.
async fn take_id(app: &App, caller: &Caller, header: &ImportHeader, file: &[u8]) -> Result<RequestId, Error> {
    let body = [header.encode_to_vec().as_slice(), file].concat();
    let now = app.resources().clock.now();
    let attempt = Attempt::new(caller, RPC, &header.request_id, &body, header.validate_only, now)?;
    database::bounded(take_request_id(app.resources(), &attempt)).await
}
