//! The upload: a header, then the file in chunks. One that is cut imports nothing.

use std::time::Duration;

use ids::RequestId;
use proto::approval::v1::{
    ImportDecisionsRequest, ImportFormat, ImportHeader, import_decisions_request::Part,
};
use refusal::{Kind, Refusal};
use shell::Error;
use tokio::time::timeout;
use tokio_stream::{Stream, StreamExt};
use tonic::{Code, Status};

use crate::{
    import::MAX_FILE_BYTES,
    rules::plain_text::{self, Lines},
};

/// How long a sender is waited for.
pub(super) struct Patience {
    /// Between two parts.
    silence: Duration,
    /// From the first part to the end of the last.
    upload: Duration,
}

/// The largest file takes five minutes on a line of 1 Mbit/s.
pub(super) const PATIENCE: Patience =
    Patience { silence: Duration::from_secs(30), upload: Duration::from_mins(5) };

/// The header and the whole file. A stream that is cut before its end, or does not end, imports nothing.
pub(super) async fn receive<Parts>(parts: Parts, patience: Patience) -> Result<(ImportHeader, Vec<u8>), Error>
where
    Parts: Stream<Item = Result<ImportDecisionsRequest, Status>> + Unpin,
{
    timeout(patience.upload, whole(parts, patience.silence)).await.map_err(|_| too_slow())?
}

async fn whole<Parts>(mut parts: Parts, silence: Duration) -> Result<(ImportHeader, Vec<u8>), Error>
where
    Parts: Stream<Item = Result<ImportDecisionsRequest, Status>> + Unpin,
{
    let mut header = None;
    let mut file = Vec::new();
    while let Some(part) = next(&mut parts, silence).await? {
        match (part.part, &header) {
            (Some(Part::Header(given)), None) => header = Some(given),
            (Some(Part::Chunk(chunk)), Some(_)) if chunk.is_empty() => {
                let (en, zh) = ("a chunk holds at least one byte", "文件内容分块不能为空");
                return Err(Refusal::field("chunk", "empty", en, zh).into());
            }
            (Some(Part::Chunk(chunk)), Some(_)) if file.len() + chunk.len() > MAX_FILE_BYTES => {
                return Err(too_large().into());
            }
            (Some(Part::Chunk(chunk)), Some(_)) => file.extend_from_slice(&chunk),
            _ => {
                let (en, zh) = ("one header first, then chunks", "须先发送一个文件头，再发送文件内容");
                return Err(Refusal::field("part", "order", en, zh).into());
            }
        }
    }
    let header = header.ok_or_else(|| Refusal::field("part", "required", "no header came", "缺少文件头"))?;
    check(&header)?;
    Ok((header, file))
}

fn check(header: &ImportHeader) -> Result<(), Refusal> {
    if let Err(violation) = plain_text::check("header.file_name", &header.file_name, 255, Lines::One) {
        return Err(Refusal::invalid(vec![violation]));
    }
    if header.request_id.parse::<RequestId>().is_err() {
        return Err(Refusal::field("header.request_id", "uuid", "must be a UUID", "必须是UUID"));
    }
    if ImportFormat::try_from(header.format).is_err() {
        return Err(Refusal::field("header.format", "unknown", "not a format", "不是有效的文件格式"));
    }
    Ok(())
}

/// The next part. A sender who stops in the middle is not waited for for ever.
async fn next<Parts>(parts: &mut Parts, silence: Duration) -> Result<Option<ImportDecisionsRequest>, Refusal>
where
    Parts: Stream<Item = Result<ImportDecisionsRequest, Status>> + Unpin,
{
    match timeout(silence, parts.next()).await {
        Ok(Some(Err(status))) if status.code() == Code::OutOfRange => Err(chunk_too_large()),
        Ok(part) => part.transpose().map_err(|_| cut()),
        Err(_) => Err(cut()),
    }
}

fn too_slow() -> Refusal {
    let en = "the upload took too long; nothing was imported";
    Refusal::new(Kind::Invalid, "FILE_UNREADABLE", en, "上传时间过长，未导入任何数据")
}

