//! A material is one of a few kinds of file and small; where it comes late, that is said.

use std::path::{Path, PathBuf};

use clap::Args;
use ids::{MeetingId, TopicId};
use proto::meeting::v1::SendMaterialRequest;

use crate::{failure::Failure, files::read, session::Act, typed::text};

/// What a material may be, by the end of its file's name.
const MEDIA_TYPES: [(&str, &str); 9] = [
    ("pdf", "application/pdf"),
    ("doc", "application/msword"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ofd", "application/ofd"),
    ("txt", "text/plain"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
];
/// The largest, in bytes.
const LARGEST: usize = 1_000_000;

#[derive(Args, Debug)]
pub(crate) struct SendMaterial {
    /// 会议编号（UUID） / meeting id
    id: MeetingId,
    /// 材料文件（pdf、doc、docx、xlsx、ofd、txt、png、jpg），不超过1000000字节 / the file, at most 1,000,000 bytes
    file: PathBuf,
    /// 所属议题编号，缺省为全部议题 / id of the topic that it is about; of all on the agenda if not given
    #[arg(long, value_name = "ID")]
    topic: Option<TopicId>,
    #[command(flatten)]
    pub(super) act: Act,
}

impl SendMaterial {
    pub(super) fn asked(&self) -> Result<SendMaterialRequest, Failure> {
        let media_type = media_type(&self.file)?;
        let content = read(&self.file)?;
        if content.is_empty() || content.len() > LARGEST {
            return Err(Failure::usage(
                format!("{} 为{}字节，须为1至{LARGEST}字节", self.file.display(), content.len()),
                format!("the file has {} bytes, 1 to {LARGEST} are sent", content.len()),
            ));
        }
        let name = self.file.file_name().map(|name| name.to_string_lossy().into_owned());
        Ok(SendMaterialRequest {
            id: self.id.to_string(),
            topic_id: text(self.topic),
            name: name.unwrap_or_default(),
            media_type: media_type.to_owned(),
            content,
            ..Default::default()
        })
    }
}

/// The type of a file by the end of its name, in capitals or not.
fn media_type(file: &Path) -> Result<&'static str, Failure> {
    let end = file.extension().and_then(|end| end.to_str()).unwrap_or_default();
    let known = MEDIA_TYPES.iter().find(|(known, _)| known.eq_ignore_ascii_case(end));
    known.map(|(_, media_type)| *media_type).ok_or_else(|| {
        let ends = MEDIA_TYPES.map(|(end, _)| end);
        Failure::usage(
            format!("不能发送 {}：会议材料须为 {} 文件", file.display(), ends.join("、")),
            format!("{}: the name of a material ends in one of {}", file.display(), ends.join(", ")),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::Exit;

    #[test]
    fn a_file_is_what_its_name_ends_in() {
        for (name, expected) in [
            ("议题材料.pdf", "application/pdf"),
            ("汇总.2026.XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            ("照片.JPeG", "image/jpeg"),
        ] {
            assert_eq!(media_type(Path::new(name)).unwrap(), expected, "{name}");
        }
    }

    #[test]
    fn what_is_no_material_is_refused_with_what_would_be() {
        for name in ["安装.exe", "材料", ".pdf", "材料.pdf.zip", "网页.html"] {
            let failure = media_type(Path::new(name)).unwrap_err();
            assert_eq!(failure.exit(), Exit::Usage, "{name}");
            let Failure::Own { zh, .. } = failure else { panic!("{name}: {failure:?}") };
            assert!(zh.contains(name) && zh.contains("pdf、doc、docx"), "{zh}");
        }
    }
}
