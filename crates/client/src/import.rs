//! One publicity file through `ImportDecisions`: what has a verdict is committed, so an import that was cut is repeated under its id.

use bytes::Bytes;
use proto::approval::v1::{
    ImportDecisionsRequest, ImportHeader, ImportProgress, ImportSummary, RowVerdict,
    decision_service_client::DecisionServiceClient, import_decisions_request::Part as Sent,
    import_decisions_response::Part as Answered,
};
use tonic::Status;

use crate::Calls;

/// The most that one message of the stream may hold.
const CHUNK: usize = 256 * 1024;

/// A whole import: a verdict per row, and the totals.
#[derive(Clone, PartialEq, Debug)]
pub struct Imported {
    /// In the order in which the rows were committed.
    pub verdicts: Vec<RowVerdict>,
    /// The totals, sent last.
    pub summary: ImportSummary,
}

/// An import that was cut. What has a verdict is committed: repeating the import under the same request
/// id is safe and gives it again.
#[derive(Clone, Debug)]
pub struct Interrupted {
    /// The verdicts that had come.
    pub verdicts: Vec<RowVerdict>,
    /// What cut it.
    pub status: Status,
}

/// Imports `file` and tells `on_progress` how far it is.
pub async fn run(
    calls: Calls,
    header: ImportHeader,
    file: Bytes,
    mut on_progress: impl FnMut(ImportProgress),
) -> Result<Imported, Interrupted> {
    let mut verdicts = Vec::new();
    match follow(calls, header, file, &mut verdicts, &mut on_progress).await {
        Ok(summary) => Ok(Imported { verdicts, summary }),
        Err(status) => Err(Interrupted { verdicts, status }),
    }
}

/// The import, with its verdicts in `verdicts` as they come: they are there also where this is dropped on the way.
pub async fn follow(
    calls: Calls,
    header: ImportHeader,
    file: Bytes,
    verdicts: &mut Vec<RowVerdict>,
    on_progress: &mut impl FnMut(ImportProgress),
) -> Result<ImportSummary, Status> {
    let parts = tokio_stream::iter(parts(header, file));
    let mut answers = DecisionServiceClient::new(calls).import_decisions(parts).await?.into_inner();
    while let Some(answer) = answers.message().await? {
        match answer.part {
            Some(Answered::Verdict(verdict)) => verdicts.push(verdict),
            Some(Answered::Progress(progress)) => on_progress(progress),
            Some(Answered::Summary(summary)) => return Ok(summary),
            None => {}
        }
    }
    Err(Status::unavailable("the stream ended without a summary"))
}

/// The header, then the file in order.
fn parts(header: ImportHeader, mut file: Bytes) -> impl Iterator<Item = ImportDecisionsRequest> {
    let chunks = std::iter::from_fn(move || {
        let chunk = file.split_to(CHUNK.min(file.len()));
        (!chunk.is_empty()).then_some(Sent::Chunk(chunk))
    });
    std::iter::once(Sent::Header(header))
        .chain(chunks)
        .map(|part| ImportDecisionsRequest { part: Some(part) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk_sizes(length: usize) -> Vec<usize> {
        let file = Bytes::from(vec![b'x'; length]);
        let mut parts = parts(ImportHeader::default(), file);
        assert!(matches!(parts.next().unwrap().part, Some(Sent::Header(_))));
        parts
            .map(|part| match part.part {
                Some(Sent::Chunk(chunk)) => chunk.len(),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn the_file_follows_the_header_in_chunks() {
        assert_eq!(chunk_sizes(2 * CHUNK + 1), [CHUNK, CHUNK, 1]);
        assert_eq!(chunk_sizes(CHUNK), [CHUNK]);
    }

    #[test]
    fn an_empty_file_is_a_header_alone() {
        assert_eq!(chunk_sizes(0), [0_usize; 0]);
    }
}
