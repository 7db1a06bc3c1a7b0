//! The upload: a header, then the file in chunks.

use std::time::Duration;

use ids::RequestId;
use proto::approval::v1::{
    ImportDecisionsRequest, ImportFormat, ImportHeader, import_decisions_request::Part,
};
use refusal::{Kind, Refusal};
use shell::Error;
use tokio::time::timeout;
use tonic::Streaming;

use crate::import::MAX_FILE_BYTES;

/// How long a sender may be silent between two parts.
const LONGEST_SILENCE: Duration = Duration::from_secs(30);

/// The header and the whole file. A stream that is cut before its end imports nothing.
pub(super) async fn receive(
    mut parts: Streaming<ImportDecisionsRequest>,
) -> Result<(ImportHeader, Vec<u8>), Error> {
    let mut header = None;
    let mut file = Vec::new();
    while let Some(part) = next(&mut parts).await? {
        match (part.part, &header) {
            (Some(Part::Header(given)), None) => header = Some(given),
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
    if header.file_name.chars().count() > 255 {
        return Err(Refusal::field(
            "header.file_name",
            "too_long",
            "at most 255 characters",
            "不超过255个字",
        ));
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
async fn next(
    parts: &mut Streaming<ImportDecisionsRequest>,
) -> Result<Option<ImportDecisionsRequest>, Refusal> {
    match timeout(LONGEST_SILENCE, parts.message()).await {
        Ok(Ok(part)) => Ok(part),
        Ok(Err(_)) | Err(_) => Err(cut()),
    }
}

fn cut() -> Refusal {
    Refusal::new(
        Kind::Invalid,
        "FILE_UNREADABLE",
        "the upload was cut; nothing was imported",
        "上传中断，未导入任何数据",
    )
}

fn too_large() -> Refusal {
    Refusal::new(Kind::Invalid, "TOO_LARGE", "the file is larger than 32 MiB", "文件超过32 MiB")
}
