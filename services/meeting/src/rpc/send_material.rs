//! SendMaterial.

use ids::{MaterialId, MeetingId, TopicId};
use prost::Message;
use proto::meeting::v1::{SendMaterialRequest, SendMaterialResponse};
use refusal::Refusal;
use ring::digest::{SHA256, digest};
use shell::{Attempt, Caller, Error, Write, parse_id, parse_text};

use super::present_meeting;
use crate::{
    App,
    model::{Material, Step},
    operations,
    policy::paths,
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

/// The office sends a material (联席会议制度三（四）).
pub(super) async fn send_material(
    app: App,
    caller: Caller,
    request: SendMaterialRequest,
) -> Result<SendMaterialResponse, Error> {
    let body = request.encode_to_vec();
    let sent = Step { by: caller.acting_official()?, at: app.doors.clock.now() };
    let material = parse(&request, sent)?;
    let (rpc, request_id) = (paths::SEND_MATERIAL, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    operations::must_be_office(write.tx(), &caller.unit, app.doors.clock.now()).await??;
    let outbox = app.doors.outbox.clone();
    let sent = operations::send_material(write.tx(), &outbox, &material, (&request.content, &app.at_rest));
    let (meeting, materials) = Box::pin(sent).await??;
    let answer = SendMaterialResponse {
        material: Some(present_meeting::material(&material, &meeting)),
        meeting: Some(present_meeting::meeting(&meeting, &materials)),
    };
    write.commit(&[meeting.id.to_string(), material.id.to_string()], answer).await
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
        meeting: parse_id::<MeetingId>("id", &request.id)?,
        topic: match request.topic_id.as_str() {
            "" => None,
            topic => Some(parse_id::<TopicId>("topic_id", topic)?),
        },
        name: parse_text("name", &request.name, 100)?,
        media_type: request.media_type.clone(),
        size: i64::try_from(content.len()).unwrap_or(i64::MAX),
        sha256: digest(&SHA256, content).as_ref().try_into().unwrap_or_default(),
        sent,
    })
}
