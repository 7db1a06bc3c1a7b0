//! The minutes of a meeting as a document, in a version that the caller sees.

use ids::MeetingId;
use paper::Format;
use proto::{
    meeting::v1::{GetMinutesDocumentRequest, GetMinutesDocumentResponse},
    words::meeting::{DocumentFormat, SeatRole},
};
use refusal::Refusal;
use shell::{Caller, Error, as_caller, parse_id, parse_word};

use crate::{App, minutes_paper::Shown, model::Minutes, store};

/// Prints them; its transaction ends before that, so this is no [`shell::Read`].
pub(super) async fn get_minutes_document(
    app: App,
    caller: Caller,
    request: GetMinutesDocumentRequest,
) -> Result<GetMinutesDocumentResponse, Error> {
    let id: MeetingId = parse_id("meeting_id", &request.meeting_id)?;
    let format = format(request.format)?;
    let version = Some(request.version).filter(|version| *version != 0);
    let unknown = || Refusal::not_found("minutes", "会议纪要");
    let mut tx = as_caller(&app.resources, &caller).await?;
    let found = store::minutes::find(&mut tx, id, version).await?.ok_or_else(unknown)?;
    let meeting = store::meeting::find(&mut tx, id).await?.ok_or_else(unknown)?;
    let convened = store::seat::find(&mut tx, meeting.convened_by).await?;
    let presided = store::seat::find(&mut tx, meeting.presided_by).await?;
    let day = clock::civil_date(found.step().at);
    let office = store::seat::holder_on(&mut tx, SeatRole::Office, day).await?;
    // Nothing of the database is held while it is printed.
    tx.commit().await?;
    let directory = app.reference.directory();
    let shown = Shown {
        minutes: &found,
        meeting: &meeting,
        convened: convened.as_ref(),
        presided: presided.as_ref(),
        office: office.as_ref().map(|seat| (&seat.unit, directory.named(&seat.unit))),
    };
    let paper = shown.paper(&app.minutes_heading);
    let content = app.press.print(&caller.unit, format, &paper).await?;
    Ok(GetMinutesDocumentResponse {
        name: name(&found, &meeting.title, format),
        media_type: format.media_type().to_owned(),
        content: content.into(),
    })
}

fn format(number: i32) -> Result<Format, Refusal> {
    match parse_word("format", number, ("say what kind of file", "请选择文件格式"))? {
        DocumentFormat::Pdf => Ok(Format::Pdf),
        DocumentFormat::Docx => Ok(Format::Docx),
    }
}

/// Its number, or before issue the title and the version.
fn name(minutes: &Minutes, title: &str, format: Format) -> String {
    let name = minutes
        .state
        .number()
        .map_or_else(|| format!("{title}纪要第{}版", minutes.version), |number| number.to_string());
    format!("{}.{}", name.replace(['/', '\\'], "_"), format.name())
}
