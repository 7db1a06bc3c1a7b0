//! The office sends a material (联席会议制度三（四）).

use ids::MaterialId;
use proto::meeting::v1::{SendMaterialRequest, SendMaterialResponse};
use refusal::Refusal;
use ring::digest::{SHA256, digest};
use shell::{Act, Context, Done, Error, parse_id, parse_text};

use super::present;
use crate::{
    App,
    model::{Material, Step},
    operations,
    rpc::given::given,
};

/// The largest file, in bytes: with the rest it fits into a request.
const LARGEST: usize = 1_000_000;

/// What a file may be.
const MEDIA_TYPES: [&str; 8] = [
    "application/pdf",
    "application/msword",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/ofd",
    "text/plain",
    "image/png",
    "image/jpeg",
];

impl Act<App> for SendMaterialRequest {
    async fn act(self, app: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let material = parse(&self, Step::of(context)?)?;
        let (meeting, materials) =
            operations::send_material(context, &material, &self.content, &app.at_rest).await?;
        let answer = SendMaterialResponse {
            material: Some(present::material(&material, &meeting)),
            meeting: Some(present::meeting(&meeting, &materials)),
        };
        Ok(Done::with_all(vec![meeting.id.to_string(), material.id.to_string()], answer))
    }
}

fn parse(request: &SendMaterialRequest, sent: Step) -> Result<Material, Refusal> {
    let content = &request.content;
    if content.is_empty() || content.len() > LARGEST {
        let (en, zh) = ("1 to 1 000 000 bytes", "文件须为1至1000000字节");
        return Err(Refusal::field("content", "size", en, zh));
    }
    if !MEDIA_TYPES.contains(&request.media_type.as_str()) {
        let (en, zh) = ("files of this type are not sent", "不支持这种文件类型");
        return Err(Refusal::field("media_type", "not_allowed", en, zh));
    }
    Ok(Material {
        id: MaterialId::generate(),
        meeting: parse_id("id", &request.id)?,
        topic: given(&request.topic_id, |topic| parse_id("topic_id", topic))?,
        name: parse_text("name", &request.name, 100)?,
        media_type: request.media_type.clone(),
        size: i64::try_from(content.len()).unwrap_or(i64::MAX),
        sha256: digest(&SHA256, content).as_ref().try_into().unwrap_or_default(),
        sent,
    })
}