fn cut() -> Refusal {
    Refusal::new(
        Kind::Invalid,
        "FILE_UNREADABLE",
        "the upload was cut; nothing was imported",
        "上传中断，未导入任何数据",
    )
}

fn chunk_too_large() -> Refusal {
    Refusal::new(Kind::Invalid, "TOO_LARGE", "a chunk is larger than 1 MiB", "文件内容分块超过1 MiB")
}

fn too_large() -> Refusal {
    Refusal::new(Kind::Invalid, "TOO_LARGE", "the file is larger than 32 MiB", "文件超过32 MiB")
}

#[cfg(test)]
mod tests {
    use tokio_stream::wrappers::IntervalStream;

    use super::*;

    const HOUR: Duration = Duration::from_hours(1);

    fn header() -> Part {
        let id = RequestId::generate().to_string();
        Part::Header(ImportHeader { request_id: id, ..ImportHeader::default() })
    }

    fn chunk(bytes: &'static [u8]) -> Part {
        Part::Chunk(bytes.into())
    }

    /// Parts that come one after the other, none of them cut.
    fn sent(
        parts: impl Stream<Item = Part> + Unpin,
    ) -> impl Stream<Item = Result<ImportDecisionsRequest, Status>> + Unpin {
        parts.map(|part| Ok(ImportDecisionsRequest { part: Some(part) }))
    }

    fn refusal(received: Result<(ImportHeader, Vec<u8>), Error>) -> Refusal {
        let Err(Error::Refused(refusal)) = received else { panic!("it was received") };
        refusal
    }

    #[tokio::test]
    async fn a_file_comes_in_chunks_after_its_header() {
        let parts = sent(tokio_stream::iter([header(), chunk(b"ab"), chunk(b"c")]));
        let (_, file) = receive(parts, PATIENCE).await.unwrap();
        assert_eq!(file, b"abc");
    }

    #[tokio::test]
    async fn an_upload_that_trickles_for_ever_comes_to_an_end() {
        let trickle = IntervalStream::new(tokio::time::interval(Duration::from_millis(5)));
        let parts = sent(tokio_stream::once(header()).chain(trickle.map(|_| chunk(b"x"))));
        let patience = Patience { silence: HOUR, upload: Duration::from_millis(200) };
        let refusal = refusal(timeout(Duration::from_secs(30), receive(parts, patience)).await.unwrap());
        assert_eq!((refusal.reason, refusal.en), ("FILE_UNREADABLE", too_slow().en));
    }

    #[tokio::test]
    async fn a_sender_that_falls_silent_is_not_waited_for() {
        let parts = sent(tokio_stream::once(header()).chain(tokio_stream::pending()));
        let patience = Patience { silence: Duration::from_millis(50), upload: HOUR };
        let refusal = refusal(timeout(Duration::from_secs(30), receive(parts, patience)).await.unwrap());
        assert_eq!((refusal.reason, refusal.en), ("FILE_UNREADABLE", cut().en));
    }

    /// The transport gives it as its own refusal: it is no cut line, and a sender can do something about it.
    #[tokio::test]
    async fn a_chunk_that_is_too_large_is_called_so() {
        let first = Ok(ImportDecisionsRequest { part: Some(header()) });
        for (status, reason) in [
            (Status::out_of_range("decoded message length too large"), "TOO_LARGE"),
            (Status::cancelled("gone"), "FILE_UNREADABLE"),
        ] {
            let parts = tokio_stream::iter([first.clone(), Err(status)]);
            assert_eq!(refusal(receive(parts, PATIENCE).await).reason, reason);
        }
    }

    #[tokio::test]
    async fn an_empty_chunk_is_refused() {
        let parts = sent(tokio_stream::iter([header(), chunk(b"a"), chunk(b""), chunk(b"b")]));
        let refusal = refusal(receive(parts, PATIENCE).await);
        assert_eq!((refusal.violations[0].field.as_str(), refusal.violations[0].code), ("chunk", "empty"));
    }
}
