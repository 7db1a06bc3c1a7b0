//! The upload: a header, then the file in chunks.

use proto::approval::v1::{ImportDecisionsRequest, ImportHeader, import_decisions_request::Part};
use refusal::{Kind, Refusal};
use shell::Error;
use tonic::Streaming;

use crate::import::MAX_FILE_BYTES;

/// The header and the whole file. A stream that is cut before its end imports nothing.
pub(super) async fn receive(
    parts: &mut Streaming<ImportDecisionsRequest>,
) -> Result<(ImportHeader, Vec<u8>), Error> {
    let mut header = None;
    let mut file = Vec::new();
    while let Some(part) = parts.message().await.map_err(|_| cut())? {
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
    if header.file_name.chars().count() > 255 {
        return Err(Refusal::field(
            "header.file_name",
            "too_long",
            "at most 255 characters",
            "不超过255个字",
        )
        .into());
    }
    Ok((header, file))
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
